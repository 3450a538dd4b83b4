/** The population level of a predictor over weighted rows, draw by draw. */
import { distinctRows } from "../collapse/distinctRows.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import type { Predictor } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";

export interface PopulationRows {
  /** Weights of the rows, which equal ones share, with a sum of 1. */
  readonly weights: Float64Array;
  /** Writes X b + offset of the rows in a draw. */
  write(draw: number, out: Float64Array): void;
}

/**
 * Some rows of a predictor, equal ones put together.
 *
 * @param rows Places in the table.
 * @param weights One a row of the table.
 */
export function populationRows(
  predictor: Predictor,
  selection: DrawSelection,
  rows: Int32Array,
  weights: Float64Array,
): PopulationRows {
  const all = [...predictor.columns, ...(predictor.offset ? [predictor.offset] : [])].map((column) =>
    Float64Array.from(rows, (row) => column[row]!),
  );
  const { columns, weights: own } = withoutRepeats(
    all,
    Float64Array.from(rows, (row) => weights[row]!),
  );
  const total = own.reduce((sum, weight) => sum + weight, 0);
  return {
    weights: own.map((weight) => weight / total),
    write: predictorWriter(predictor, selection, columns, own.length),
  };
}

/** The row whose columns are the weighted means of the table's. */
export function averageRow(predictor: Predictor, selection: DrawSelection, weights: Float64Array): PopulationRows {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const columns = [...predictor.columns, ...(predictor.offset ? [predictor.offset] : [])].map((column) =>
    Float64Array.of(column.reduce((sum, x, row) => sum + x * weights[row]!, 0) / total),
  );
  return { weights: Float64Array.of(1), write: predictorWriter(predictor, selection, columns, 1) };
}

function withoutRepeats(
  columns: readonly Float64Array[],
  weights: Float64Array,
): { readonly columns: readonly Float64Array[]; readonly weights: Float64Array } {
  const rows = weights.length;
  if (columns.length === 0) return { columns, weights: Float64Array.of(weights.reduce((sum, x) => sum + x, 0)) };
  const distinct = distinctRows(columns, rows, Math.ceil(rows / 2));
  if (distinct === undefined) return { columns, weights };
  const summed = new Float64Array(distinct.first.length);
  for (let row = 0; row < rows; row += 1) summed[distinct.place[row]!]! += weights[row]!;
  return {
    columns: columns.map((column) => Float64Array.from(distinct.first, (row) => column[row]!)),
    weights: summed,
  };
}

/** @param columns Those of the predictor, then its offset. */
function predictorWriter(
  predictor: Predictor,
  selection: DrawSelection,
  columns: readonly Float64Array[],
  rows: number,
): PopulationRows["write"] {
  const { names, intercept, parameter, offset } = predictor;
  const slopes = names.map((name) => selection.column(coefficientDraw(name)));
  const constants = intercept === "centred" ? selection.column(interceptDraw(parameter)) : undefined;
  const known = offset ? columns.at(-1)! : undefined;
  return (draw, out) => {
    const constant = constants?.[draw] ?? 0;
    for (let row = 0; row < rows; row += 1) out[row] = constant + (known?.[row] ?? 0);
    slopes.forEach((slope, k) => {
      const column = columns[k]!;
      const b = slope[draw]!;
      for (let row = 0; row < rows; row += 1) out[row]! += b * column[row]!;
    });
  };
}

/**
 * Variance of X b + offset over the rows in each draw, with the sum of weights below.
 *
 * @param weights One a row.
 * @param withOffset Whether the offset is part of it.
 */
export function populationVariance(
  predictor: Predictor,
  selection: DrawSelection,
  weights: Float64Array,
  withOffset = true,
): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const offset = withOffset && predictor.offset ? [predictor.offset] : [];
  const columns = [...predictor.columns, ...offset].map((column) => {
    const mean = column.reduce((sum, x, row) => sum + x * weights[row]!, 0) / total;
    return column.map((x) => x - mean);
  });
  const factors = [
    ...predictor.names.map((name) => selection.column(coefficientDraw(name))),
    ...offset.map(() => new Float64Array(selection.count).fill(1)),
  ];
  const out = new Float64Array(selection.count);
  columns.forEach((column, k) =>
    columns.slice(0, k + 1).forEach((other, l) => {
      const mean = column.reduce((sum, x, row) => sum + weights[row]! * x * other[row]!, 0) / total;
      const [first, second] = [factors[k]!, factors[l]!];
      const times = l === k ? mean : 2 * mean;
      if (times !== 0) for (let d = 0; d < out.length; d += 1) out[d]! += times * first[d]! * second[d]!;
    }),
  );
  return out;
}
