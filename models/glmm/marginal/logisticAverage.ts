/** The mean of a logistic curve over a normal predictor. */
import { cos } from "../../../engine/math/cos.js";
import { exp } from "../../../engine/math/exp.js";
import { sigmoid } from "../../../engine/math/sigmoid.js";
import { sin } from "../../../engine/math/sin.js";

/** With it what the rule loses on an entire function is exp(−2π²/step²) = 5e-21 of it. */
const step = 0.65;
/** Beyond it on both sides of the mode the normal weight is below 1e-17 of what it is there. */
const reach = 9.5;
const rootOf2Pi = 2.5066282746310002;
const angle = (2 * Math.PI) / step;
/** step · φ(k · step) for k ≥ 0; zero to all digits beyond. */
const masses = Float64Array.from({ length: 61 }, (_, k) => (step * exp(-0.5 * k * step * k * step)) / rootOf2Pi);

/**
 * E 1/(1 + e^−x) for x ~ normal(eta, sd), accurate to about 1e-14 of itself where eta ≤ 0, for standard deviations up to some hundreds; of 1 less
 * it where eta > 0.
 *
 * The trapezoidal rule in z = (x − eta)/sd, with thirty points whatever the standard deviation: the poles of the curve, at x = iπ(2k + 1),
 * make it err by their residues, which are known and added (Goodwin 1949, Proc. Cambridge Phil. Soc. 45, 241-245; the idea for functions
 * with poles is Turing's).
 *
 * @example logisticAverage(-1, 2); // 0.3475…
 */
export function logisticAverage(eta: number, sd: number): number {
  return eta > 0 ? 1 - lower(-eta, sd) : lower(eta, sd);
}

/** For eta ≤ 0, where the mean is at most a half. */
function lower(eta: number, sd: number): number {
  if (!(sd > 0)) return sigmoid(eta);
  const zero = -eta / sd;
  const centre = Math.min(sd, zero);
  const last = Math.min(masses.length - 1, Math.floor((centre + reach) / step));
  let sum = 0;
  for (let k = Math.ceil((centre - reach) / step); k <= last; k += 1) {
    sum += masses[Math.abs(k)]! * sigmoid(eta + sd * step * k);
  }
  return sum + residues(zero, sd, sum);
}

/**
 * With poles p_k = zero + i y_k of residue r_k and q_k = exp(2πi p_k/step), those of both half-planes add 4π Im Σ r_k q_k/(1 − q_k). They fall
 * with k until y = 2π/step, where they are nothing any more.
 */
function residues(zero: number, sd: number, sum: number): number {
  if (Math.PI / sd > angle) return 0;
  const turn = angle * zero;
  const [cosine, sine] = [cos(turn), sin(turn)];
  let total = 0;
  for (let k = 0; ; k += 1) {
    const y = ((2 * k + 1) * Math.PI) / sd;
    const size = exp(0.5 * (y * y - zero * zero) - angle * y) / (rootOf2Pi * sd);
    if (y > angle || !(size > 1e-18 * sum)) break;
    const q = exp(-angle * y);
    const [real, imaginary] = [1 - q * cosine, q * sine];
    const phase = turn - zero * y;
    total += (size * (cos(phase) * imaginary + sin(phase) * real)) / (real * real + imaginary * imaginary);
  }
  return 4 * Math.PI * total;
}
