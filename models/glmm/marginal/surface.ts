/** A smooth function of a predictor and a standard deviation, tabulated piece by piece where it is asked for. */
import { cos } from "../../../engine/math/cos.js";

/** Points of a piece in each direction. */
const points = 16;
/** Standard deviations below the first number share a piece; those beyond are cut where they have grown by half. */
const [firstEnd, growth, mostBands] = [0.25, 1.5, 14];
const mostPlaces = 256;
/** Chebyshev points of [−1, 1], and the cosines that make coefficients of values at them. */
const nodes = Float64Array.from({ length: points }, (_, i) => cos((Math.PI * (i + 0.5)) / points));
const cosines = Float64Array.from({ length: points * points }, (_, at) => {
  const [k, i] = [Math.floor(at / points), at % points];
  return ((k === 0 ? 1 : 2) / points) * cos((k * Math.PI * (i + 0.5)) / points);
});

export type AtPredictor = (eta: number) => number;

/** Pieces of one range of standard deviations. */
interface Band {
  readonly low: number;
  readonly high: number;
  /** How wide pieces are in the predictor. */
  readonly width: number;
  /** Coefficients [of the predictor][of the standard deviation]. */
  readonly pieces: (Float64Array | undefined)[];
}

/**
 * f(eta, sd) as polynomials of degree 15 in both, on pieces that are made when they are first needed: as wide in eta as the larger of 2 and
 * sd, and high as sd grows by half. Averages over a normal of that sd are as smooth as this: of logistic and cloglog curves, on the scale of
 * their link, the error is below 1e-10 (mostly 1e-13). What lies beyond 128 widths, or standard deviations of 48, is computed as it is.
 *
 * @returns The function of eta at a standard deviation, which costs few multiplications once its pieces are known.
 */
export function surface(f: (eta: number, sd: number) => number): (sd: number) => AtPredictor {
  const bands: Band[] = [];
  return (sd) => {
    const place = placeOfBand(sd);
    if (!(place < mostBands)) return (eta) => f(eta, sd);
    const band = (bands[place] ??= bandOf(place));
    const basis = chebyshev((2 * (sd - band.low)) / (band.high - band.low) - 1);
    const slices: (Float64Array | undefined)[] = [];
    return (eta) => {
      const scaled = eta / band.width;
      const floor = Math.floor(scaled);
      const at = floor + mostPlaces / 2;
      if (!(at >= 0 && at < mostPlaces)) return f(eta, sd);
      const slice = (slices[at] ??= sliceOf((band.pieces[at] ??= pieceOf(f, band, floor)), basis));
      return sumOfChebyshev(slice, 2 * (scaled - floor) - 1);
    };
  };
}

function placeOfBand(sd: number): number {
  let place = 0;
  for (let end = firstEnd; sd >= end && place < mostBands; end *= growth) place += 1;
  return sd >= 0 ? place : NaN;
}

function bandOf(place: number): Band {
  let high = firstEnd;
  for (let k = 0; k < place; k += 1) high *= growth;
  const low = place === 0 ? 0 : high / growth;
  return { low, high, width: Math.max(2, low), pieces: [] };
}

function pieceOf(f: (eta: number, sd: number) => number, { low, high, width }: Band, floor: number): Float64Array {
  const values = new Float64Array(points * points);
  for (let i = 0; i < points; i += 1) {
    const eta = (floor + 0.5 * (nodes[i]! + 1)) * width;
    for (let j = 0; j < points; j += 1) values[i * points + j] = f(eta, low + 0.5 * (nodes[j]! + 1) * (high - low));
  }
  return transformed(transformed(values));
}

/** Coefficients of the rows' values, transposed: twice is once in each direction. */
function transformed(values: Float64Array): Float64Array {
  const out = new Float64Array(points * points);
  for (let i = 0; i < points; i += 1) {
    for (let k = 0; k < points; k += 1) {
      let sum = 0;
      for (let j = 0; j < points; j += 1) sum += cosines[k * points + j]! * values[i * points + j]!;
      out[k * points + i] = sum;
    }
  }
  return out;
}

function chebyshev(t: number): Float64Array {
  const basis = new Float64Array(points);
  let [before, current] = [t, 1];
  for (let k = 0; k < points; k += 1) {
    basis[k] = current;
    [before, current] = [current, 2 * t * current - before];
  }
  return basis;
}

function sliceOf(piece: Float64Array, basis: Float64Array): Float64Array {
  const slice = new Float64Array(points);
  for (let i = 0; i < points; i += 1) {
    let sum = 0;
    for (let j = 0; j < points; j += 1) sum += piece[i * points + j]! * basis[j]!;
    slice[i] = sum;
  }
  return slice;
}

/** By Clenshaw's recurrence. */
function sumOfChebyshev(coefficients: Float64Array, t: number): number {
  let [next, afterNext] = [0, 0];
  for (let k = points - 1; k > 0; k -= 1) {
    const current = coefficients[k]! + 2 * t * next - afterNext;
    afterNext = next;
    next = current;
  }
  return coefficients[0]! + t * next - afterNext;
}
