/** Log densities written by hand, each hard for an adaptation in a way of its own. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import { scattered } from "./BenchModel.js";

/** Independent normals with sds from 1 / spread to spread, evenly on the logarithmic scale; standard when the spread is 1. */
export function scaledNormal(dimension: number, spread: number): LogDensity {
  const share = (i: number) => (dimension > 1 ? (2 * i) / (dimension - 1) - 1 : 0);
  const precision = Float64Array.from({ length: dimension }, (_, i) => spread ** (-2 * share(i)));
  return {
    dimension,
    evaluate(q, gradient) {
      let density = 0;
      for (let i = 0; i < dimension; i++) {
        gradient[i] = -precision[i]! * q[i]!;
        density += 0.5 * gradient[i]! * q[i]!;
      }
      return density;
    },
  };
}

/** Independent student laws. */
export function heavyTails(dimension: number, degrees: number): LogDensity {
  return {
    dimension,
    evaluate(q, gradient) {
      let density = 0;
      for (let i = 0; i < dimension; i++) {
        const wide = 1 + (q[i]! * q[i]!) / degrees;
        density -= 0.5 * (degrees + 1) * Math.log(wide);
        gradient[i] = (-(degrees + 1) * q[i]!) / (degrees * wide);
      }
      return density;
    },
  };
}

/** Eight schools (Rubin 1981), centred: the standard deviation of the effects moves slowly and hardly gets near 0. */
export function centredSchools(): LogDensity {
  const y = [28, 8, -3, 7, -1, 1, 18, 12];
  const sigma = [15, 10, 16, 11, 9, 11, 10, 18];
  return {
    dimension: 10,
    evaluate(q, gradient) {
      const mean = q[0]!;
      const logSd = q[1]!;
      const sd = Math.exp(logSd);
      const tail = (sd * sd) / 25;
      let density = logSd - (mean * mean) / 50 - Math.log(1 + tail);
      gradient[0] = -mean / 25;
      gradient[1] = 1 - (2 * tail) / (1 + tail);
      for (let j = 0; j < y.length; j++) {
        const z = (q[j + 2]! - mean) / sd;
        const residual = (y[j]! - q[j + 2]!) / sigma[j]!;
        density -= 0.5 * (z * z + residual * residual) + logSd;
        gradient[0]! += z / sd;
        gradient[1]! += z * z - 1;
        gradient[j + 2] = residual / sigma[j]! - z / sd;
      }
      return density;
    },
  };
}

/** A stationary autoregression of order 1 with unit variances: no diagonal metric can remove the correlation rho. */
export function autoregression(dimension: number, rho: number): LogDensity {
  const precision = 1 / (1 - rho * rho);
  return {
    dimension,
    evaluate(q, gradient) {
      let density = -0.5 * q[0]! * q[0]!;
      gradient[0] = -q[0]!;
      for (let i = 1; i < dimension; i++) {
        const step = q[i]! - rho * q[i - 1]!;
        density -= 0.5 * precision * step * step;
        gradient[i] = -precision * step;
        gradient[i - 1]! += precision * rho * step;
      }
      return density;
    },
  };
}

/** Neal's funnel, non-centred, where each effect exp(1.5 q₀) z is seen once with a standard error of 1. */
export function observedFunnel(effects: number): LogDensity {
  const y = scattered(effects, 3).map((u) => 4 * u - 2);
  return {
    dimension: effects + 1,
    evaluate(q, gradient) {
      const scale = Math.exp(1.5 * q[0]!);
      let density = -0.5 * q[0]! * q[0]!;
      gradient[0] = -q[0]!;
      for (let i = 0; i < effects; i++) {
        const z = q[i + 1]!;
        const residual = y[i]! - scale * z;
        density -= 0.5 * (residual * residual + z * z);
        gradient[i + 1] = residual * scale - z;
        gradient[0]! += 1.5 * residual * scale * z;
      }
      return density;
    },
  };
}
