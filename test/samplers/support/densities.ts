/** Hand-written log densities: all that a sampler needs, in a few lines each. */
import type { LogDensity } from "../../../engine/core/LogDensity.js";

/** Independent normals of given standard deviations, mean 0. */
export function independentNormal(sds: ArrayLike<number>): LogDensity {
  return {
    dimension: sds.length,
    evaluate(x, gradient) {
      let sum = 0;
      for (let i = 0; i < x.length; i++) {
        const z = x[i] / sds[i];
        gradient[i] = -z / sds[i];
        sum -= 0.5 * z * z;
      }
      return sum;
    },
  };
}

/** The standard normal. */
export const standardNormal = (dimension: number): LogDensity => independentNormal(new Float64Array(dimension).fill(1));

/** Normals with means m_i, standard deviations s_i and correlation ρ^|i-j| between coordinates i and j. */
export function autoregressiveNormal(means: readonly number[], sds: readonly number[], rho: number): LogDensity {
  const n = means.length;
  const z = new Float64Array(n);
  const precision = 1 / (1 - rho * rho);
  return {
    dimension: n,
    evaluate(x, gradient) {
      for (let i = 0; i < n; i++) z[i] = (x[i] - means[i]) / sds[i];
      let sum = -0.5 * z[0] * z[0];
      gradient[0] = -z[0];
      for (let i = 1; i < n; i++) {
        const e = z[i] - rho * z[i - 1];
        sum -= 0.5 * precision * e * e;
        gradient[i] = -precision * e;
        gradient[i - 1] += precision * rho * e;
      }
      for (let i = 0; i < n; i++) gradient[i] /= sds[i];
      return sum;
    },
  };
}

/** The standard normal where the first coordinate is positive; elsewhere -Infinity, NaN or an infinite gradient. */
export function halfNormal(dimension: number, elsewhere: "-Infinity" | "NaN" | "gradient"): LogDensity {
  const whole = standardNormal(dimension);
  return {
    dimension,
    evaluate(x, gradient) {
      const value = whole.evaluate(x, gradient);
      if (x[0] > 0) return value;
      gradient.fill(NaN);
      return elsewhere === "gradient" ? value : Number(elsewhere);
    },
  };
}

/** The same density, counting its evaluations. */
export function counted(density: LogDensity): LogDensity & { evaluations: number } {
  return {
    dimension: density.dimension,
    evaluations: 0,
    evaluate(position, gradient) {
      this.evaluations++;
      return density.evaluate(position, gradient);
    },
  };
}
