import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { flat } from "../../../engine/distributions/flat.js";
import { interval, positive } from "../../../engine/distributions/Support.js";
import { truncated } from "../../../engine/distributions/truncated.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { program } from "../../../models/program/program.js";
import { testRng } from "./testRng.js";
import { traced } from "./traced.js";

beforeAll(async () => void (await loadTensorflow()));

describe("the flat prior", () => {
  it("has log density 0 everywhere, and also where it is cut", () => {
    expect(flat().logDensity(-1e300)).toBe(0);
    for (const bounds of [{ lower: 0 }, { upper: 3 }, { lower: -1, upper: 3 }]) {
      expect(truncated(flat(), bounds).logDensity(0.5)).toBe(0);
    }
    expect(truncated(flat(), { lower: 0 }).logDensity(-0.5)).toBe(-Infinity);
  });

  it("has no draws, cut or not", () => {
    expect(() => flat().random(testRng(1))).toThrow(/a flat prior has no draws/);
    expect(() => truncated(flat(), { lower: 0 }).random(testRng(1))).toThrow(/a flat prior has no draws/);
  });

  it("leaves of a parameter's log density only the Jacobian of its support", () => {
    const model = program(({ parameter }) => {
      parameter("anywhere", flat());
      parameter("above", flat(), { support: positive });
      parameter("between", flat(), { support: interval(-1, 3) });
      parameter("many", flat(), { dims: { k: 2 } });
    });
    const { graph } = model.trace({ rows: 0, columns: new Map() });
    const position = Float64Array.from([0.7, -0.4, 0.9, 2, 3]);
    const gradient = new Float64Array(5);
    const value = interpret(graph).evaluate(position, gradient);
    const share = 1 / (1 + Math.exp(-0.9));
    // exp: ln of the slope is the position; the interval: 4 p (1 - p).
    expect(value).toBeCloseTo(-0.4 + Math.log(4 * share * (1 - share)), 13);
    expect([...gradient]).toEqual([0, 1, expect.closeTo(1 - 2 * share, 13), 0, 0]);
  });

  it("gives tensors a log density of their shape", () => {
    const { values } = traced([0.3, -0.2, 4], (x) => flat().logDensity(x));
    expect([...values]).toEqual([0, 0, 0]);
  });
});
