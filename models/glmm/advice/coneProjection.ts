/** The point of a cone of linear inequalities that is nearest to a vector. */

/** {d : row·d ≥ 0 for each row}. */
export interface Cone {
  readonly dimension: number;
  /** Rows of length 1, or 0 (rows × dimension). */
  readonly rows: Float64Array;
}

/** Sines of angles below this are rounding. */
const tolerance = 1e-9;
/** Of the vector's length: a projection shorter than this is 0. */
const leastLength = 1e-7;

/**
 * The projection of a vector on a cone, scaled to length 1; undefined where it is 0. The vector is its projection less a sum of rows with
 * weights λ ≥ 0 (Moreau), so that the weights are those of non-negative least squares, found by the active set method of Lawson &
 * Hanson 1974, Solving Least Squares Problems, chapter 23. A step reads each row once; there are about as many as twice the dimensions.
 *
 * @example
 * coneProjection({ dimension: 2, rows: Float64Array.of(1, 0) }, Float64Array.of(-1, 2)); // [0, 1]
 */
export function coneProjection(cone: Cone, vector: Float64Array): Float64Array | undefined {
  const { dimension, rows } = cone;
  const length = norm(vector);
  if (!(length > 0)) return undefined;
  const target = vector.map((value) => value / length);
  let passive: number[] = [];
  let weights: number[] = [];
  let nearest = target;
  const rowOf = (row: number): Float64Array => rows.subarray(row * dimension, (row + 1) * dimension);
  const barred = new Set<number>();
  for (let step = 0; step < 20 * dimension + 100; step += 1) {
    const size = norm(nearest);
    if (size <= leastLength) return undefined;
    const entering = mostViolated(cone, nearest, tolerance * size, barred);
    if (entering < 0) return nearest.map((value) => value / size);
    const before = passive.length;
    ({ passive, weights } = settled([...passive, entering], [...weights, 0], target, rowOf));
    // A row that cannot be told from those at work would come back for ever.
    if (passive.length <= before && !passive.includes(entering)) barred.add(entering);
    else barred.clear();
    nearest = target.slice();
    passive.forEach((row, k) => rowOf(row).forEach((value, i) => (nearest[i]! += weights[k]! * value)));
  }
  const size = norm(nearest);
  return size <= leastLength ? undefined : nearest.map((value) => value / size);
}

/** The row that the point breaks most, or −1. */
function mostViolated(
  { dimension, rows }: Cone,
  point: Float64Array,
  allowed: number,
  barred: ReadonlySet<number>,
): number {
  let worst = -allowed;
  let found = -1;
  for (let row = 0, at = 0; at < rows.length; row += 1, at += dimension) {
    let sum = 0;
    for (let k = 0; k < dimension; k += 1) sum += rows[at + k]! * point[k]!;
    if (sum >= worst || barred.has(row)) continue;
    worst = sum;
    found = row;
  }
  return found;
}

/** Rows at work with their weights, none of which is negative; rows leave until that is so. */
function settled(
  rows: readonly number[],
  before: readonly number[],
  target: Float64Array,
  rowOf: (row: number) => Float64Array,
): { passive: number[]; weights: number[] } {
  let passive = [...rows];
  let weights = [...before];
  for (;;) {
    const free = leastSquares(passive.map(rowOf), target);
    if (free.every((weight) => weight > 0)) return { passive, weights: free };
    let share = 1;
    free.forEach((weight, k) => {
      if (weight <= 0) share = Math.min(share, weights[k]! / (weights[k]! - weight || 1));
    });
    weights = weights.map((weight, k) => weight + share * (free[k]! - weight));
    const stays = weights.map((weight, k) => weight > 1e-14 && Number.isFinite(free[k]!));
    // The one that stopped the step leaves whatever rounding says.
    if (stays.every((one) => one)) stays[free.indexOf(Math.min(...free))] = false;
    passive = passive.filter((_, k) => stays[k]);
    weights = weights.filter((_, k) => stays[k]);
    if (passive.length === 0) return { passive, weights };
  }
}

/** Weights of rows whose sum is nearest to minus the target, by Gram–Schmidt; 0 for a row that follows from those before it. */
function leastSquares(rows: readonly Float64Array[], target: Float64Array): number[] {
  const count = rows.length;
  const basis: (Float64Array | undefined)[] = [];
  const upper = new Float64Array(count * count);
  const rest = target.map((value) => -value);
  const along = new Float64Array(count);
  rows.forEach((row, k) => {
    const own = row.slice();
    for (let pass = 0; pass < 2; pass += 1) {
      basis.forEach((one, i) => {
        if (!one) return;
        const share = dot(one, own);
        upper[i * count + k]! += share;
        for (let j = 0; j < own.length; j += 1) own[j]! -= share * one[j]!;
      });
    }
    const left = norm(own);
    if (left <= tolerance) {
      basis.push(undefined);
      return;
    }
    upper[k * count + k] = left;
    const unit = own.map((value) => value / left);
    basis.push(unit);
    along[k] = dot(unit, rest);
    for (let j = 0; j < rest.length; j += 1) rest[j]! -= along[k]! * unit[j]!;
  });
  const weights = new Array<number>(count).fill(0);
  for (let k = count - 1; k >= 0; k -= 1) {
    if (!basis[k]) continue;
    let sum = along[k]!;
    for (let j = k + 1; j < count; j += 1) sum -= upper[k * count + j]! * weights[j]!;
    weights[k] = sum / upper[k * count + k]!;
  }
  return weights;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
