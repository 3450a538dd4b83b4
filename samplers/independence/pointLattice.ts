/** Points of the cube that cells share, each evaluated once. */

/** An interval between neighbouring knots is counted in so many parts: it can be halved 20 times. */
export const unit = 1 << 20;
/** More than any count, for up to 63 knots on an axis. */
const STRIDE = 64 * unit;

/** Points by counts along each axis, and what was found there. */
export interface PointLattice {
  readonly dimension: number;
  /** (dimension): which point is asked for; written by the caller. */
  readonly counts: number[];
  /** The number of the point with these counts, evaluated if it is new. */
  point(): number;
  /** The same, but undefined if it is new. */
  known(): number | undefined;
  coordinate(axis: number, count: number): number;
  /** By point. */
  readonly density: readonly number[];
  /** (points × dimension). */
  readonly slope: readonly number[];
}

/**
 * The lattice on given knots: the count `unit` k is knot k, and those in between divide the interval evenly.
 *
 * @param evaluate density at a point; writes its gradient
 * @param knots on each of one or two axes, ascending
 */
export function pointLattice(
  evaluate: (point: Float64Array, gradient: Float64Array) => number,
  knots: readonly (readonly number[])[],
): PointLattice {
  const dimension = knots.length;
  const numbers = new Map<number, number>();
  const density: number[] = [];
  const slope: number[] = [];
  const counts = new Array<number>(dimension).fill(0);
  const place = new Float64Array(dimension);
  const gradient = new Float64Array(dimension);
  const coordinate = (axis: number, count: number) => {
    const knot = Math.floor(count / unit);
    const part = (count - knot * unit) / unit;
    const lower = knots[axis][knot];
    return part === 0 ? lower : lower + part * (knots[axis][knot + 1] - lower);
  };
  const key = () => (dimension === 1 ? counts[0] : counts[0] + STRIDE * counts[1]);
  return {
    dimension,
    counts,
    known: () => numbers.get(key()),
    point() {
      const known = numbers.get(key());
      if (known !== undefined) return known;
      for (let k = 0; k < dimension; k++) place[k] = coordinate(k, counts[k]);
      const number = density.length;
      numbers.set(key(), number);
      density.push(evaluate(place, gradient));
      for (let k = 0; k < dimension; k++) slope.push(gradient[k]);
      return number;
    },
    coordinate,
    density,
    slope,
  };
}
