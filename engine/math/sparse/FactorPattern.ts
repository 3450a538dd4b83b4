/** Where the Cholesky factor of a sparse matrix has its entries, and how they follow from one another. */

/** Lengths from which those of all parts of a factor follow. */
export interface FactorSizes {
  /** Rows of the matrix, n. */
  readonly size: number;
  /** Places of one triangle of A that may hold something other than 0. */
  readonly entries: number;
  /** The same of the factor L. */
  readonly factorEntries: number;
}

/**
 * What a factorisation needs to know of L with L Lᵀ = P A Pᵀ. Rows and columns of L are numbered by the order of elimination
 * ("permuted"); its entries lie column by column, in each column by row, so that the diagonal comes first.
 */
export interface FactorStructure extends FactorSizes {
  /** Place of each column's diagonal entry, and the end of the last. (n + 1) */
  readonly columnStart: Int32Array;
  /** Permuted row of each entry of L. (factorEntries) */
  readonly rowIndex: Int32Array;
  /** Place in L at which each entry of A belongs. (entries) */
  readonly entryTarget: Int32Array;
  /** Where each row's entries left of the diagonal begin among all of them, and the end of the last. (n + 1) */
  readonly rowStart: Int32Array;
  /** Places of the entries left of the diagonal, row by row. (factorEntries − n) */
  readonly rowPlaces: Int32Array;
  /** Their columns. (factorEntries − n) */
  readonly rowColumns: Int32Array;
  /**
   * From which place on the entries of each column are aligned. (n) An entry L_jk begins a tail of column k, from row j on, that
   * changes column j. It is aligned if the tail's rows are the first rows of column j, so that none need to be looked up, and
   * if this holds for all entries below it.
   */
  readonly alignedStart: Int32Array;
  /** Where the entries of each row that are not aligned begin, which come after those that are. (n) */
  readonly othersStart: Int32Array;
  /** Where the runs of each row begin: aligned entries with equally long tails; and the end of the last. (n + 1) */
  readonly runStart: Int32Array;
  /** Where each run ends among the entries left of the diagonal, followed by zeros. (factorEntries − n) */
  readonly runEnds: Int32Array;
  /** Lengths of the tails of each run, followed by zeros. (factorEntries − n) */
  readonly runLengths: Int32Array;
}

/** The structure with the order of elimination and the cost. */
export interface FactorPattern extends FactorStructure {
  /** order[k] is the row of A that is eliminated as the k-th. (n) */
  readonly order: Int32Array;
  /** Multiplications with subtraction that a factorisation takes. */
  readonly operations: number;
}
