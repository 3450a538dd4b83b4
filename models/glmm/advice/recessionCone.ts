/** Directions in which no row of a log likelihood ever falls: a cone of linear inequalities, and what lies in it. */
import { coneProjection, type Cone } from "./coneProjection.js";
import { nullSpace } from "./nullSpace.js";

/** Inequalities a·d ≥ 0 and equations a·d = 0 in a direction d; rows of numbers, one after the other. */
export interface DirectionRows {
  /** Numbers of a direction. */
  readonly size: number;
  /** Rows that may not fall (inequalities × size). */
  readonly rising: Float64Array;
  /** Rows that may not move (equations × size). */
  readonly fixed: Float64Array;
}

/** Which way a number can go for ever: `either` where the rows allow both. */
export type Way = "up" | "down" | "either";

/** What lies in a cone of directions that is more than a point. */
export interface Recession {
  /** For each inequality, whether some direction makes it rise. */
  readonly risen: Uint8Array;
  /** A direction along which all of these rise at once. */
  readonly direction: Float64Array;
  /** Which way a linear function of the direction can go; undefined where it is 0 throughout. */
  wayOf(functional: Float64Array): Way | undefined;
}

/**
 * The cone {d : rising d ≥ 0, fixed d = 0}, or undefined where it is the point 0. With rows of a regression whose columns are linearly
 * independent it is more than that exactly where maximum likelihood estimates are infinite (Albert & Anderson 1984, Biometrika 71, 1-10; the
 * linear programme of Konis 2007, "Linear programming algorithms for detecting separated data in binary logistic regression models",
 * DPhil thesis, Oxford). Each question is one projection on the cone: the projection of a vector is 0 exactly where, by Farkas' lemma, no
 * direction of the cone goes along with it.
 *
 * @example
 * recessionCone({ size: 1, rising: Float64Array.of(1, 2), fixed: new Float64Array(0) })!.wayOf(Float64Array.of(1)); // "up"
 */
export function recessionCone({ size, rising, fixed }: DirectionRows): Recession | undefined {
  const basis = nullSpace(fixed, size);
  if (basis.length === 0) return undefined;
  const cone = coneIn(basis, rising, size);
  const found = interior(cone);
  if (found === undefined) return undefined;
  const direction = new Float64Array(size);
  basis.forEach((axis, k) => axis.forEach((value, i) => (direction[i]! += value * found.direction[k]!)));
  return {
    ...{ risen: found.risen, direction },
    wayOf(functional) {
      const along = Float64Array.from(basis, (axis) => dot(axis, functional));
      if (dot(along, along) <= leastLeft * leastLeft * dot(functional, functional)) return undefined;
      const isUp = coneProjection(cone, along) !== undefined;
      const isDown = coneProjection(cone, along.map(negated)) !== undefined;
      if (isUp && isDown) return "either";
      return isUp ? "up" : isDown ? "down" : undefined;
    },
  };
}

/** A row shorter than this part of what it was is one that the equations fix. */
const leastLeft = 1e-9;

/** The inequalities in coordinates of the equations' null space, each scaled to length 1; 0 where the equations fix it. */
function coneIn(basis: readonly Float64Array[], rising: Float64Array, size: number): Cone {
  const rows = rising.length / size;
  const dimension = basis.length;
  const numbers = new Float64Array(rows * dimension);
  for (let row = 0; row < rows; row += 1) {
    const whole = rising.subarray(row * size, (row + 1) * size);
    const own = numbers.subarray(row * dimension, (row + 1) * dimension);
    basis.forEach((axis, k) => (own[k] = dot(axis, whole)));
    const length = Math.sqrt(dot(own, own));
    if (length > leastLeft * Math.sqrt(dot(whole, whole))) for (let k = 0; k < dimension; k += 1) own[k]! /= length;
    else own.fill(0);
  }
  return { dimension, rows: numbers };
}

/** Rises below this, of rows and directions of length 1, are rounding. */
const leastRise = 1e-7;

/**
 * A direction along which every row rises that can. The sum of the rows not yet risen goes along with each direction that makes one of
 * them rise, so that its projection is one, until it is 0.
 */
function interior({ dimension, rows }: Cone): Pick<Recession, "risen" | "direction"> | undefined {
  const count = rows.length / dimension;
  const risen = new Uint8Array(count);
  const direction = new Float64Array(dimension);
  for (;;) {
    const sum = new Float64Array(dimension);
    for (let row = 0; row < count; row += 1) {
      if (risen[row] === 0) for (let k = 0; k < dimension; k += 1) sum[k]! += rows[row * dimension + k]!;
    }
    const found = coneProjection({ dimension, rows }, sum);
    if (found === undefined) break;
    let more = 0;
    for (let row = 0; row < count; row += 1) {
      if (risen[row] !== 0 || !(rise(rows, row, found) > leastRise)) continue;
      risen[row] = 1;
      more += 1;
    }
    if (more === 0) break;
    found.forEach((value, k) => (direction[k]! += value));
  }
  return direction.some((value) => value !== 0) ? { risen, direction } : undefined;
}

function rise(rows: Float64Array, row: number, direction: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < direction.length; k += 1) sum += rows[row * direction.length + k]! * direction[k]!;
  return sum;
}

const negated = (value: number): number => -value;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
