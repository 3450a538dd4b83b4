import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import { cauchy, halfCauchy, lkjCorrCholesky, normal, positive, program } from "../../../models/index.js";
import { evaluate, logNormal, schools } from "./evaluate.js";

beforeAll(async () => void (await loadTensorflow()));

describe("what a parameter is called and in which units it is sampled", () => {
  it("names given stand for name[label], of parameters and of generated quantities", () => {
    const model = program(({ parameter, generate }) => {
      const b = parameter("b", normal(0, 1), { dims: { k: 2 }, names: ["b_x", "b_z"] });
      generate("twice", tf().mul(b, 2), { names: ["2x", "2z"] });
    });
    expect(model.trace(schools).names).toEqual(["b_x", "b_z", "2x", "2z"]);
  });

  it("another number of names is refused", () => {
    const model = program(({ parameter }) => void parameter("b", normal(0, 1), { dims: { k: 2 }, names: ["x"] }));
    expect(() => model.trace(schools)).toThrow('"b" has 2 elements, but 1 names');
  });

  it("a parameter that is not reported has a place in the position, a prior and no draws", () => {
    const model = program(({ parameter, generate }) => {
      const hidden = parameter("hidden", normal(0, 1), { reported: false });
      generate("shown", hidden);
    }).trace(schools);
    expect(model.names).toEqual(["shown"]);
    expect(model.blocks).toEqual([{ name: "hidden", offset: 0, length: 1 }]);
    expect(evaluate(model, [1.5]).draws.get("shown")).toBe(1.5);
  });

  it("a unit changes where a value lies, not its prior: the density gains the logarithm of the scale", () => {
    const real = program(({ parameter }) => void parameter("a", normal(3, 2), { unit: { location: 10, scale: 4 } }));
    const at = evaluate(real.trace(schools), [0.5]);
    expect(at.draws.get("a")).toBe(12);
    expect(at.logPrior[0]).toBeCloseTo(logNormal(12, 3, 2), 12);
    expect(at.logDensity).toBeCloseTo(logNormal(12, 3, 2) + Math.log(4), 12);
    const scale = program(
      ({ parameter }) => void parameter("s", cauchy(0, 5), { support: positive, unit: { scale: 4 } }),
    );
    const half = evaluate(scale.trace(schools), [0.5]);
    const s = 4 * Math.exp(0.5);
    expect(half.draws.get("s")).toBeCloseTo(s, 12);
    expect(half.logDensity).toBeCloseTo(Math.log(2 / (Math.PI * 5 * (1 + (s / 5) ** 2))) + 0.5 + Math.log(4), 12);
  });

  it.each([
    [
      "a location for a positive number",
      halfCauchy(0, 5),
      { location: 1, scale: 2 },
      "can have no unit with a location",
    ],
    ["a unit between bounds", { ...lkjCorrCholesky(2, 1) }, { scale: 2 }, "can have no unit"],
  ])("%s is refused", (_, prior, unit, message) => {
    const model = program(({ parameter }) => void parameter("s", prior, { unit }));
    expect(() => model.trace(schools)).toThrow(message);
  });

  it("a hierarchical parameter takes its unit from its prior", () => {
    const model = program(({ parameter }) => {
      const mu = parameter("mu", normal(0, 1));
      parameter("x", normal(mu, 1), { unit: { scale: 2 } });
    });
    expect(() => model.trace(schools)).toThrow(
      'the parameter "x" takes its unit from its prior normal; leave unit out.',
    );
  });
});
