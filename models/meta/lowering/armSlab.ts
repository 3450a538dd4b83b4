/** Rows of studies that are known by their arms. */
import { tf as tensorflow, type Tensor } from "../../../engine/autodiff/ops.js";
import type { BaselineLaw } from "./baselineLaw.js";
import { inputNames } from "./networkInputs.js";
import type { NetworkLowering } from "./NetworkLowering.js";
import { sharedArmFactor } from "./sharedArmFactor.js";
import type { Slab } from "./slabsOf.js";
import type { SlabRows } from "./SlabRows.js";
import { matrixTimes, productOf, sumOf } from "./tensorSums.js";

/** What studies share. */
export interface ArmParts {
  /** Absent for fixed effects. */
  readonly tau: Tensor | undefined;
  /** Coefficients, where they are known already: interactions with the baseline need them. */
  readonly theta: Tensor | undefined;
  readonly baselines: BaselineLaw;
  /** Precision and pull of all arms; undefined where latents are sampled as they are. */
  readonly told: { readonly precision: Tensor; readonly pull: Tensor } | undefined;
}

/** A row an arm: its study's baseline, what its treatment adds, its deviation, its offset. */
export function armSlab(lowering: NetworkLowering, slab: Slab, i: number, parts: ArmParts): SlabRows {
  const { scope, input, coefficients, declaration, likelihood } = lowering;
  const { tf } = scope;
  const { tau, baselines: law, told } = parts;
  const count = slab.studies.length;
  const others = slab.arms - 1;
  const size = coefficients.list.length;
  const arms = Array.from({ length: slab.arms }, (_, arm) => arm);
  const designs = matricesOf(inputNames.design(i));
  const offsets = arms.map((arm) => likelihood.offset && input(inputNames.offset(i, arm)));
  const centre = declaration.baselineRisk ? input(inputNames.centre) : undefined;
  // An arm has 1 + slope times its baseline, less slope times the centre.
  const slopes: readonly (Tensor | undefined)[] = declaration.baselineRisk
    ? [undefined, ...matricesOf(inputNames.baselineDesign(i)).map((design) => matrixTimes(design, parts.theta!))]
    : arms.map(() => undefined);
  const deviations = deviationsOf(arms.length, tau, law.lacksReference);
  const onBaseline = (arm: number, baseline: Tensor): Tensor | undefined =>
    slopes[arm] && (tf.mul(slopes[arm], tf.sub(baseline, centre!)) as Tensor);
  const stretch = (x: Tensor, arm: number): Tensor =>
    tf.slice(x as never, [slab.start + arm * count], [count]) as Tensor;

  return {
    slab,
    fixed: arms.map((arm) => sumOf([law.location, onBaseline(arm, law.location), offsets[arm]])!),
    designs: [undefined, ...designs],
    loadings: arms.map((arm) => [
      ...(law.scale ? [slopes[arm] ? (tf.mul(law.scale, tf.add(1, slopes[arm])) as Tensor) : law.scale] : []),
      ...deviations[arm]!.map((own, k) => sumOf([own, productOf(slopes[arm], deviations[0]![k])])),
    ]),
    // What is told of a one-sided or bounded baseline is no normal observation.
    told:
      told && slab.baselines === "normal"
        ? {
            precisions: arms.map((arm) => stretch(told.precision, arm)),
            pulls: arms.map((arm) => stretch(told.pull, arm)),
          }
        : undefined,
    oneSided:
      told && slab.baselines === "one-sided"
        ? {
            side: input(inputNames.oneSided(i, "side")),
            edge: input(inputNames.oneSided(i, "edge")),
            width: input(inputNames.oneSided(i, "width")),
            scale: input(inputNames.oneSided(i, "scale")),
            shares: arms.map((arm) => input(inputNames.pushShare(i, arm))),
          }
        : undefined,
    plainBaseline: law.scale && {
      location: law.location,
      scale: law.scale,
      origin: input(inputNames.origin(i)),
    },
    bounded:
      told && slab.baselines === "bounded"
        ? { centre: input(inputNames.bounded(i, "centre")), spread: input(inputNames.bounded(i, "spread")) }
        : undefined,
    made(theta, latents) {
      const v = law.scale ? latents.slice(1) : latents;
      const deviation = (arm: number) => sumOf(deviations[arm]!.map((weight, l) => productOf(weight, v[l])));
      const first = deviation(0);
      const baseline = sumOf([law.location, productOf(law.scale, latents[0]), first])!;
      const deltas = designs.map((design, k) => {
        const own = [deviation(k + 1), first && (tf.neg(first) as Tensor)];
        return sumOf([matrixTimes(design, theta), onBaseline(k + 1, baseline), ...own])!;
      });
      const predictors = arms.map((arm) => sumOf([baseline, deltas[arm - 1], offsets[arm]])!);
      return { baseline, deltas, predictors, means: [] };
    },
  };

  /** Of arms after the baseline arm, studies × coefficients. */
  function matricesOf(name: string): Tensor[] {
    const all = tf.reshape(input(name) as never, [others * count, size]);
    return Array.from(
      { length: others },
      (_, k) => tf.slice(all as never, [k * count, 0] as never, [count, size] as never) as Tensor,
    );
  }
}

/**
 * What each latent adds to the predictor of each arm: τ times the factor of deviations from the baseline arm, which has none. A study that
 * lacks the reference, where baselines are of that, deviates from it in its baseline arm too, as if an arm of the reference had not been
 * observed: one latent more, and the factor of all its arms.
 *
 * @param lacksReference 1 for each study that does, else 0
 */
function deviationsOf(
  arms: number,
  tau: Tensor | undefined,
  lacksReference: Tensor | undefined,
): readonly (readonly (Tensor | undefined)[])[] {
  const others = arms - 1;
  const has = sharedArmFactor(others);
  const lacks = sharedArmFactor(arms);
  const extra = lacksReference ? 1 : 0;
  return Array.from({ length: arms }, (_, arm) =>
    Array.from({ length: tau ? others + extra : 0 }, (_, k): Tensor | undefined => {
      const weight = arm === 0 || k < extra ? 0 : has[(arm - 1) * others + k - extra]!;
      const other = lacksReference ? lacks[arm * arms + k]! : weight;
      if (weight === 0 && other === 0) return undefined;
      const mixed =
        other === weight ? weight : tensorflow().add(weight, tensorflow().mul(lacksReference as never, other - weight));
      return tensorflow().mul(mixed as never, tau as never) as Tensor;
    }),
  );
}
