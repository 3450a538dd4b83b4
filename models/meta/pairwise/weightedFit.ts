/** Least squares with known weights, by columns made orthogonal, so that dependent ones leave by themselves. */

export interface WeightedFit {
  /** Columns that do not follow from those before them. */
  readonly rank: number;
  /** Weighted sum of squares that the columns leave. */
  readonly squares: number;
  /** Trace of W − W X (Xᵀ W X)⁻¹ Xᵀ W, by which the expected squares grow with a variance that is added to every row. */
  readonly trace: number;
}

/** A coefficient; its standard error is that of rows with variances 1/weight. Both are NaN where the column follows from the others. */
export interface WeightedCoefficient {
  readonly estimate: number;
  readonly se: number;
}

/** Part of a column's length below which it counts for nothing. */
const tiny = 1e-9;

/** What columns leave of values. */
export function weightedFit(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
): WeightedFit {
  const roots = Float64Array.from(weights, Math.sqrt);
  const basis = orthonormal(columns, roots);
  const left = without(scaled(values, roots), basis);
  const total = roots.reduce((sum, root) => sum + root * root, 0);
  const taken = basis.map((unit) => unit.reduce((sum, x, i) => sum + x * x * roots[i]! * roots[i]!, 0));
  return { rank: basis.length, squares: dot(left, left), trace: taken.reduce((sum, part) => sum - part, total) };
}

/** The coefficient of a column beside others. */
export function weightedCoefficient(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  column: ArrayLike<number>,
  others: readonly ArrayLike<number>[],
): WeightedCoefficient {
  const roots = Float64Array.from(weights, Math.sqrt);
  const whole = scaled(column, roots);
  const own = without(whole, orthonormal(others, roots));
  const squares = dot(own, own);
  if (squares <= tiny * tiny * dot(whole, whole)) return { estimate: NaN, se: NaN };
  return { estimate: dot(own, scaled(values, roots)) / squares, se: 1 / Math.sqrt(squares) };
}

function orthonormal(columns: readonly ArrayLike<number>[], roots: Float64Array): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const whole = scaled(column, roots);
    const own = without(whole, basis);
    const length = Math.sqrt(dot(own, own));
    if (length > tiny * Math.sqrt(dot(whole, whole))) basis.push(own.map((x) => x / length));
  }
  return basis;
}

/** Twice, since what rounding leaves the first time is then small beside what remains. */
function without(values: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const left = values.slice();
  for (const unit of [...basis, ...basis]) {
    const share = dot(left, unit);
    unit.forEach((x, i) => (left[i]! -= share * x));
  }
  return left;
}

function scaled(values: ArrayLike<number>, roots: Float64Array): Float64Array {
  return roots.map((root, i) => root * values[i]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
