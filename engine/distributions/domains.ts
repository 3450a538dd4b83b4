/** What a parameter of a law may be. */

export type Domain = "real" | "positive" | "nonnegative" | "probability" | "count";

/** Each domain as a test of a number, and in words for messages. */
export const domains: Readonly<Record<Domain, { readonly test: (x: number) => boolean; readonly words: string }>> = {
  real: { test: (x) => Number.isFinite(x), words: "a finite number" },
  positive: { test: (x) => x > 0 && x < Infinity, words: "a finite number above 0" },
  nonnegative: { test: (x) => x >= 0 && x < Infinity, words: "a finite number, 0 or above" },
  probability: { test: (x) => x >= 0 && x <= 1, words: "a probability from 0 to 1" },
  count: { test: (x) => Number.isInteger(x) && x >= 0, words: "a whole number, 0 or above" },
};
