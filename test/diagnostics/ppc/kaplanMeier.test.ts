import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kaplanMeier, survivalAt, type SurvivalCurve } from "../../../diagnostics/ppc/kaplanMeier.js";

interface Curve {
  readonly time: number[];
  readonly survival: number[];
  readonly atRisk: number[];
  readonly events: number[];
}
const { survival: reference } = JSON.parse(
  readFileSync(new URL("../../reference/ppc/values.json", import.meta.url), "utf8"),
) as { survival: { time: number[]; censored: number[]; weights: number[]; plain: Curve; weighted: Curve } };

const expectCurve = (actual: SurvivalCurve, wanted: Curve) => {
  expect([...actual.time]).toEqual(wanted.time);
  for (const key of ["survival", "atRisk", "events"] as const) {
    // Weights are summed in another order than R's.
    wanted[key].forEach((value, i) => expect(Math.abs(actual[key][i] - value)).toBeLessThan(1e-11));
  }
};

test("survival agrees with R's survfit where times tie and some are censored", () => {
  expectCurve(kaplanMeier(reference.time, reference.censored), reference.plain);
});

test("survival agrees with R's survfit with weights", () => {
  expectCurve(kaplanMeier(reference.time, reference.censored, reference.weights), reference.weighted);
});

test("who is censored at the time of an event is at risk at it", () => {
  const curve = kaplanMeier([1, 2, 2, 3], [0, 0, 1, 0]);
  expect([...curve.survival]).toEqual([0.75, 0.75 * (1 - 1 / 3), 0]);
  expect([...curve.censored]).toEqual([2]);
});

test("the curve is 1 before the first end, and keeps each height until the next", () => {
  const curve = kaplanMeier([1, 2, NaN]);
  expect([0.5, 1, 1.5, 2, 9].map((time) => survivalAt(curve, time))).toEqual([1, 0.5, 0.5, 0, 0]);
});
