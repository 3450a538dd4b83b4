/** The mean of any smooth function over a normal predictor. */
import { exp } from "../../../engine/math/exp.js";

const rootOf2Pi = 2.5066282746310002;
/** Weights of the normal beyond it are below 1e-20. */
const reach = 9.6;
const firstStep = 0.6;
const mostHalvings = 11;
const agreement = 1e-12;

/**
 * E f(x) for x ~ normal(eta, sd) by the trapezoidal rule, whose step is halved until two agree to 1e-12 of E |f|: for functions that are smooth
 * on the scale of sd the first two do, since the rule's error falls faster than any power of the step.
 *
 * @param growth c where f grows as e^(c |x|): the weight of the integrand then lies up to c · sd standard deviations from the middle.
 * @returns Infinite where f is beyond all numbers; NaN where f is.
 */
export function normalAverage(f: (x: number) => number, eta: number, sd: number, growth = 0): number {
  if (!(sd > 0)) return f(eta);
  const end = reach + growth * sd;
  let step = firstStep;
  let total = weightedSum(f, eta, sd, 0, step, end);
  let value = total.sum * step;
  for (let halvings = 0; halvings < mostHalvings; halvings += 1) {
    const between = weightedSum(f, eta, sd, step / 2, step, end);
    total = { sum: total.sum + between.sum, size: total.size + between.size };
    step /= 2;
    const next = total.sum * step;
    if (!(Math.abs(next - value) > agreement * total.size * step)) return next;
    value = next;
  }
  return value;
}

/** Σ f(eta + sd z) φ(z) over z = offset + k · step, and that of |f|. */
function weightedSum(
  f: (x: number) => number,
  eta: number,
  sd: number,
  offset: number,
  step: number,
  end: number,
): { readonly sum: number; readonly size: number } {
  let [sum, size] = [0, 0];
  const last = Math.floor((end - offset) / step);
  for (let k = -Math.floor((end + offset) / step); k <= last; k += 1) {
    const z = offset + k * step;
    const weight = exp(-0.5 * z * z) / rootOf2Pi;
    if (weight === 0) continue;
    const value = weight * f(eta + sd * z);
    sum += value;
    size += Math.abs(value);
  }
  return { sum, size };
}
