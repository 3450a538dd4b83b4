/** Times to an event by their hazard, e^mu times one that is the same for all: proportional hazards. */
import { UserError } from "../../../engine/core/UserError.js";
import { splineHazardLaw } from "../../../engine/distributions/splineHazard.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { exp } from "../../../engine/math/exp.js";
import type { FamilyRow } from "../Family.js";
import { logMeanOf } from "../links.js";
import { positiveNumbers, relativeSlope } from "./shared.js";

const splines = 5;

export const coxFamily: FamilyRow = {
  name: "cox",
  links: ["log", "identity", "softplus"],
  auxiliaries: [],
  additions: ["cens", "trunc"],
  mean: "positive",
  outcome: "positive",
  ...positiveNumbers,
  unitless: true,
  unforeseen:
    "a Cox model knows the hazard up to the last time seen only, so there are no expected and no new times: " +
    "ask linpred, or ratios of hazards",
  shares: { name: "sbhaz", count: splines, draw: (k) => `sbhaz[${k}]` },
  knots: knotsOf,
  law: () => splineHazardLaw,
  values({ eta, shares, knots }, link) {
    const [first, middle, last] = knots!;
    const numbered = Object.fromEntries(shares!.map((share, k) => [`share${k + 1}`, share]));
    return { logRatio: logMeanOf(link, eta), ...numbered, first: first!, middle: middle!, last: last! };
  },
  expectation: () => NaN,
  variance: () => NaN,
  // The score by mu is 1 at an event, less the hazard so far, which adds up to e^mu at most: without censoring its variance is P(event).
  information({ eta }, link) {
    const slope = relativeSlope(link, eta);
    return slope * slope * -expm1(-exp(logMeanOf(link, eta) as number));
  },
};

/**
 * Where the baseline hazard begins, where its splines meet, and where it ends: the median of the times, and a fiftieth of their range beyond
 * their ends, as brms has it.
 *
 * @param times Of rows that are censored too
 * @throws UserError when all times are the same.
 */
function knotsOf(times: Float64Array): readonly number[] {
  const sorted = times.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  if (!(most > least)) {
    throw new UserError(
      "the family cox needs times that differ, since its hazard changes with time: all are the same.",
    );
  }
  const beyond = (most - least) / 50;
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
  return [Math.max(least - beyond, 0), middle, most + beyond];
}
