/** A level's own estimate: maximum likelihood of its effects with all else as drawn, for many draws at once. */
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import type { LevelLikelihood } from "./levelLikelihood.js";

/** What {@link fitLevel} found in every draw. */
export interface LevelFit {
  /** (draws × K): the effects at which the level's likelihood is highest. */
  readonly effects: Float64Array;
  /** (draws × K): their variances, the diagonal of (ZᵀWZ)⁻¹ there. */
  readonly variances: Float64Array;
  readonly outcome: "settled" | "infinite" | "unsettled";
}

/** How steps end. */
export interface LevelFitOptions {
  readonly rows: ArrayLike<number>;
  /** (draws × K): where to start; not changed. */
  readonly start: Float64Array;
  /** Whether one step ends at the maximum, as where the likelihood is normal. */
  readonly quadratic: boolean;
  /** A draw has settled once a step is no longer than so many standard errors. */
  readonly tolerance?: number;
  readonly mostSteps?: number;
}

/** An information so much smaller than at the start has run away from any maximum. */
const runaway = 1e9;

/**
 * Fisher scoring in all draws side by side, looking at slopes alone. A step is halved when it ends outside the domain, or
 * where the next step would be longer in standard errors: than this one where the likelihood falls again, than twice this
 * one where it still rises, since another maximum is near. A draw has settled when a step is at most `tolerance` of a
 * standard error, √(sᵀ(ZᵀWZ)⁻¹s); it is still taken, and leaves an error of about its square. Where the likelihood has no
 * maximum, each step lowers the information by a constant factor: the level's estimate is infinite once a draw settles with
 * a variance 10⁹ times that of the start. For that to be seen, the tolerance must be about 1e-10.
 */
export function fitLevel(likelihood: LevelLikelihood, options: LevelFitOptions): LevelFit {
  const { rows, start, quadratic, tolerance = 1e-4, mostSteps = 50 } = options;
  const { size, draws } = likelihood;
  const base = start.slice();
  const trial = start.slice();
  const step = new Float64Array(start.length);
  // sᵀ(ZᵀWZ)⁻¹s at the base of the step; 0 before the first.
  const rise = new Float64Array(draws);
  const share = new Float64Array(draws).fill(1);
  const variances = new Float64Array(start.length);
  const startVariances = new Float64Array(start.length);
  const active = new Uint8Array(draws).fill(1);
  let waiting = draws;
  let lost = false;

  const put = (d: number) => {
    for (let k = 0; k < size; k += 1) trial[d * size + k] = base[d * size + k]! + share[d]! * step[d * size + k]!;
  };
  for (let steps = 0; waiting > 0 && !lost && steps <= mostSteps; steps += 1) {
    const slopes = likelihood.slopes(rows, trial, active);
    for (let d = 0; d < draws; d += 1) {
      if (active[d] === 0) continue;
      const score = slopes.score.subarray(d * size, (d + 1) * size);
      const newton = newtonStep(score, slopes.information, d, size);
      const isBeyond = dot(score, step.subarray(d * size, (d + 1) * size)) < 0;
      const tooFar = rise[d]! > 0 && newton !== undefined && newton.decrement > rise[d]! * (isBeyond ? 1 : 4);
      if (!newton || tooFar) {
        // At the start there is no step to halve.
        if (rise[d] === 0) lost = true;
        share[d]! /= 2;
        put(d);
        continue;
      }
      base.set(trial.subarray(d * size, (d + 1) * size), d * size);
      step.set(newton.step, d * size);
      variances.set(newton.variances, d * size);
      if (steps === 0) startVariances.set(newton.variances, d * size);
      rise[d] = newton.decrement;
      share[d] = 1;
      put(d);
      if (quadratic || Math.sqrt(newton.decrement) <= tolerance) {
        active[d] = 0;
        waiting -= 1;
      }
    }
  }
  const infinite = variances.some((variance, i) => variance > runaway * startVariances[i]!);
  return {
    effects: trial,
    variances,
    outcome: infinite ? "infinite" : waiting > 0 ? "unsettled" : "settled",
  };
}

interface NewtonStep {
  /** (ZᵀWZ)⁻¹ s. */
  readonly step: Float64Array;
  /** sᵀ (ZᵀWZ)⁻¹ s. */
  readonly decrement: number;
  /** Diagonal of (ZᵀWZ)⁻¹. */
  readonly variances: Float64Array;
}

/** Undefined where score or information is not finite, or the information singular. */
function newtonStep(score: Float64Array, information: Float64Array, d: number, size: number): NewtonStep | undefined {
  if (size === 1) {
    const variance = 1 / information[d]!;
    const step = score[0]! * variance;
    if (!(variance > 0 && variance < Infinity && Number.isFinite(step))) return undefined;
    return { step: Float64Array.of(step), decrement: step * score[0]!, variances: Float64Array.of(variance) };
  }
  const factor = cholesky(
    information.subarray(d * size * size, (d + 1) * size * size),
    size,
    new Float64Array(size * size),
  );
  const half = solveTriangular(factor, score);
  const decrement = dot(half, half);
  if (!Number.isFinite(decrement)) return undefined;
  const variances = new Float64Array(size);
  for (let k = 0; k < size; k += 1) {
    const unit = new Float64Array(size);
    unit[k] = 1;
    const column = solveTriangular(factor, unit);
    variances[k] = dot(column, column);
  }
  return { step: solveTriangular(factor, half, "transposed"), decrement, variances };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k]! * b[k]!;
  return sum;
}
