import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { cauchy } from "../../../engine/distributions/cauchy.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { exponential } from "../../../engine/distributions/exponential.js";
import { laplace } from "../../../engine/distributions/laplace.js";
import { logistic } from "../../../engine/distributions/logistic.js";
import { normal } from "../../../engine/distributions/normal.js";
import { studentT } from "../../../engine/distributions/studentT.js";
import { truncated } from "../../../engine/distributions/truncated.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { discrepancy } from "./reference.js";
import { traced } from "./traced.js";

const tails = JSON.parse(
  readFileSync(new URL("../../reference/distributions/cut-tails.json", import.meta.url), "utf8"),
) as { law: string; k: number; value: number }[];

const laws: Record<string, (location: Value, scale: Value) => Distribution> = {
  normal,
  laplace,
  logistic,
  cauchy,
  student_t: (location, scale) => studentT(4, location, scale),
};
// Logarithms of tails are about -900 at most, and lose that many units of the last place when subtracted.
const TOLERANCE = 2e-12;

beforeAll(async () => void (await loadTensorflow()));

const element = (position: Tensor, i: number): Tensor => tf().reshape(tf().slice(position as never, [i], [1]), []);

describe.each(Object.keys(laws))("%s cut to an interval in its tail", (name) => {
  const own = tails.filter(({ law }) => law === name);
  const law = laws[name]!;

  it("agrees with R above and below the middle", () => {
    for (const { k, value } of own) {
      const upper = truncated(law(0, 1), { lower: k, upper: k + 1 }).logDensity(k + 0.25) as number;
      const lower = truncated(law(0, 1), { lower: -k - 1, upper: -k }).logDensity(-k - 0.25) as number;
      expect(discrepancy(upper, value), `${k}`).toBeLessThan(TOLERANCE);
      expect(discrepancy(lower, value), `${-k}`).toBeLessThan(TOLERANCE);
    }
  });
});

// The tails of a Student t are known for plain numbers only.
const ofTensors = Object.keys(laws).filter((name) => name !== "student_t");

describe.each(ofTensors)("%s with tensors as parameters, cut to an interval", (name) => {
  const own = tails.filter(({ law }) => law === name);
  const law = laws[name]!;

  it("agrees with R in its tails, with the slopes of numbers", () => {
    const density = (k: number, side: number, location: Value, scale: Value): Value => {
      const bounds = side > 0 ? { lower: k, upper: k + 1 } : { lower: -k - 1, upper: -k };
      return truncated(law(location, scale), bounds).logDensity(side * (k + 0.25));
    };
    for (const { k, value } of own) {
      for (const side of [1, -1]) {
        const { values, gradient } = traced(
          [0, 1],
          (position) => density(k, side, element(position, 0), element(position, 1)) as Tensor,
        );
        expect(discrepancy(values[0]!, value), `${side * k}`).toBeLessThan(TOLERANCE);
        const h = 1e-4;
        const slope = (by: (h: number) => [number, number]): number =>
          ((density(k, side, ...by(h)) as number) - (density(k, side, ...by(-h)) as number)) / (2 * h);
        const [location, scale] = [slope((by) => [by, 1]), slope((by) => [0, 1 + by])];
        // Central differences: h² of truncation times a third derivative of up to 1600, and 1e-13 / h of rounding.
        expect(Math.abs(gradient[0]! - location), `${side * k}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(location)));
        expect(Math.abs(gradient[1]! - scale), `${side * k}`).toBeLessThan(1e-5 * Math.max(1, Math.abs(scale)));
      }
    }
  });

  it("is the same for rows of tensors on both sides of the interval", () => {
    const locations = [-30, -9, -1, 0, 0.5, 1, 2, 11, 30];
    const bounds = { lower: 0, upper: 1 };
    const { values, gradient } = traced(
      locations,
      (position) => truncated(law(position, 1), bounds).logDensity(tf().fill([locations.length], 0.25)) as Tensor,
    );
    locations.forEach((location, i) => {
      const reference = truncated(law(location, 1), bounds).logDensity(0.25) as number;
      expect(discrepancy(values[i]!, reference), `${location}`).toBeLessThan(TOLERANCE);
      expect(Number.isFinite(gradient[i]), `${location}`).toBe(true);
    });
  });
});

it("an exponential with a tensor as its rate, cut far in its tail, is the same law again", () => {
  const { values, gradient } = traced([1.5], (position) => {
    const cut = truncated(exponential(element(position, 0)), { lower: 100, upper: 101 });
    return cut.logDensity(tf().scalar(100.25)) as Tensor;
  });
  // Exponential tails have no memory: as at 0.25 of the law cut to (0, 1).
  expect(values[0]).toBeCloseTo(Math.log(1.5) - 1.5 * 0.25 - Math.log(-Math.expm1(-1.5)), 12);
  expect(gradient[0]).toBeCloseTo(1 / 1.5 - 0.25 - 1 / Math.expm1(1.5), 11);
});
