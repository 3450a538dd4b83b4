/** A step along a direction that gains enough: the weak Wolfe conditions, by bracketing and interpolation. */

/** A position with its log density. */
export interface Point {
  readonly position: Float64Array;
  readonly logDensity: number;
  readonly gradient: Float64Array;
  /** The gradient, with zeros for coordinates that are held. */
  readonly slope: Float64Array;
  /** Whether log density and slope are finite. */
  readonly finite: boolean;
}

/** What a search found; no point when it gave up. */
export interface FoundPoint {
  readonly point: Point | undefined;
  readonly evaluations: number;
}

/** Share of the rise promised by the slope that a step must bring, and share of the slope that may be left after it. */
const ENOUGH_GAIN = 1e-4;
const ENOUGH_CURVATURE = 0.9;
const MOST_TRIES = 30;
/** Interpolated steps keep this share of the bracket away from its ends. */
const MARGIN = 0.1;

/**
 * A step t > 0 with f(t) ≥ f(0) + 10⁻⁴ t f'(0) and f'(t) ≤ 0.9 f'(0) (Lewis & Overton 2013, Algorithm 2.6, with the
 * maximum of a cubic instead of the middle of the bracket where both ends are finite). A point that is not finite is a step
 * too far: half of it is tried next. When tries run out the best point that gained anything is taken.
 *
 * @param at evaluates the point at a step
 * @param slope f'(0) > 0
 * @param first the step to try first
 */
export function lineSearch(
  at: (step: number) => Point,
  from: Point,
  direction: Float64Array,
  slope: number,
  first: number,
): FoundPoint {
  let low: Ray = { step: 0, value: from.logDensity, slope };
  let high: Ray | undefined;
  let best: Point | undefined;
  let step = first;
  for (let evaluations = 1; evaluations <= MOST_TRIES; evaluations++) {
    const point = at(step);
    const ray: Ray = point.finite
      ? { step, value: point.logDensity, slope: along(point.slope, direction) }
      : { step, value: -Infinity, slope: NaN };
    if (point.finite && point.logDensity > (best ?? from).logDensity) best = point;
    if (!(ray.value >= from.logDensity + ENOUGH_GAIN * step * slope)) high = ray;
    else if (ray.slope > ENOUGH_CURVATURE * slope) low = ray;
    else return { point, evaluations };
    step = high === undefined ? 4 * step : between(low, high);
    if (high !== undefined && !(step > low.step && step < high.step)) return { point: best, evaluations };
  }
  return { point: best, evaluations: MOST_TRIES };
}

/** The density and its derivative along the direction, at a step. */
interface Ray {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/** Where the cubic through both ends has its maximum, kept off the ends; the middle where there is none. */
function between(low: Ray, high: Ray): number {
  const width = high.step - low.step;
  const secant = (high.value - low.value) / width;
  // Of the derivative 3a t² + 2b t + c of the cubic in t = (step - low) / width, c = low.slope · width.
  const a = low.slope + high.slope - 2 * secant;
  const b = 3 * secant - 2 * low.slope - high.slope;
  const root = Math.sqrt(b * b - 3 * a * low.slope);
  const share = low.slope / (root - b);
  // NaN, when a density or a slope is not finite, fails both comparisons.
  if (!(share > -Infinity && share < Infinity)) return low.step + 0.5 * width;
  return low.step + Math.min(1 - MARGIN, Math.max(MARGIN, share)) * width;
}

function along(gradient: Float64Array, direction: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) sum += gradient[i] * direction[i];
  return sum;
}
