/** The log density of a row whose own normal effect is integrated out. */
import { log } from "../../../engine/math/log.js";
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import type { LawInputs } from "../Family.js";
import type { RowSlopes } from "../groups/rowSlopes.js";
import { logIntegral } from "./logIntegral.js";
import type { OwnInputs, RowDensity } from "./rowDensity.js";

const mostSteps = 40;

/**
 * log ∫ f(y | rest + s z)^w φ(z) dz, for one row in one draw after another: each search for the mode starts where the last one ended,
 * or at the effect drawn, or at 0, wherever the density is highest.
 */
export function integratedRow(
  density: RowDensity,
  y: number,
  weight: number,
): (rest: LawInputs<number>, spread: number, drawn: number) => number {
  const inputs: OwnInputs = { eta: 0 };
  const slopes: RowSlopes = { score: 0, information: 0 };
  let mode = 0;
  return (rest, spread, drawn) => {
    Object.assign(inputs, rest);
    const value = (z: number) => {
      inputs.eta = rest.eta + spread * z;
      return weight * density.kernel(y, inputs) - 0.5 * z * z;
    };
    const constant = weight * density.constant(y, rest);
    if (!(spread > 0)) return value(0) + constant;
    const starts = [mode / spread, drawn / spread, 0].filter(Number.isFinite);
    let z = starts.reduce((best, start) => (value(start) > value(best) ? start : best));
    let height = value(z);
    let scale = 1;
    for (let steps = 0; steps < mostSteps; steps += 1) {
      inputs.eta = rest.eta + spread * z;
      density.slopes(y, inputs, slopes);
      const information = 1 + weight * spread * spread * slopes.information;
      if (!(information < Infinity)) break;
      scale = 1 / Math.sqrt(information);
      let step = (weight * spread * slopes.score - z) / information;
      if (!Number.isFinite(step)) break;
      let next = value(z + step);
      for (let halvings = 0; !(next >= height) && halvings < 30; halvings += 1) next = value(z + (step /= 2));
      if (!(next >= height)) break;
      z += step;
      height = next;
      // The integral needs no better: the mode is where its walk begins.
      if (Math.abs(step) < 0.1 * scale) break;
    }
    mode = spread * z;
    return logIntegral(value, z, scale) - LOG_SQRT_2PI + constant;
  };
}

/** The log of a normal density: constant − precision/2 · residual². */
export interface NormalTerm {
  readonly precision: number;
  readonly constant: number;
}

/**
 * The same of a normal density with identity link, where it is another normal density of the residual y − rest: N(y; rest + s z, sd)^w
 * φ(z) integrated over z. A row of weight 0 says nothing.
 */
export function integratedNormal(weight: number, sd: number, spread: number): NormalTerm {
  if (weight === 0) return { precision: 0, constant: 0 };
  // N^w is a normal density of variance sd²/w, times (2π sd²)^((1−w)/2) w^(−1/2).
  const total = (sd * sd) / weight + spread * spread;
  const given = (1 - weight) * (LOG_SQRT_2PI + log(sd)) - 0.5 * log(weight);
  return { precision: 1 / total, constant: given - LOG_SQRT_2PI - 0.5 * log(total) };
}
