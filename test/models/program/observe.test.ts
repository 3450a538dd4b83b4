import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { load } from "../../../engine/compiler/load.js";
import { printGraph } from "../../../engine/compiler/printGraph.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import {
  beta,
  binomial,
  binomialLogit,
  exponential,
  gamma,
  halfNormal,
  inverseGamma,
  lognormal,
  normal,
  poisson,
  program,
  uniform,
} from "../../../models/index.js";

beforeAll(async () => void (await loadTensorflow()));

type Body = Parameters<typeof program<Record<string, number>>>[0];
const table = tableFromColumns({
  y: [1, 2.5, 0.75],
  count: [0, 3, 2],
  size: [4, 3, 6],
  zero: [0.5, 0, 2],
  one: [0.5, 0.25, 1],
});
const trace = (body: Body) => program(body).trace(table);

describe("values computed from parameters", () => {
  const shifted: [string, Body, number[], number[]][] = [
    [
      "exponential",
      ({ parameter, observe, data, tf }) => {
        observe(exponential(1), tf.sub(data["y"]!, parameter("s", normal(0, 1))));
      },
      [0.7, -3],
      [0.8, 2, 3],
    ],
    [
      "uniform",
      ({ parameter, observe, data, tf }) => observe(uniform(0, 2), tf.sub(data["y"]!, parameter("a", normal(0, 1)))),
      [0.6, 0.7],
      [0.4, 0.8, -1],
    ],
    [
      "a poisson",
      ({ parameter, observe, data, tf }) =>
        observe(poisson(2), tf.add(data["count"]!, tf.floor(parameter("a", normal(0, 1))))),
      [0.5],
      [-0.5],
    ],
    [
      "a binomial's trials",
      ({ parameter, observe, data, tf }) => {
        const a = parameter("a", normal(0, 1));
        observe(binomialLogit(tf.add(data["size"]!, tf.floor(a)), a), data["count"]!);
      },
      [0.5, 1.2],
      [-0.5],
    ],
  ];
  it.each(shifted)(
    "%s: draws that put them outside the support are rejected, compiled as well",
    (_, body, inside, outside) => {
      const traced = trace(body);
      const interpreted = interpret(traced.graph);
      const compiled = load(compile(traced.graph, traced.names));
      for (const model of [interpreted, compiled]) {
        const gradient = new Float64Array(1);
        for (const at of inside) {
          expect(model.evaluate(Float64Array.of(at), gradient), `${at}`).toBeGreaterThan(-1e6);
          expect(Number.isFinite(gradient[0]), `${at}`).toBe(true);
        }
        for (const at of outside) expect(model.evaluate(Float64Array.of(at), gradient), `${at}`).toBe(-Infinity);
      }
    },
  );

  it("data, and parameters that live in the support, cost no comparison", () => {
    const selects = (body: Body): number => printGraph(trace(body).graph).split("select").length - 1;
    expect(
      selects(({ parameter, observe, data }) => {
        const s = parameter("s", halfNormal(0, 1));
        observe(exponential(s), data["y"]!);
        observe(gamma(2.5, s), data["y"]!);
        observe(binomialLogit(data["size"]!, s), data["count"]!);
        observe(exponential(2), s);
      }),
    ).toBe(0);
    expect(selects(({ parameter, observe }) => observe(exponential(2), parameter("x", normal(0, 1))))).toBeGreaterThan(
      0,
    );
  });
});

describe("data that no parameter of a law can be are named with their row and column", () => {
  const columns = tableFromColumns({ y: [1, 0, 1], s: [1, 0, 2], negative: [1, 2, -1], trials: [4, 10.5, 6] });
  const refusals: [string, Body, string][] = [
    [
      "0 as a standard deviation",
      ({ parameter, observe, data }) => observe(normal(parameter("m", normal(0, 1)), data["s"]!), data["y"]!),
      '"s" holds 0 in row 2, but the scale of normal must be a finite number above 0.',
    ],
    [
      "a negative scale of a truncated law",
      ({ parameter, observe, data }) =>
        observe(halfNormal(parameter("m", normal(0, 1)), data["negative"]!), data["y"]!),
      '"negative" holds -1 in row 3, but the scale of half-normal must be a finite number above 0.',
    ],
    [
      "a negative scale of a prior",
      ({ parameter, data }) => void parameter("m", normal(0, data["negative"]!), { dims: { i: 3 } }),
      '"negative" holds -1 in row 3, but the scale of normal must be a finite number above 0.',
    ],
    [
      "trials that are not whole",
      ({ parameter, observe, data }) =>
        observe(binomialLogit(data["trials"]!, parameter("m", normal(0, 1))), data["y"]!),
      '"trials" holds 10.5 in row 2, but the trials of binomial_logit must be a whole number, 0 or above.',
    ],
    [
      "a probability above 1 of a person's own",
      ({ parameter, observe, constant, data, tf }) => {
        observe(normal(parameter("m", normal(0, 1)), 1), data["y"]!);
        observe(binomial(3, constant("p", [0.5, 1.5, 1])), tf.add(data["y"]!, 0));
      },
      '"p" holds 1.5 in row 2, but the probability of binomial must be a probability from 0 to 1.',
    ],
  ];
  it.each(refusals)("%s", (_, body, message) => {
    const act = (): unknown => program(body).trace(columns);
    expect(act).toThrow(message);
    expect(act).toThrow(expect.objectContaining({ kind: "UserError" }));
  });

  it("and are not looked at while only the columns used are asked for", () => {
    const holes = tableFromColumns({ y: [1, null], s: [0, null] });
    const model = program<Record<string, number>>(({ parameter, observe, data }) => {
      observe(normal(parameter("m", normal(0, 1)), data["s"]!), data["y"]!);
    });
    expect(model.usedColumns(holes)).toEqual(["s", "y"]);
  });
});

describe("values that no draw can explain are named with their row and column", () => {
  const above0 = "numbers above 0, without 0 itself; move it inside, or model it apart.";
  const refusals: [string, Body, string][] = [
    [
      "0 under lognormal",
      ({ parameter, observe, data }) => observe(lognormal(parameter("m", normal(0, 1)), 1), data["zero"]!),
      `"zero" holds 0 in row 2, but lognormal is a law of ${above0}`,
    ],
    [
      "0 under gamma with a parameter as its shape",
      ({ parameter, observe, data }) => observe(gamma(parameter("a", halfNormal(0, 1)), 1), data["zero"]!),
      `"zero" holds 0 in row 2, but gamma is a law of ${above0}`,
    ],
    [
      "0 under gamma of shape 2",
      ({ parameter, observe, data }) => observe(gamma(2, parameter("a", halfNormal(0, 1))), data["zero"]!),
      `"zero" holds 0 in row 2, but gamma is a law of ${above0}`,
    ],
    [
      "0 under inv_gamma",
      ({ parameter, observe, data }) => observe(inverseGamma(2, parameter("a", halfNormal(0, 1))), data["zero"]!),
      `"zero" holds 0 in row 2, but inv_gamma is a law of ${above0}`,
    ],
    [
      "1 under beta with a parameter",
      ({ parameter, observe, data }) => observe(beta(1, parameter("b", halfNormal(0, 1))), data["one"]!),
      '"one" holds 1 in row 3, but beta is a law of numbers between 0 and 1, without 1 itself; move it inside, or model it apart.',
    ],
    [
      "a parameter under a law of whole numbers",
      ({ parameter, observe }) => observe(poisson(2), parameter("k", halfNormal(0, 1))),
      '"k" is a parameter, which is a real number, but poisson is a law of whole numbers; sum them out.',
    ],
    [
      "a parameter as trials",
      ({ parameter, observe, data }) => observe(binomial(parameter("n", halfNormal(0, 1)), 0.5), data["count"]!),
      '"n" is a parameter, which is a real number, but the trials of binomial are whole numbers; sum them out.',
    ],
  ];
  it.each(refusals)("%s", (_, body, message) => {
    expect(() => trace(body)).toThrow(message);
    expect(() => trace(body)).toThrow(expect.objectContaining({ kind: "UserError" }));
  });

  it("0 is let through where the density is finite there", () => {
    const traced = trace(({ parameter, observe, data }) => {
      const s = parameter("s", halfNormal(0, 1));
      observe(exponential(s), data["zero"]!);
      observe(gamma(1, s), data["zero"]!);
      observe(halfNormal(0, s), data["zero"]!);
      observe(beta(s, 1), data["one"]!);
    });
    const gradient = new Float64Array(1);
    expect(interpret(traced.graph).evaluate(Float64Array.of(0.3), gradient)).toBeGreaterThan(-100);
    expect(Number.isFinite(gradient[0])).toBe(true);
  });
});
