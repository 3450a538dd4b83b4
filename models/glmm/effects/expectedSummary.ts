/** Draws of an expected response in the few numbers that a curve with its bands takes. */
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";

/** All NaN where some draw is. */
export interface ExpectedSummary {
  readonly mean: number;
  readonly median: number;
  /** Ends of the middle 50 %. */
  readonly q25: number;
  readonly q75: number;
  /** Ends of the middle 95 %. */
  readonly "q2.5": number;
  readonly "q97.5": number;
}

/** Changes the order of the draws. */
export function expectedSummary(draws: Float64Array): ExpectedSummary {
  const sum = draws.reduce((total, value) => total + value, 0);
  const sorted = draws.sort();
  const at = (probability: number) => (Number.isNaN(sum) ? NaN : quantileOfSorted(sorted, probability));
  return {
    mean: sum / draws.length,
    median: at(0.5),
    q25: at(0.25),
    q75: at(0.75),
    "q2.5": at(0.025),
    "q97.5": at(0.975),
  };
}
