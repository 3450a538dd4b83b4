/** What may stand between the parentheses of a prior. */

/** A number, `TRUE`, several numbers `c(1, 2)`, or `NULL`. */
export type PriorArgument = number | boolean | readonly number[] | null;
