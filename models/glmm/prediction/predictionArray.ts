/** All of a prediction at once. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Predictions } from "./Predictions.js";

/** One gigabyte. */
const mostCells = 134217728;

/**
 * All numbers of a prediction, (rows × drawCount), row by row, in memory of their own.
 *
 * @throws UserError for more than 2^27 numbers.
 */
export function predictionArray(predictions: Predictions): Float64Array {
  const { rows, drawCount } = predictions;
  if (rows * drawCount > mostCells) {
    throw new UserError(
      `${rows} rows of ${drawCount} draws are more numbers than one array may hold, ${mostCells}: take their blocks one by one, or fewer draws.`,
    );
  }
  const all = new Float64Array(rows * drawCount);
  for (const { firstRow, values } of predictions.blocks()) all.set(values, firstRow * drawCount);
  return all;
}
