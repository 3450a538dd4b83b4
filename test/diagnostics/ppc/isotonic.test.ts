import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isotonic, isotonicAt, poolAdjacentViolators, sortPlaces } from "../../../diagnostics/ppc/isotonic.js";

const { isotonic: reference } = JSON.parse(
  readFileSync(new URL("../../reference/ppc/values.json", import.meta.url), "utf8"),
) as { isotonic: Record<"x" | "y" | "weights" | "distinct" | "fitted" | "weighted", number[]> };

/** Both sum the same numbers in another order. */
const expectClose = (actual: Float64Array, wanted: readonly number[]) => {
  expect(actual.length).toBe(wanted.length);
  wanted.forEach((value, i) => expect(Math.abs(actual[i] - value)).toBeLessThan(1e-12));
};

test("isotonic regression agrees with R's isoreg where places tie", () => {
  const { x, fitted } = isotonic(reference.x, reference.y);
  expectClose(x, reference.distinct);
  expectClose(fitted, reference.fitted);
});

test("weights do what repeated observations do in R", () => {
  expectClose(isotonic(reference.x, reference.y, reference.weights).fitted, reference.weighted);
});

test("the fit is the nearest non-decreasing sequence among all steps on a small grid", () => {
  const y = [0.6, 0.2, 0.5, 0.1, 0.9];
  const weights = [1, 2, 1, 3, 1];
  const distance = (fit: ArrayLike<number>) => y.reduce((sum, v, i) => sum + weights[i] * (v - fit[i]) ** 2, 0);
  const best = distance(poolAdjacentViolators(y, weights));
  const grid = Array.from({ length: 11 }, (_, i) => i / 10);
  let least = Infinity;
  for (const a of grid)
    for (const b of grid)
      for (const c of grid)
        for (const d of grid) if (a <= b && b <= c && c <= d) least = Math.min(least, distance([a, b, c, d, 0.9]));
  expect(best).toBeLessThanOrEqual(least);
  // The optimum is 0.2571… = (0.6 + 0.4 + 0.5 + 0.3) / 7 for the first four, not far from the grid.
  expect(least - best).toBeLessThan(0.05);
});

test("pairs that are not finite are left out, and order of the observations does not matter", () => {
  const fit = isotonic([3, NaN, 1, 2, 4], [0, 1, 0, 1, NaN]);
  expect([...fit.x]).toEqual([1, 2, 3]);
  expect([...fit.fitted]).toEqual([0, 0.5, 0.5]);
});

test("places sorted once serve many responses", () => {
  const places = sortPlaces(reference.x);
  expect(isotonicAt(places, reference.y).fitted).toEqual(isotonic(reference.x, reference.y).fitted);
});
