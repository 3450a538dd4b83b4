/** Rows of studies that are known by their contrasts, which are made independent of one another. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { armRows, inputNames } from "./networkInputs.js";
import type { NetworkLowering } from "./NetworkLowering.js";
import { sharedArmFactor } from "./sharedArmFactor.js";
import type { Slab } from "./slabsOf.js";
import type { SlabRows } from "./SlabRows.js";
import { matrixTimes, sumOf } from "./tensorSums.js";

/** A row a contrast: M (X θ + τ L v), M lower triangular with ones (see independentContrasts). */
export function contrastSlab(lowering: NetworkLowering, slab: Slab, i: number, tau: Tensor | undefined): SlabRows {
  const { scope, input, coefficients } = lowering;
  const { tf } = scope;
  const count = slab.studies.length;
  const size = coefficients.list.length;
  const each = Array.from({ length: slab.rows }, (_, row) => row);
  const all = tf.reshape(input(inputNames.design(i)) as never, [slab.rows * count, size]);
  const designs = each.map((k) => tf.slice(all as never, [k * count, 0] as never, [count, size] as never) as Tensor);
  const factor = sharedArmFactor(slab.rows);
  const first = slab.start - armRows(lowering.slabs);
  const stretch = (name: string, row: number): Tensor =>
    tf.slice(input(name) as never, [first + row * count], [count]) as Tensor;
  const transformed = (row: number, of: readonly Tensor[]): Tensor =>
    sumOf(
      of.slice(0, row + 1).map((one, arm) => {
        if (arm === row) return one;
        const weight = tf.reshape(input(inputNames.transform(i, row, arm)) as never, [
          count,
          ...one.shape.slice(1).map(() => 1),
        ]);
        return tf.mul(weight, one) as Tensor;
      }),
    )!;
  const precisions = each.map((row) => tf.reciprocal(tf.square(stretch(inputNames.contrastSd, row))) as Tensor);
  return {
    slab,
    fixed: each.map(() => tf.zeros([count]) as Tensor),
    designs: each.map((row) => transformed(row, designs)),
    loadings: each.map((row) =>
      each.slice(0, tau ? slab.rows : 0).map((arm) => {
        return arm > row ? undefined : (tf.mul(tau!, input(inputNames.loading(i, row, arm))) as Tensor);
      }),
    ),
    told: lowering.isRelative
      ? { precisions, pulls: each.map((row) => tf.mul(precisions[row]!, stretch(inputNames.contrasts, row)) as Tensor) }
      : undefined,
    plainBaseline: undefined,
    oneSided: undefined,
    bounded: undefined,
    made(theta, latents) {
      const deltas = designs.map((design, arm) => {
        const own = latents.map((v, k): Tensor | undefined => {
          const weight = factor[arm * slab.rows + k]!;
          return weight === 0 ? undefined : (tf.mul(tf.mul(weight, tau!), v) as Tensor);
        });
        return sumOf([matrixTimes(design, theta), ...own])!;
      });
      return { baseline: undefined, deltas, predictors: [], means: each.map((row) => transformed(row, deltas)) };
    },
  };
}
