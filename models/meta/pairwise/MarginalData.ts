/** The numbers that the marginal likelihood of a meta-analysis is worked out from; all follow from the table alone. */
import type { FactorPattern } from "../../../engine/math/sparse/FactorPattern.js";

/** Entries of the effects' precision for a pair of terms and of effects of a level each, at all pairs of levels that meet. */
export interface PrecisionGroup {
  readonly first: number;
  readonly second: number;
  /** Effect of a level of the first term, and of the second. */
  readonly parts: readonly [number, number];
  /** Whether these are entries of the diagonal. */
  readonly isDiagonal: boolean;
  /**
   * What data say at these entries, for each pair of effects of a level: `told[a][b]` are entries of ZᵀV⁻¹Z at effects a and b.
   * Rows of V whiten; Z is the design of the effects before they are scaled.
   */
  readonly told: readonly (readonly Float64Array[])[];
}

/**
 * With effects u = Λ w, w standard normal, y ~ N(X β + Z u, V): what is left of rows, whitened by V, is normal given w. The precision of
 * w is K = I + Λᵀ ZᵀV⁻¹Z Λ.
 */
export interface MarginalData {
  /** L⁻¹ y, where V = L Lᵀ, less what the origin of the coefficients takes. (rows) */
  readonly effects: Float64Array;
  /** L⁻¹ X, column by column. (coefficients × rows) */
  readonly design: readonly Float64Array[];
  /** ZᵀV⁻¹ y, likewise. (random effects) */
  readonly pull: Float64Array;
  /** ZᵀV⁻¹ X, column by column. (coefficients × random effects) */
  readonly designPull: readonly Float64Array[];
  /** Where sampling starts and coefficients are taken from. (coefficients) */
  readonly origin: Float64Array;
  /** About their standard errors. */
  readonly scales: Float64Array;
  readonly groups: readonly PrecisionGroup[];
  /** Of K; absent where there are no random effects. */
  readonly pattern?: FactorPattern;
  /** How many levels each term has, and effects a level. */
  readonly levels: readonly { readonly levels: number; readonly parts: number }[];
  /** Independent block of each row, in the order of their first rows, and of each random effect. */
  readonly blockOfRow: Int32Array;
  readonly blockOfEffect: Int32Array;
  readonly blocks: number;
  /** First row of each block. */
  readonly firstRows: Int32Array;
  /** −½ (n log 2π + log |V|) of each block. */
  readonly constants: Float64Array;
}
