/** Samples the latents of studies of one shape. */
import { logSumExp, type Tensor } from "../../../engine/autodiff/ops.js";
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import { backSolved, halfSolved } from "./latentLaw.js";
import type { NetworkLowering } from "./NetworkLowering.js";
import { oneSidedAt } from "./oneSidedAt.js";
import type { SlabRows } from "./SlabRows.js";
import { joined, matrixTimes, sumOf } from "./tensorSums.js";

/**
 * Latents w by latent. With all else given and rows taken as normal, w is normal with precision C Cᵀ = I + Zᵀ W Z and mean from
 * Zᵀ (pull − W o), o being what the rows have without them. What is sampled is z in w = C⁻ᵀ (C⁻¹ Zᵀ (pull − W o) + z), which is nearly
 * standard normal, whatever coefficients and heterogeneity are. Where nothing is told, z is w, but for a baseline, which is then
 * sampled in units of the outcome from where its arm puts it, or by its distance from an edge where it is one-sided.
 *
 * @param factor C, where something is told.
 */
export function lowerLatents(
  { scope, network }: NetworkLowering,
  rows: SlabRows,
  factor: readonly (readonly Tensor[])[] | undefined,
  theta: Tensor,
): readonly Tensor[] {
  const { tf } = scope;
  const { slab, loadings, told, fixed, designs, plainBaseline, oneSided, bounded } = rows;
  const count = slab.studies.length;
  const size = loadings[0]!.length;
  if (size === 0) return [];
  let latents: readonly Tensor[] = [];
  const name = blockName(rows);
  scope.coordinates(name, size * count, (position) => {
    const z = Array.from({ length: size }, (_, k) => tf.slice(position as never, [k * count], [count]) as Tensor);
    const { standardised, logVolume } = told && factor ? relative(z) : plain(z);
    latents = standardised;
    const value = joined(standardised);
    const logNormal = tf.sub(tf.mul(-0.5, tf.sum(tf.square(value))), size * count * LOG_SQRT_2PI) as Tensor;
    return { value, logDensity: tf.add(logNormal, logVolume) as Tensor, logPrior: logNormal };
  });
  return latents;

  function relative(z: readonly Tensor[]) {
    const rests = fixed.map((one, j) => {
      const design = designs[j];
      const outer = sumOf([one, design && matrixTimes(design, theta)])!;
      return tf.sub(told!.pulls[j]!, tf.mul(told!.precisions[j]!, outer)) as Tensor;
    });
    const half = halfSolved(rows, factor!, rests);
    const logDeterminant = sumOf(factor!.map((row, k) => tf.sum(tf.log(row[k]!)) as Tensor))!;
    return {
      standardised: backSolved(
        factor!,
        z.map((one, k) => sumOf([half[k], one])!),
      ),
      logVolume: tf.neg(logDeterminant) as Tensor,
    };
  }

  function plain(z: readonly Tensor[]) {
    if (!plainBaseline) return { standardised: z, logVolume: tf.zeros([]) as Tensor };
    const { location, scale, origin } = plainBaseline;
    if (bounded) {
      const logDistance = tf.add(bounded.centre, tf.mul(bounded.spread, z[0]!));
      const baseline = tf.sub(boundBy(z.slice(1)), tf.exp(logDistance));
      return {
        standardised: [tf.div(tf.sub(baseline, location), scale) as Tensor, ...z.slice(1)],
        logVolume: tf.sum(tf.add(logDistance, tf.log(tf.div(bounded.spread, scale)))) as Tensor,
      };
    }
    if (oneSided) {
      const { value: baseline, logSlope } = oneSidedAt({ ...oneSided, edge: movedEdge(z.slice(1)) }, z[0]!);
      return {
        standardised: [tf.div(tf.sub(baseline, location), scale) as Tensor, ...z.slice(1)],
        logVolume: tf.sum(tf.sub(logSlope, tf.log(scale))) as Tensor,
      };
    }
    const from = tf.sub(origin, location);
    const first = tf.div(tf.add(from, tf.mul(network.unit, z[0]!)), scale) as Tensor;
    return {
      standardised: [first, ...z.slice(1)],
      logVolume: tf.sum(tf.log(tf.div(network.unit, scale))) as Tensor,
    };
  }

  /** The highest baseline at which no arm's predictor is above 0. */
  function boundBy(deviations: readonly Tensor[]): Tensor {
    const zeros = tf.zeros([count]) as Tensor;
    const { deltas } = rows.made(theta, [zeros, ...deviations]);
    return tf.neg(deltas.reduce((most, delta) => tf.maximum(most, delta) as Tensor, zeros)) as Tensor;
  }

  /** The edge of one-sided baselines where treatments have effects: an arm pushes as e^(±effect) as much. */
  function movedEdge(deviations: readonly Tensor[]): Tensor {
    const { side, edge, width, shares } = oneSided!;
    const { deltas } = rows.made(theta, [tf.zeros([count]) as Tensor, ...deviations]);
    const downwards = tf.div(side, width);
    const pushes = shares.map((share, arm) => {
      const delta = deltas[arm - 1];
      return delta ? (tf.sub(tf.log(share), tf.mul(downwards, delta)) as Tensor) : (tf.log(share) as Tensor);
    });
    const log = logSumExp(tf.stack([...pushes], 1) as Tensor, 1);
    return tf.add(edge, tf.mul(side, tf.mul(width, log))) as Tensor;
  }
}

/** What the latents of these studies are to a reader; no two slabs are of one kind, one shape of baselines and one number of arms. */
function blockName({ slab: { kind, baselines, arms }, plainBaseline, loadings }: SlabRows): string {
  const of = `studies with ${arms} arms`;
  if (kind === "contrasts") return `effects of ${of}, known by differences`;
  const what = !plainBaseline ? "effects" : loadings[0]!.length === 1 ? "baselines" : "baselines and effects";
  return `${baselines === "normal" ? "" : `${baselines} `}${what} of ${of}`;
}
