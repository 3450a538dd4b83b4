/** The law of the baselines of studies of one shape. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { inputNames } from "./networkInputs.js";
import type { NetworkLowering } from "./NetworkLowering.js";
import type { Slab } from "./slabsOf.js";
import { matrixTimes } from "./tensorSums.js";

export interface BaselineLaw {
  /** Mean of the baselines, or the baselines themselves where they are parameters like others. One number a study. */
  readonly location: Tensor;
  /** Their standard deviation where they are latents. */
  readonly scale: Tensor | undefined;
  /** 1 for each study whose baseline arm deviates from the reference, which it lacks, in its own way; absent where none does. */
  readonly lacksReference?: Tensor;
}

/** Mean and standard deviation of the one law that all baselines of the reference come from, and the coefficients. */
export interface SharedBaselines {
  readonly mean: Tensor;
  readonly sd: Tensor;
  readonly theta: Tensor;
}

/**
 * Baselines are latents where their law is normal. Those of one law are of the reference, in every study: one that lacks it has in its
 * baseline arm what its treatment does besides, with random effects as that study has them (NICE DSU TSD 5, section 3.2: the figures
 * published for smoking cessation come out so).
 */
export function baselineLaw(
  { scope, input, priors, network, coefficients, declaration }: NetworkLowering,
  { studies }: Slab,
  i: number,
  shared: SharedBaselines | undefined,
): BaselineLaw {
  const { tf } = scope;
  const count = studies.length;
  if (shared) {
    const lacking = studies.some((study) => network.studies[study]!.arms[0]!.treatment > 0);
    const design = tf.reshape(input(inputNames.baselineShift(i)) as never, [count, coefficients.list.length]) as Tensor;
    return {
      location: tf.add(matrixTimes(design, shared.theta), shared.mean) as Tensor,
      scale: tf.mul(tf.ones([count]), shared.sd) as Tensor,
      ...(lacking && declaration.effects === "random" ? { lacksReference: input(inputNames.lacksReference(i)) } : {}),
    };
  }
  const prior = priors.of("mu");
  if (prior.law?.name === "normal" && prior.support.kind === "real") {
    const { location, scale } = prior.parameters as { readonly location: number; readonly scale: number };
    return { location: tf.fill([count], location) as Tensor, scale: tf.fill([count], scale) as Tensor };
  }
  const unit = { location: input(inputNames.origin(i)), scale: network.unit };
  const location = scope.parameter(`mu of slab ${i + 1}`, prior, {
    dims: { study: count },
    names: studies.map((study) => `mu of ${network.studies[study]!.name}, slab ${i + 1}`),
    reported: false,
    ...(prior.support.kind === "real" ? { unit } : {}),
  });
  return { location, scale: undefined };
}
