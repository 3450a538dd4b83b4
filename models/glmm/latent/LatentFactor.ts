/** The Cholesky factor of the precision of effects, K = C Cᵀ: by levels where they are independent, else sparse. */
import { sparseCholesky, sparseSolve, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import type { FactorSizes } from "../../../engine/math/sparse/FactorPattern.js";

/** What is asked of a factor; vectors hold all effects, term by term and in a term effect by effect. */
export interface LatentFactor {
  /** log |C|, half of log |K|. */
  readonly logDeterminant: Tensor;
  /** C⁻¹ b, in an order of the factor's own. */
  half(b: Tensor): Tensor;
  /** C⁻ᵀ z of what has that order. */
  back(z: Tensor): Tensor;
}

/**
 * Cholesky factors of small blocks, all at once: by row and column, one number a block in each tensor.
 *
 * @param lower Lower triangle of the blocks: entry (k, l) of all blocks at k (k + 1)/2 + l.
 */
export function blockCholesky(lower: readonly Tensor[]): readonly (readonly Tensor[])[] {
  const size = Math.round((Math.sqrt(8 * lower.length + 1) - 1) / 2);
  const factor: Tensor[][] = [];
  for (let k = 0; k < size; k++) {
    factor.push([]);
    for (let l = 0; l <= k; l++) {
      let rest = lower[(k * (k + 1)) / 2 + l]!;
      for (let m = 0; m < l; m++) rest = tf().sub(rest, tf().mul(factor[k]![m]!, factor[l]![m]!));
      factor[k]!.push(k === l ? tf().sqrt(rest) : tf().div(rest, factor[l]![l]!));
    }
  }
  return factor;
}

/**
 * The factor of blocks of one level each, all levels at once.
 *
 * @param lower Lower triangle of the blocks: entry (k, l) of all levels at k (k + 1)/2 + l.
 */
export function levelFactor(lower: readonly Tensor[], levels: number): LatentFactor {
  const factor = blockCholesky(lower);
  const size = factor.length;
  const split = (x: Tensor) => factor.map((_, k) => tf().slice(x as never, [k * levels], [levels]) as Tensor);
  const join = (pieces: readonly Tensor[]): Tensor =>
    pieces.length === 1 ? pieces[0]! : tf().concat([...pieces] as never[]);
  return {
    logDeterminant: factor
      .map((row, k) => tf().sum(tf().log(row[k]!)))
      .reduce((sum, log) => tf().add(sum, log)) as Tensor,
    half(b) {
      const z: Tensor[] = [];
      split(b).forEach((piece, k) => {
        const rest = z.reduce((left, done, m) => tf().sub(left, tf().mul(factor[k]![m]!, done)), piece);
        z.push(tf().div(rest, factor[k]![k]!));
      });
      return join(z);
    },
    back(z) {
      const x: Tensor[] = [];
      split(z)
        .reverse()
        .forEach((piece, step) => {
          const k = size - 1 - step;
          let rest = piece;
          for (let m = k + 1; m < size; m++) rest = tf().sub(rest, tf().mul(factor[m]![k]!, x[m]!));
          x[k] = tf().div(rest, factor[k]![k]!);
        });
      return join(x);
    },
  };
}

/** Whole numbers of a sparse factor as inputs of the graph. */
export interface FactorTables extends FactorSizes {
  readonly table: Tensor;
  /** Effect that is eliminated as the k-th, and when each effect is. */
  readonly order: Tensor;
  readonly turn: Tensor;
  /** Places of the factor's diagonal. */
  readonly diagonal: Tensor;
}

/** The sparse factor of entries in the order of its pattern. */
export function sparseFactor(entries: Tensor, tables: FactorTables): LatentFactor {
  const { table, order, turn, size } = tables;
  const factor = sparseCholesky(entries, table, tables);
  return {
    logDeterminant: tf().sum(tf().log(tf().gather(factor, tables.diagonal as never))),
    half: (b) => sparseSolve(factor, tf().reshape(tf().gather(b, order as never), [size]), table, tables),
    back: (z) => tf().gather(sparseSolve(factor, z, table, tables, { transpose: true }), turn as never),
  };
}
