/** The inner loop of a linear predictor: a weighted sum of columns of draws. */

/** Columns of draws with a weight each, of which the first `count` are meant; refilled for each row. */
export interface WeightedColumns {
  count: number;
  readonly columns: Float64Array[];
  readonly weights: number[];
}

/** Appends a column; a weight of 0 adds nothing, so that dummies cost only the rows where they are 1. */
export function pushWeighted(sum: WeightedColumns, column: Float64Array, weight: number): void {
  if (weight === 0) return;
  sum.columns[sum.count] = column;
  sum.weights[sum.count] = weight;
  sum.count += 1;
}

/**
 * out[start + d] = constant + Σ_k weights[k] columns[k][d] for draws d below `drawCount`. Four columns are added a
 * pass, so that a sum goes to memory and back once for four; additions keep the order of the columns.
 */
export function sumWeighted(
  sum: WeightedColumns,
  constant: number,
  out: Float64Array,
  start: number,
  drawCount: number,
): void {
  const { count, columns, weights } = sum;
  const end = start + drawCount;
  out.fill(constant, start, end);
  let k = 0;
  for (; k + 4 <= count; k += 4) addFour(columns, weights, k, out, start, end);
  for (; k < count; k += 1) addOne(columns[k]!, weights[k]!, out, start, end);
}

function addFour(
  columns: readonly Float64Array[],
  weights: readonly number[],
  k: number,
  out: Float64Array,
  start: number,
  end: number,
): void {
  const [a, b, c, d] = [columns[k]!, columns[k + 1]!, columns[k + 2]!, columns[k + 3]!];
  const [u, v, w, x] = [weights[k]!, weights[k + 1]!, weights[k + 2]!, weights[k + 3]!];
  for (let i = start, draw = 0; i < end; i += 1, draw += 1) {
    out[i] = out[i]! + u * a[draw]! + v * b[draw]! + w * c[draw]! + x * d[draw]!;
  }
}

function addOne(column: Float64Array, weight: number, out: Float64Array, start: number, end: number): void {
  for (let i = start, draw = 0; i < end; i += 1, draw += 1) out[i] = out[i]! + weight * column[draw]!;
}
