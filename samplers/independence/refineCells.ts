/** Divides the cube into cells, small where a density bends much and has much mass. */
import { pointLattice, unit, type PointLattice } from "./pointLattice.js";

/** Boxes that fill the cube, with a density at their corners. */
export interface Cells {
  readonly dimension: number;
  readonly count: number;
  /** (count × dimension): the corner with the least coordinates. */
  readonly lower: Float64Array;
  /** (count × dimension): lengths of the sides. */
  readonly width: Float64Array;
  /** (count × 2^dimension): the density at the corners; bit k of a corner's index is set at the upper end of side k. */
  readonly corners: Float64Array;
  /** What is left of the error, as a share of the mass. */
  readonly error: number;
}

/** When the division is fine enough. */
export interface Fineness {
  /** Error of linear interpolation over all cells, as a share of the mass, that is aimed at. */
  readonly tolerance: number;
  /** Points evaluated at most; more if the first cells alone have more. */
  readonly points: number;
}

/** Cells with this share of the largest error are halved in the same round. */
const ROUND = 0.25;

/** Cells that are still being halved, in columns. */
interface Division {
  /** (cells × dimension): counts of the lower corner. */
  readonly from: number[];
  /** (cells × dimension): counts of the sides. */
  readonly size: number[];
  /** (cells × 2^dimension): numbers of the points at the corners. */
  readonly corners: number[];
  readonly volume: number[];
  readonly mass: number[];
  /** (cells × dimension): mean error along each side, as far as the corners tell. */
  readonly bend: number[];
  /** Error over a cell, and the side that is best halved. */
  readonly error: number[];
  readonly axis: number[];
}

/**
 * Starts from the cells between knots and halves, in rounds, those in which linear interpolation between the corners errs most,
 * along the side along which it does. The error is told by the density and its gradient at the corners, and by what smaller
 * neighbours have found in the middle of a side: so mass is followed out of the cells where it was found first.
 *
 * @param evaluate density at a point, nonnegative and finite; writes its gradient
 * @param knots on each of one or two axes, ascending, from -1 to 1
 */
export function refineCells(
  evaluate: (point: Float64Array, gradient: Float64Array) => number,
  knots: readonly (readonly number[])[],
  { tolerance, points }: Fineness,
): Cells {
  const lattice = pointLattice(evaluate, knots);
  const dimension = knots.length;
  const division = firstDivision(lattice, knots);
  for (;;) {
    const count = division.mass.length;
    const mass = sum(division.mass);
    const isFull = lattice.density.length >= points;
    // Neighbours are asked once the corners have nothing to say any more.
    if (dimension > 1 && (isFull || sum(division.error) <= tolerance * mass)) {
      for (let cell = 0; cell < count; cell++) askNeighbours(lattice, division, cell);
    }
    const error = sum(division.error);
    const left = mass > 0 ? error / mass : Infinity;
    const worst = division.error.reduce((most, one) => (one > most ? one : most), 0);
    const least = left > tolerance ? Math.max(ROUND * worst, (0.5 * tolerance * mass) / count) : Infinity;
    for (let cell = 0; cell < count && lattice.density.length < points; cell++) {
      if (division.error[cell] >= least) halve(lattice, division, cell);
    }
    if (division.mass.length === count) return flat(lattice, division, left);
  }
}

function firstDivision(lattice: PointLattice, knots: readonly (readonly number[])[]): Division {
  const starts = knots.map((axis) => axis.slice(0, -1).map((_, knot) => knot * unit));
  const corners = starts.reduce<number[][]>(
    (some, axis) => some.flatMap((from) => axis.map((count) => [...from, count])),
    [[]],
  );
  const from = corners.flat();
  const division = {
    from,
    size: from.map(() => unit),
    corners: [],
    volume: [],
    mass: [],
    bend: [],
    error: [],
    axis: [],
  };
  corners.forEach((_, cell) => judge(lattice, division, cell));
  return division;
}

/** The lower half takes the place of the cell, the upper one comes at the end; nothing where the cell cannot be halved. */
function halve(lattice: PointLattice, division: Division, cell: number): void {
  const { dimension } = lattice;
  const { from, size } = division;
  const axis = division.axis[cell];
  const half = size[cell * dimension + axis] / 2;
  if (half < 1) return;
  const upper = division.mass.length;
  size[cell * dimension + axis] = half;
  for (let k = 0; k < dimension; k++) {
    from.push(from[cell * dimension + k] + (k === axis ? half : 0));
    size.push(size[cell * dimension + k]);
  }
  judge(lattice, division, cell);
  judge(lattice, division, upper);
}

/** Fills in what follows for good from where a cell is. */
function judge(lattice: PointLattice, division: Division, cell: number): void {
  const { dimension, density } = lattice;
  const { from, size, corners } = division;
  const first = cell << dimension;
  const perCell = 1 << dimension;
  let height = 0;
  for (let corner = 0; corner < perCell; corner++) {
    for (let k = 0; k < dimension; k++) {
      const at = cell * dimension + k;
      lattice.counts[k] = (corner >> k) & 1 ? from[at] + size[at] : from[at];
    }
    corners[first + corner] = lattice.point();
    height += density[corners[first + corner]];
  }
  let volume = 1;
  for (let k = 0; k < dimension; k++) {
    const at = cell * dimension + k;
    const side = lattice.coordinate(k, from[at] + size[at]) - lattice.coordinate(k, from[at]);
    volume *= side;
    division.bend[at] = bendAlong(lattice, corners, first, k, side);
  }
  division.volume[cell] = volume;
  division.mass[cell] = (volume * height) / perCell;
  division.axis[cell] = dimension > 1 && division.bend[2 * cell + 1] > division.bend[2 * cell] ? 1 : 0;
  division.error[cell] = volume * (division.bend[cell * dimension] + (dimension > 1 ? division.bend[2 * cell + 1] : 0));
}

/** Adds to the error of a two-dimensional cell what its neighbours know. */
function askNeighbours(lattice: PointLattice, division: Division, cell: number): void {
  const { bend, error, axis, volume } = division;
  const first = Math.max(bend[2 * cell], gapAlong(lattice, division, cell, 0));
  const second = Math.max(bend[2 * cell + 1], gapAlong(lattice, division, cell, 1));
  axis[cell] = second > first ? 1 : 0;
  error[cell] = volume[cell] * (first + second);
}

/** Mean error along a side of two-dimensional cells at points in between that neighbours have. */
function gapAlong(lattice: PointLattice, { from, size, corners }: Division, cell: number, axis: number): number {
  const other = 1 - axis;
  const start = from[2 * cell + axis];
  let total = 0;
  for (let end = 0; end < 2; end++) {
    lattice.counts[other] = from[2 * cell + other] + end * size[2 * cell + other];
    const lower = corners[4 * cell + (end << other)];
    const upper = corners[4 * cell + (end << other) + (1 << axis)];
    total += gapBetween(lattice, axis, start, size[2 * cell + axis], lower, upper);
  }
  return total / 2;
}

/** Mean distance of the chord between two points from the line through all that are known in between, halving by halving. */
function gapBetween(
  lattice: PointLattice,
  axis: number,
  start: number,
  length: number,
  lower: number,
  upper: number,
): number {
  const half = length / 2;
  lattice.counts[axis] = start + half;
  const middle = half < 1 ? undefined : lattice.known();
  if (middle === undefined) return 0;
  const gap = Math.abs(lattice.density[middle] - 0.5 * (lattice.density[lower] + lattice.density[upper]));
  const below = gapBetween(lattice, axis, start, half, lower, middle);
  const above = gapBetween(lattice, axis, start + half, half, middle, upper);
  return 0.5 * (gap + below + above);
}

/**
 * Mean error of linear interpolation along a side: what a quadratic would have with the change of the slope, side · |Δp′| / 12, and
 * a part of what the change of height differs by from the trapezium of slopes, which alone tells of a jump between two flat ends.
 */
function bendAlong(
  { density, slope, dimension }: PointLattice,
  corners: readonly number[],
  first: number,
  axis: number,
  side: number,
): number {
  const perCell = 1 << dimension;
  let total = 0;
  for (let corner = 0; corner < perCell; corner++) {
    if ((corner >> axis) & 1) continue;
    const lower = corners[first + corner];
    const upper = corners[first + corner + (1 << axis)];
    const a = slope[lower * dimension + axis];
    const b = slope[upper * dimension + axis];
    total += (side * Math.abs(b - a)) / 12 + Math.abs(density[upper] - density[lower] - 0.5 * side * (a + b)) / 8;
  }
  return total / (perCell / 2);
}

function flat(lattice: PointLattice, { from, size, corners, mass }: Division, error: number): Cells {
  const { dimension, density, coordinate } = lattice;
  const lower = Float64Array.from(from, (count, at) => coordinate(at % dimension, count));
  const width = lower.map((start, at) => coordinate(at % dimension, from[at] + size[at]) - start);
  const heights = Float64Array.from(corners, (point) => density[point]);
  return { dimension, count: mass.length, lower, width, corners: heights, error };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
