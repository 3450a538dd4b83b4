/** Rows of studies that are known by their arms. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { BaselineLaw } from "./baselineLaw.js";
import { inputNames } from "./networkInputs.js";
import type { NetworkLowering } from "./NetworkLowering.js";
import { sharedArmFactor } from "./sharedArmFactor.js";
import type { Slab } from "./slabsOf.js";
import type { SlabRows } from "./SlabRows.js";
import { matrixTimes, sumOf } from "./tensorSums.js";

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
  const factor = sharedArmFactor(others);
  const deviations = arms.map((arm) =>
    Array.from({ length: tau ? others : 0 }, (_, k): Tensor | undefined => {
      const weight = arm === 0 ? 0 : factor[(arm - 1) * others + k]!;
      return weight === 0 ? undefined : (tf.mul(weight, tau!) as Tensor);
    }),
  );
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
      ...deviations[arm]!,
    ]),
    told: told && {
      precisions: arms.map((arm) => stretch(told.precision, arm)),
      pulls: arms.map((arm) => stretch(told.pull, arm)),
    },
    plainBaseline: law.scale && {
      location: law.location,
      scale: law.scale,
      origin: input(inputNames.origin(i)),
    },
    made(theta, latents) {
      const baseline = law.scale ? (tf.add(law.location, tf.mul(law.scale, latents[0]!)) as Tensor) : law.location;
      const v = law.scale ? latents.slice(1) : latents;
      const deltas = designs.map((design, k) => {
        const own = deviations[k + 1]!.map((weight, l) => weight && (tf.mul(weight, v[l]!) as Tensor));
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
