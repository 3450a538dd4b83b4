/** The law of effects of related levels, with standard deviation 1: w ~ N(0, S⁻¹) over nodes, of which levels are some. */
import type { FactorPattern } from "../../../engine/math/sparse/FactorPattern.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";

export interface Kernel {
  /** Node of each level; of several levels where they are one, as species without a distance between them. */
  readonly node: Int32Array;
  /** Levels and what connects them, such as the ancestors of species. */
  readonly nodes: number;
  /** Variance of the effect of each level: the diagonal of a covariance, depth in a tree, 1 + inbreeding. */
  readonly variances: Float64Array;
  readonly law: SparseLaw | DenseLaw;
}

/** A law by its precision S, which has few entries. */
export interface SparseLaw {
  readonly kind: "sparse";
  /** Places of S: those of the diagonal first, node by node, then each other pair once. */
  readonly pattern: SymmetricPattern;
  /** S at these places. */
  readonly values: Float64Array;
  /** L with L Lᵀ = P S Pᵀ: w = L⁻ᵀ z, in the factor's order, of standard normal z. */
  readonly factor: FactorPattern;
  readonly factorValues: Float64Array;
  /** log |S|. */
  readonly logDeterminant: number;
}

/** A law by its covariance over the nodes, row by row (nodes × nodes); nodes are levels. */
export interface DenseLaw {
  readonly kind: "dense";
  readonly covariance: Float64Array;
}
