/** Predictions of all categories of a row at once. */
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Response } from "../Frame.js";
import { lawRows } from "./lawRows.js";
import type { PredictorContext } from "./linearPredictor.js";
import { predictionsOf, type Predictions, type RowWriter } from "./Predictions.js";

/** Writes a number for each category from what the law is told. */
export type CategoryCell = (inputs: LawInputs<number>, out: Float64Array) => void;

/**
 * Rows of a table by category. A row's draws are worked out once for all its categories, which are asked for one after another.
 *
 * @param cellsOf What is written of the cells of a row of the table, draw by draw.
 */
export function categoryRows(
  fitted: FittedGlmm,
  context: PredictorContext,
  response: Partial<Response>,
  cellsOf: (row: number) => CategoryCell,
): Predictions {
  const names = fitted.frame.response!.categories!;
  const size = names.length;
  const { count } = context.selection;
  const one = new Float64Array(size);
  const all = new Float64Array(size * count);
  let draw = 0;
  const writeAll = lawRows(fitted, context, response, (row) => {
    const cell = cellsOf(row);
    draw = 0;
    return (inputs) => {
      cell(inputs, one);
      for (let k = 0; k < size; k += 1) all[k * count + draw] = one[k]!;
      draw += 1;
      return 0;
    };
  });
  let known = -1;
  const write: RowWriter = (place, out, start) => {
    const row = Math.floor(place / size);
    if (row !== known) writeAll(row, out, start);
    known = row;
    const k = place - row * size;
    out.set(all.subarray(k * count, (k + 1) * count), start);
  };
  return { ...predictionsOf(context.frame.rows * size, count, write), categories: { names, are: "rows" } };
}
