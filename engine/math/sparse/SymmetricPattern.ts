/** Where a sparse symmetric matrix has its entries. */

/**
 * Places of one triangle of a symmetric matrix, each once and in any order: row and column of an entry may be exchanged. All
 * places of the diagonal are among them. Values of such a matrix are given in the same order.
 */
export interface SymmetricPattern {
  /** Rows of the matrix, n. */
  readonly size: number;
  /** (entries) */
  readonly rows: Int32Array;
  /** (entries) */
  readonly columns: Int32Array;
}
