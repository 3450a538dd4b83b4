/** Draws of coefficients from a prior that ties them together, with what they share. */
import type { Rng } from "../../../engine/core/Rng.js";
import { drawDirichlet } from "../../../engine/distributions/dirichlet.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { betaLaw } from "../../../engine/distributions/beta.js";
import { inverseGammaLaw } from "../../../engine/distributions/inverseGamma.js";
import { studentTLaw } from "../../../engine/distributions/studentT.js";
import { jointNames } from "./jointNames.js";
import { concentrationsOf, globalScaleOf } from "./jointNumbers.js";
import { jointNameOf } from "./jointPrior.js";

/** What draws of a joint prior are told beside its own numbers. */
export interface JointDrawsContext {
  readonly parameter: string;
  /** Names of the coefficients' draws. */
  readonly names: readonly string[];
  /** Rows of the table. */
  readonly rows: number;
  readonly draws: number;
  /** Prior draws of sigma, where scales are multiplied by it. */
  readonly sigma: Float64Array | undefined;
}

/** Draws of the coefficients, and of the global scale and the slab, or of R² and the shares. */
export function jointDraws(
  rng: Rng,
  prior: Distribution,
  context: JointDrawsContext,
): ReadonlyMap<string, Float64Array> {
  const { names, draws, sigma } = context;
  const drawScales = jointNameOf(prior) === "horseshoe" ? horseshoeScales(prior, context) : r2d2Scales(prior, context);
  const out = new Map([...names, ...drawScales.names].map((name) => [name, new Float64Array(draws)]));
  for (let d = 0; d < draws; d += 1) {
    const { scales, shared } = drawScales.draw(rng, sigma?.[d] ?? 1);
    names.forEach((name, k) => (out.get(name)![d] = scales[k]! * rng.normal()));
    drawScales.names.forEach((name, i) => (out.get(name)![d] = shared[i]!));
  }
  return out;
}

interface ScalesLaw {
  /** Of what is shared. */
  readonly names: readonly string[];
  draw(rng: Rng, sigma: number): { readonly scales: ArrayLike<number>; readonly shared: readonly number[] };
}

function horseshoeScales(prior: Distribution, { parameter, names, rows }: JointDrawsContext): ScalesLaw {
  const { df, df_global, df_slab, scale_slab } = prior.parameters as Record<string, number>;
  const scale = globalScaleOf(prior, rows);
  const { global: ofGlobal, slab: ofSlab } = jointNames(parameter);
  const halfT = (rng: Rng, degrees: number) =>
    Math.abs(studentTLaw.random(rng, { df: degrees, location: 0, scale: 1 }));
  return {
    names: [ofGlobal, ofSlab],
    draw(rng, sigma) {
      const global = scale * sigma * halfT(rng, df_global!);
      const slab = inverseGammaLaw.random(rng, { shape: df_slab! / 2, scale: df_slab! / 2 });
      const width = scale_slab! * Math.sqrt(slab);
      const scales = names.map(() => {
        const product = global * halfT(rng, df!);
        // Both may be far from 1; the smaller one decides.
        const [small, large] = product < width ? [product, width] : [width, product];
        return small / Math.sqrt(1 + (small / large) * (small / large));
      });
      return { scales, shared: [global, slab] };
    },
  };
}

function r2d2Scales(prior: Distribution, { parameter, names }: JointDrawsContext): ScalesLaw {
  const { mean_R2, prec_R2 } = prior.parameters as Record<string, number>;
  const concentrations = concentrationsOf(prior, names.length);
  const { R2, phi } = jointNames(parameter);
  return {
    names: [R2, ...names.map((_, k) => `${phi}[${k + 1}]`)],
    draw(rng, sigma) {
      const explained = betaLaw.random(rng, { alpha: mean_R2! * prec_R2!, beta: (1 - mean_R2!) * prec_R2! });
      const shares = names.length === 1 ? Float64Array.of(1) : drawDirichlet(rng, concentrations);
      const deviation = sigma * Math.sqrt(explained / (1 - explained));
      return { scales: shares.map((share) => deviation * Math.sqrt(share)), shared: [explained, ...shares] };
    },
  };
}
