/** The law of studies' latents given all else, where their rows are taken as normal. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { blockCholesky } from "../../glmm/latent/LatentFactor.js";
import type { SlabRows } from "./SlabRows.js";
import { productOf, sumOf } from "./tensorSums.js";

/** The Cholesky factor C of the precision I + Zᵀ W Z of each study's latents, by row and column. */
export function latentFactor({ loadings, told, slab }: SlabRows): readonly (readonly Tensor[])[] {
  const size = loadings[0]!.length;
  const weighted = loadings.map((row, j) => row.map((one) => productOf(one, told!.precisions[j])));
  const lower: Tensor[] = [];
  for (let k = 0; k < size; k++) {
    for (let l = 0; l <= k; l++) {
      const sum = sumOf(weighted.map((row, j) => productOf(row[k], loadings[j]![l])));
      const prior = tf().fill([slab.studies.length], k === l ? 1 : 0) as Tensor;
      lower.push(sum ? (tf().add(sum, prior) as Tensor) : prior);
    }
  }
  return blockCholesky(lower);
}

/**
 * C⁻¹ Zᵀ of rows, by latent.
 *
 * @param rows One number a study, or a row of numbers a study, for each row of data; undefined for zeros.
 */
export function halfSolved(
  { loadings }: SlabRows,
  factor: readonly (readonly Tensor[])[],
  rows: readonly (Tensor | undefined)[],
): readonly (Tensor | undefined)[] {
  const solved: (Tensor | undefined)[] = [];
  factor.forEach((own, k) => {
    const told = sumOf(loadings.map((row, j) => scaledBy(row[k], rows[j])));
    const known = sumOf(solved.map((one, m) => scaledBy(own[m], one)));
    const rest = told && known ? (tf().sub(told, known) as Tensor) : (told ?? (known && (tf().neg(known) as Tensor)));
    solved.push(rest && (tf().div(rest, asColumn(own[k]!, rest)) as Tensor));
  });
  return solved;
}

function scaledBy(scale: Tensor | undefined, x: Tensor | undefined): Tensor | undefined {
  return scale && x && (tf().mul(asColumn(scale, x), x) as Tensor);
}

/** One number a study, shaped to be taken with every number of x. */
function asColumn(scale: Tensor, x: Tensor): Tensor {
  return x.rank === 1 ? scale : (tf().reshape(scale as never, [scale.size, 1]) as Tensor);
}

/** C⁻ᵀ z, by latent. */
export function backSolved(factor: readonly (readonly Tensor[])[], z: readonly Tensor[]): readonly Tensor[] {
  const x: Tensor[] = [];
  for (let k = factor.length - 1; k >= 0; k--) {
    const known = sumOf(factor.slice(k + 1).map((row, m) => productOf(row[k], x[k + 1 + m])));
    x[k] = tf().div(known ? tf().sub(z[k]!, known) : z[k]!, factor[k]![k]!) as Tensor;
  }
  return x;
}
