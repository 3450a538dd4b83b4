/** How large a formula may be: far above what a person writes, far below what would hold a machine up. */

/** Characters of a formula's text. */
export const MOST_CHARACTERS = 100_000;
/** Parentheses, calls and signs within one another. */
export const MOST_NESTED = 200;
/** Terms of a predictor after `*`, `/` and `^` are written out. */
export const MOST_TERMS = 2_000;
/** Products of two terms formed on the way there; most of them may be the same. */
export const MOST_PRODUCTS = 100_000;
/** Group-level terms of a predictor. */
export const MOST_GROUPS = 200;
/** Variables of one interaction. */
export const MOST_VARIABLES = 20;
/** Columns, numbers and operations of one expression. */
export const MOST_PARTS = 1_000;
/** Degree of a polynomial. */
export const HIGHEST_DEGREE = 20;
