/** Log densities written by hand, each hard for an adaptation in a way of its own. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import { scattered } from "./BenchModel.js";

/** Independent normals with sds from 0.001 to 1,000. */
export function badlyScaledNormal(dimension: number): LogDensity {
  const precision = Float64Array.from({ length: dimension }, (_, i) => 10 ** (6 - (12 * i) / (dimension - 1)));
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
