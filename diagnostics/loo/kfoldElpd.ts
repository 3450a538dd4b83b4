/** Puts log densities of held-out observations together to the record of cross-validation. */
import type { Pointwise } from "../../engine/core/Pointwise.js";
import type { Warning } from "../../engine/core/Warning.js";
import type { Reason } from "../statistic.js";
import { labelOf, type Elpd, type ElpdStatistic } from "./Elpd.js";
import { estimateOf, scaled } from "./estimateOf.js";
import { logMeanExp } from "./leaveOut.js";
import { shareOf } from "./shareOf.js";

/** What fits without them say of observations, and what is known beside it. */
export interface HeldOutDensities {
  /** Log predictive density of each observation by the fit that did not see it. */
  readonly elpd: Float64Array;
  /** Monte Carlo standard errors of these; not known unless given. */
  readonly mcse?: Float64Array;
  /** Log likelihoods under the fit that saw all, draws × observations, for the effective number of parameters. */
  readonly full?: Pointwise;
  readonly labels?: readonly string[];
  /** A fingerprint of the responses. */
  readonly data?: string;
  /** What was wrong with the fits; stands before the record's own warnings. */
  readonly warnings?: readonly Warning[];
}

/**
 * Sums, standard errors and the effective number of parameters of held-out log densities, whatever was held out together: rows at
 * random, or all rows of a study. An observation whose density is NaN or 0 has the reason `nonfinite`, and so have the sums.
 *
 * @throws RangeError if arrays differ in length
 * @example kfoldElpd({ elpd, mcse, full: pointwise }).elpd // { value: -112.4…, se: 8.1… }
 */
export function kfoldElpd(given: HeldOutDensities): Elpd {
  const { full, labels = full?.labels, data, warnings = [] } = given;
  const count = given.elpd.length;
  const mcse = given.mcse ?? new Float64Array(count).fill(NaN);
  if (mcse.length !== count || (full?.count ?? count) !== count) {
    throw new RangeError(`${count} observations are needed, errors have ${mcse.length}, the full fit ${full?.count}`);
  }
  const reasons = new Map<number, Reason>();
  const elpdOf = given.elpd.map((value, place) => {
    if (Number.isFinite(value)) return value;
    reasons.set(place, "nonfinite");
    return NaN;
  });
  const p = effectiveParameters(elpdOf, full);
  const elpd = estimateOf(elpdOf, reasons);
  return {
    method: "kfold",
    observations: count,
    ...(labels && { labels }),
    ...(data !== undefined && { data }),
    elpd,
    p: full === undefined ? { value: NaN, se: NaN, reason: "notKnown" } : estimateOf(p, reasons),
    ic: scaled(elpd, -2),
    mcse: given.mcse === undefined ? { value: NaN, reason: "notKnown" } : totalError(mcse),
    pointwise: { elpd: elpdOf, p, mcse },
    reasons,
    warnings: [...warnings, ...nonfiniteWarnings(reasons, count, labels)],
  };
}

function effectiveParameters(elpd: Float64Array, full: Pointwise | undefined): Float64Array {
  const p = new Float64Array(elpd.length).fill(NaN);
  if (full === undefined) return p;
  let place = 0;
  for (const column of full.columns()) {
    p[place] = logMeanExp(column) - elpd[place];
    place++;
  }
  return p;
}

/** Observations of one fold share its draws, so that this is a little too small where folds are large. */
function totalError(mcse: Float64Array): ElpdStatistic {
  const squares = mcse.reduce((sum, error) => sum + error * error, 0);
  return Number.isNaN(squares) ? { value: NaN, reason: "nonfinite" } : { value: Math.sqrt(squares) };
}

function nonfiniteWarnings(
  reasons: ReadonlyMap<number, Reason>,
  count: number,
  labels: readonly string[] | undefined,
): Warning[] {
  if (reasons.size === 0) return [];
  const names = [...reasons.keys()].map((place) => labelOf(labels, place));
  return [
    {
      cause: "kfold_nonfinite",
      variables: names,
      text:
        `${shareOf(names.length, count, "observation")} would be impossible, or cannot be predicted, by the fit that did not ` +
        `see them (${names.slice(0, 4).join(", ")}${names.length > 4 ? ", …" : ""}): sums cannot be computed. Look for a level or ` +
        `a response that the other rows do not allow.`,
    },
  ];
}
