/** Why a level has no estimate of its own, in words. */
import { cholesky } from "../../../engine/math/cholesky.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";

/** Columns are told apart where this share of a column's squared length is not explained by those before it. */
const leastShare = 1e-9;

/**
 * Why a level's rows cannot determine its coefficients, whatever the responses; undefined where they can.
 *
 * @param rows Of the level.
 */
export function whySingular(term: GroupTerm, rows: Int32Array): string | undefined {
  const { coefficients, columns } = term;
  if (rows.length === 0) return "it has no rows";
  const lengths = columns.map((column) => {
    let squares = 0;
    for (const row of rows) squares += column ? column[row]! * column[row]! : 1;
    return Math.sqrt(squares);
  });
  const empty = lengths.findIndex((length) => length === 0);
  if (empty >= 0) return `${coefficients[empty]} is 0 in all its rows`;
  const size = coefficients.length;
  if (rows.length < size) {
    return `its ${rows.length === 1 ? "row" : `${rows.length} rows`} cannot determine ${size} coefficients`;
  }
  const gram = new Float64Array(size * size);
  for (let k = 0; k < size; k += 1) {
    for (let m = 0; m <= k; m += 1) {
      let sum = 0;
      for (const row of rows) sum += (columns[k]?.[row] ?? 1) * (columns[m]?.[row] ?? 1);
      gram[k * size + m] = sum / (lengths[k]! * lengths[m]!);
    }
  }
  const factor = cholesky(gram, size);
  const isTold = Array.from({ length: size }, (_, k) => factor[k * size + k]! * factor[k * size + k]! > leastShare);
  return isTold.every(Boolean) ? undefined : `its rows do not tell ${coefficients.join(" and ")} apart`;
}

/**
 * Why the search for a level's estimate ended without one: its likelihood has no maximum, or, with links whose means end at a
 * finite predictor, the maximum lies at that end.
 */
export function whyNoMaximum({ frame, family }: FittedGlmm, rows: Int32Array, isInfinite: boolean): string {
  const { values, trials } = frame.response!;
  const all = (holds: (row: number) => boolean) => rows.every(holds);
  const ofTrials = family.mean === "unit" && family.name !== "beta";
  if (family.mean !== "real" && all((row) => values[row] === 0)) {
    return ofTrials ? "none of its trials succeeded" : "all its responses are 0";
  }
  if (ofTrials && all((row) => values[row] === (trials?.[row] ?? 1))) return "all its trials succeeded";
  if (!isInfinite) return whyUnsettled;
  return ofTrials ? "its predictors separate successes from failures" : "its likelihood has no maximum";
}

/** Why there is no estimate where the search itself failed. */
export const whyUnsettled = "the search for its own estimate did not settle";
