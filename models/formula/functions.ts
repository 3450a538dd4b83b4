/** The functions of columns that a formula may call: names and numbers of arguments; the design evaluates them. */

export interface FormulaFunction {
  /** Least and greatest number of arguments. */
  readonly arity: readonly [least: number, most: number];
  /** What it gives, in words for messages and documents. */
  readonly words: string;
}

const one: readonly [number, number] = [1, 1];
const two: readonly [number, number] = [2, 2];

/** A map, not an object, since names come from formulas. The order is that of messages. */
export const FORMULA_FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map<string, FormulaFunction>([
  ["log", { arity: one, words: "natural logarithm" }],
  ["log2", { arity: one, words: "logarithm to base 2" }],
  ["log10", { arity: one, words: "logarithm to base 10" }],
  ["log1p", { arity: one, words: "natural logarithm of 1 + x" }],
  ["exp", { arity: one, words: "exponential" }],
  ["expm1", { arity: one, words: "exponential minus 1" }],
  ["sqrt", { arity: one, words: "square root" }],
  ["sin", { arity: one, words: "sine of radians" }],
  ["cos", { arity: one, words: "cosine of radians" }],
  ["abs", { arity: one, words: "absolute value" }],
  ["sign", { arity: one, words: "-1, 0 or 1" }],
  ["round", { arity: one, words: "nearest whole number, halves to the even one" }],
  ["floor", { arity: one, words: "greatest whole number not above" }],
  ["ceiling", { arity: one, words: "least whole number not below" }],
  ["scale", { arity: one, words: "minus the mean, over the standard deviation, of the fitted rows" }],
  ["center", { arity: one, words: "minus the mean of the fitted rows" }],
  ["min", { arity: two, words: "the smaller of two, row by row" }],
  ["max", { arity: two, words: "the larger of two, row by row" }],
  ["pmin", { arity: two, words: "the smaller of two, row by row, as R names it" }],
  ["pmax", { arity: two, words: "the larger of two, row by row, as R names it" }],
  ["ifelse", { arity: [3, 3], words: "the second where the first is not 0, elsewhere the third" }],
]);
