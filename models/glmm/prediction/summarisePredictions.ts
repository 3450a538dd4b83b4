/** A row of numbers for each row of a prediction. */
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";
import { partialSort } from "./partialSort.js";
import { placeOf, type Predictions } from "./Predictions.js";

/** The draws of one row in a few numbers; all NaN where a draw is. */
export interface PredictionRow {
  /** Place in the table, from 0. */
  readonly row: number;
  /** Where predictions are rows of a table by category. */
  readonly category?: string;
  readonly mean: number;
  /** With n − 1 below. */
  readonly sd: number;
  readonly median: number;
  readonly "q2.5": number;
  readonly "q97.5": number;
}

/**
 * Mean, standard deviation, median and 95 % interval of each row, or of each category of each row, block by block. Quantiles are those of
 * R's type 7. Of new responses that are categories these are of their numbers; see {@link categoryShares}.
 */
export function summarisePredictions(predictions: Predictions): PredictionRow[] {
  const rows: PredictionRow[] = [];
  const { drawCount } = predictions;
  for (const block of predictions.blocks()) {
    for (let k = 0; k < block.rows; k += 1) {
      const draws = block.values.subarray(k * drawCount, (k + 1) * drawCount);
      rows.push({ ...placeOf(predictions, block.firstRow + k), ...summariseRow(draws) });
    }
  }
  return rows;
}

const probabilities = [0.025, 0.5, 0.975] as const;

/** Changes the order of the draws. */
function summariseRow(draws: Float64Array): Omit<PredictionRow, "row" | "category"> {
  const count = draws.length;
  const origin = draws[0]!;
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += draws[i]! - origin;
  const mean = origin + sum / count;
  let squares = 0;
  for (let i = 0; i < count; i += 1) squares += (draws[i]! - mean) * (draws[i]! - mean);
  const sd = Math.sqrt(squares / (count - 1));
  if (Number.isNaN(mean) && draws.some(Number.isNaN)) return { mean, sd, median: NaN, "q2.5": NaN, "q97.5": NaN };
  partialSort(
    draws,
    probabilities.flatMap((p) => [Math.floor((count - 1) * p), Math.ceil((count - 1) * p)]),
  );
  const [low, median, high] = probabilities.map((p) => quantileOfSorted(draws, p));
  return { mean, sd, median: median!, "q2.5": low!, "q97.5": high! };
}
