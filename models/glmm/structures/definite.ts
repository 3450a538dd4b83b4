/** When a symmetric matrix counts as positive definite, for covariances and precisions alike. */

/** What a pivot of a Cholesky factor keeps of the diagonal entry, at the least: less is what rounding may leave of 0. */
const leastPivot = 1e-10;

/** Eigenvalues that differ from 0 by less than this of the largest one may be 0. */
const rounding = 1e-8;

export const definite = {
  /** Whether a pivot is safely above 0; false for NaN. */
  pivot: (pivot: number, diagonal: number): boolean => pivot > leastPivot * diagonal && pivot < Infinity,
  /** Whether an eigenvalue is 0 but for rounding. */
  isRounding: (smallest: number, largest: number): boolean => smallest > -rounding * largest,
  /** Three digits. */
  shown: (value: number): string => String(Number(value.toPrecision(3))),
};
