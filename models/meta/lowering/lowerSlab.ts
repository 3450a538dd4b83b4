/** Lowers studies of one shape: their baselines, the deviations of their effects, and what follows for their rows. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import { levelFactor } from "../../glmm/latent/LatentFactor.js";
import { armRows, inputNames } from "./networkInputs.js";
import type { NetworkLowering } from "./NetworkLowering.js";
import { sharedArmFactor } from "./sharedArmFactor.js";
import type { Slab } from "./slabsOf.js";

/** What studies share. */
export interface SharedParts {
  readonly theta: Tensor;
  /** Absent for fixed effects. */
  readonly tau: Tensor | undefined;
  /** Where baselines have one law. */
  readonly baselines: { readonly mean: Tensor; readonly sd: Tensor } | undefined;
  /** Of all arms; undefined where latents are sampled as they are. */
  readonly told: { readonly precision: Tensor; readonly pull: Tensor } | undefined;
}

/** One number a study in each tensor. */
export interface LoweredSlab {
  /** Of a slab of arms. */
  readonly baseline: Tensor | undefined;
  /** Of arms after the baseline arm, what they add to it on the link scale. */
  readonly deltas: readonly Tensor[];
  /** Linear predictor of each arm. */
  readonly predictors: readonly Tensor[];
  /** Means of contrasts, made independent. */
  readonly means: readonly Tensor[];
}

/**
 * A study's latents are its baseline μ, where that has a normal prior, and standard normals v of its deviations τ L v. With all else
 * given, its rows are η = o + Z w for w = (standardised μ, v), so that w is normal if the rows are, with precision I + Zᵀ W Z = C Cᵀ and mean
 * from Zᵀ (pull − W o). What is sampled is z in w = C⁻ᵀ (C⁻¹ b + z): nearly standard normal, whatever the effects and τ.
 */
export function lowerSlab(lowering: NetworkLowering, slab: Slab, i: number, shared: SharedParts): LoweredSlab {
  const { scope, input, coefficients } = lowering;
  const { tf } = scope;
  const count = slab.studies.length;
  const others = slab.arms - 1;
  const stretch = (x: Tensor, start: number): Tensor => tf.slice(x as never, [start], [count]) as Tensor;
  const product = (name: string): readonly Tensor[] => {
    const size = coefficients.list.length;
    const design = tf.reshape(input(name) as never, [others * count, size]);
    const all = tf.reshape(tf.matMul(design as never, tf.reshape(shared.theta as never, [size, 1]) as never), [
      others * count,
    ]);
    return Array.from({ length: others }, (_, j) => stretch(all as Tensor, j * count));
  };
  const contributions = product(inputNames.design(i));
  const rows = slab.kind === "arms" ? armsOf() : contrastsOf();
  const width = rows.loadings[0]!.length;
  const standardised = width === 0 ? [] : lowerLatents(lowering, slab, i, rows, shared);
  return rows.made(standardised);

  function armsOf(): SlabRows {
    const law = baselineLaw(lowering, slab, i, shared);
    const offsets = Array.from(
      { length: slab.arms },
      (_, j) => lowering.likelihood.offset && input(inputNames.offset(i, j)),
    );
    const onBaseline = lowering.declaration.baselineRisk ? product(inputNames.baselineDesign(i)) : undefined;
    const centre = lowering.declaration.baselineRisk ? input(inputNames.centre) : undefined;
    const factor = sharedArmFactor(others);
    const deviations = (j: number): (Tensor | undefined)[] => {
      if (!shared.tau) return [];
      return Array.from({ length: others }, (_, k) => {
        const weight = j === 0 ? 0 : factor[(j - 1) * others + k]!;
        return weight === 0 ? undefined : (tf.mul(weight, shared.tau!) as Tensor);
      });
    };
    // An arm has 1 + slope times the baseline, less slope times the centre.
    const slope = (j: number): Tensor | undefined => (j === 0 ? undefined : onBaseline?.[j - 1]);
    const fixed = (j: number, baseline: Tensor): Tensor => {
      const s = slope(j);
      const parts = [baseline];
      if (j > 0) parts.push(contributions[j - 1]!);
      if (s) parts.push(tf.mul(s, tf.sub(baseline, centre!)) as Tensor);
      if (offsets[j]) parts.push(offsets[j]!);
      return parts.length === 1 ? parts[0]! : (tf.addN(parts as never[]) as Tensor);
    };
    const loadings = Array.from({ length: slab.arms }, (_, j) => {
      const s = slope(j);
      const own = law.scale && (s ? (tf.mul(law.scale, tf.add(1, s)) as Tensor) : law.scale);
      return [...(own ? [own] : []), ...deviations(j)];
    });
    const start = slab.start;
    const told = shared.told && {
      precisions: Array.from({ length: slab.arms }, (_, j) => stretch(shared.told!.precision, start + j * count)),
      pulls: Array.from({ length: slab.arms }, (_, j) => stretch(shared.told!.pull, start + j * count)),
    };
    return {
      outer: Array.from({ length: slab.arms }, (_, j) => fixed(j, law.location)),
      loadings,
      told,
      made(w) {
        const baseline = law.scale ? (tf.add(law.location, tf.mul(law.scale, w[0]!)) as Tensor) : law.location;
        const v = law.scale ? w.slice(1) : w;
        const deltas = Array.from({ length: others }, (_, k) => {
          const s = slope(k + 1);
          const parts = [contributions[k]!, ...loaded(deviations(k + 1), v)];
          if (s) parts.push(tf.mul(s, tf.sub(baseline, centre!)) as Tensor);
          return parts.length === 1 ? parts[0]! : (tf.addN(parts as never[]) as Tensor);
        });
        const predictors = Array.from({ length: slab.arms }, (_, j) => {
          const parts = [baseline, ...(j > 0 ? [deltas[j - 1]!] : []), ...(offsets[j] ? [offsets[j]!] : [])];
          return parts.length === 1 ? parts[0]! : (tf.addN(parts as never[]) as Tensor);
        });
        return { baseline, deltas, predictors, means: [] };
      },
    };
  }

  function contrastsOf(): SlabRows {
    const factor = sharedArmFactor(others);
    const transformed = (row: number, of: readonly Tensor[]): Tensor => {
      const parts = Array.from({ length: row + 1 }, (_, arm) => {
        return arm === row ? of[arm]! : (tf.mul(input(inputNames.transform(i, row, arm)), of[arm]!) as Tensor);
      });
      return parts.length === 1 ? parts[0]! : (tf.addN(parts as never[]) as Tensor);
    };
    const rowsBefore = slab.start - armRows(lowering.slabs);
    const each = Array.from({ length: others }, (_, row) => row);
    const precisions = each.map((row) => {
      return tf.reciprocal(tf.square(stretch(input(inputNames.contrastSd), rowsBefore + row * count))) as Tensor;
    });
    return {
      outer: each.map((row) => transformed(row, contributions)),
      loadings: each.map((row) =>
        shared.tau
          ? each.map((arm) =>
              arm > row ? undefined : (tf.mul(shared.tau!, input(inputNames.loading(i, row, arm))) as Tensor),
            )
          : [],
      ),
      told: lowering.isRelative
        ? {
            precisions,
            pulls: each.map((row) => {
              return tf.mul(precisions[row]!, stretch(input(inputNames.contrasts), rowsBefore + row * count)) as Tensor;
            }),
          }
        : undefined,
      made(v) {
        const deltas = each.map((arm) => {
          const parts = [
            contributions[arm]!,
            ...each.flatMap((k) => {
              const weight = factor[arm * others + k]!;
              return shared.tau && weight !== 0 ? [tf.mul(tf.mul(weight, shared.tau), v[k]!) as Tensor] : [];
            }),
          ];
          return parts.length === 1 ? parts[0]! : (tf.addN(parts as never[]) as Tensor);
        });
        return { baseline: undefined, deltas, predictors: [], means: each.map((row) => transformed(row, deltas)) };
      },
    };
  }

  function loaded(loading: readonly (Tensor | undefined)[], v: readonly Tensor[]): Tensor[] {
    return loading.flatMap((weight, k) => (weight ? [tf.mul(weight, v[k]!) as Tensor] : []));
  }
}

/** Rows of a slab as normal observations of latents. */
interface SlabRows {
  /** What each row has without latents. */
  readonly outer: readonly Tensor[];
  /** By row and latent; undefined where a row has nothing of it. */
  readonly loadings: readonly (readonly (Tensor | undefined)[])[];
  /** Undefined where latents are sampled as they are. */
  readonly told: { readonly precisions: readonly Tensor[]; readonly pulls: readonly Tensor[] } | undefined;
  made(standardised: readonly Tensor[]): LoweredSlab;
}

interface BaselineLaw {
  /** Mean of the baselines, or the baselines themselves where they are parameters like others. */
  readonly location: Tensor;
  /** Their standard deviation where they are latents, one number a study. */
  readonly scale: Tensor | undefined;
}

/** Baselines are latents where their law is normal. */
function baselineLaw(lowering: NetworkLowering, slab: Slab, i: number, { theta, baselines }: SharedParts): BaselineLaw {
  const { scope, input, priors, network, coefficients } = lowering;
  const { tf } = scope;
  const count = slab.studies.length;
  if (baselines) {
    const size = coefficients.list.length;
    const design = tf.reshape(input(inputNames.baselineShift(i)) as never, [count, size]);
    const shift = tf.reshape(tf.matMul(design as never, tf.reshape(theta as never, [size, 1]) as never), [count]);
    return {
      location: tf.add(shift, baselines.mean) as Tensor,
      scale: tf.mul(tf.ones([count]), baselines.sd) as Tensor,
    };
  }
  const prior = priors.of("mu");
  if (prior.law?.name === "normal" && prior.support.kind === "real") {
    const { location, scale } = prior.parameters as { readonly location: number; readonly scale: number };
    return { location: tf.fill([count], location) as Tensor, scale: tf.fill([count], scale) as Tensor };
  }
  const names = slab.studies.map((study) => `mu[${network.studies[study]!.name}]`);
  const unit = { location: input(inputNames.origin(i)), scale: network.unit };
  const location = scope.parameter(`mu of slab ${i + 1}`, prior, {
    dims: { study: count },
    names,
    reported: false,
    ...(prior.support.kind === "real" ? { unit } : {}),
  });
  return { location, scale: undefined };
}

/** Standardised latents of a slab's studies, by latent. */
function lowerLatents(
  lowering: NetworkLowering,
  slab: Slab,
  i: number,
  { outer, loadings, told }: SlabRows,
  shared: SharedParts,
): readonly Tensor[] {
  const { scope } = lowering;
  const { tf } = scope;
  const count = slab.studies.length;
  const size = loadings[0]!.length;
  const split = (x: Tensor): Tensor[] =>
    Array.from({ length: size }, (_, k) => tf.slice(x as never, [k * count], [count]) as Tensor);
  const name = `${slab.kind === "arms" ? "baselines and deviations" : "deviations"} of studies, slab ${i + 1}`;
  let latents: Tensor[] = [];
  scope.coordinates(name, size * count, (z) => {
    const { standardised, logVolume } = told ? relative(z, told) : plain(z);
    latents = split(standardised);
    const squares = tf.sum(tf.square(standardised));
    const logNormal = tf.sub(tf.mul(-0.5, squares), size * count * LOG_SQRT_2PI) as Tensor;
    return { value: standardised, logDensity: tf.add(logNormal, logVolume) as Tensor, logPrior: logNormal };
  });
  return latents;

  function relative(z: Tensor, { precisions, pulls }: NonNullable<SlabRows["told"]>) {
    const weighted = loadings.map((row, j) => row.map((one) => one && (tf.mul(one, precisions[j]!) as Tensor)));
    const rests = outer.map((one, j) => tf.sub(pulls[j]!, tf.mul(precisions[j]!, one)) as Tensor);
    const zero = tf.zeros([count]) as Tensor;
    const sumOf = (parts: readonly (Tensor | undefined)[]): Tensor => {
      const present = parts.filter((part) => part !== undefined);
      return present.length === 0 ? zero : (tf.addN(present as never[]) as Tensor);
    };
    const lower: Tensor[] = [];
    for (let k = 0; k < size; k++) {
      for (let l = 0; l <= k; l++) {
        const sum = sumOf(
          weighted.map((row, j) => {
            const [own, other] = [row[k], loadings[j]![l]];
            return own && other && (tf.mul(own, other) as Tensor);
          }),
        );
        lower.push(tf.add(sum, k === l ? 1 : 0) as Tensor);
      }
    }
    const linear = Array.from({ length: size }, (_, k) =>
      sumOf(loadings.map(({ [k]: own }, j) => own && (tf.mul(own, rests[j]!) as Tensor))),
    );
    const factor = levelFactor(lower, count);
    const b = linear.length === 1 ? linear[0]! : (tf.concat([...linear] as never[]) as Tensor);
    return {
      standardised: factor.back(tf.add(factor.half(b), z) as Tensor),
      logVolume: tf.neg(factor.logDeterminant) as Tensor,
    };
  }

  /** Baselines from where the data put them, in the outcome's units; deviations as they are. */
  function plain(z: Tensor) {
    if (slab.kind === "contrasts" || shared.baselines || loadings[0]![0] === undefined || !isBaselineLatent()) {
      return { standardised: z, logVolume: tf.zeros([]) as Tensor };
    }
    const scale = loadings[0]![0]!;
    const location = tf.sub(outer[0]!, lowering.likelihood.offset ? lowering.input(inputNames.offset(i, 0)) : 0);
    const [first, ...rest] = split(z);
    const shifted = tf.sub(lowering.input(inputNames.origin(i)), location);
    const own = tf.div(tf.add(shifted, tf.mul(lowering.network.unit, first as Tensor)), scale) as Tensor;
    const logVolume = tf.sum(tf.log(tf.div(lowering.network.unit, scale))) as Tensor;
    return { standardised: rest.length === 0 ? own : (tf.concat([own, ...rest] as never[]) as Tensor), logVolume };
  }

  function isBaselineLatent(): boolean {
    return size > (shared.tau ? slab.arms - 1 : 0);
  }
}
