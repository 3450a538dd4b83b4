/** Which factors of which terms are coded by contrasts and which by all their levels: R's rule. */

/** A term by the numbers of its variables, ascending. */
export type TermPattern = readonly number[];

export type Coding = "contrasts" | "all levels";

/**
 * The coding of each variable of each term (of numbers it has no meaning). A variable v of a term T is coded by contrasts if
 * T without v is empty or lies within a term before T, by all levels otherwise; without an intercept the first factor of the
 * first term with one gets all its levels. Chambers & Hastie (1992), Statistical Models in S, page 38, as R has it.
 *
 * @param isFactor whether a variable is a factor
 * @example
 * // f + f:g of two factors: g has no main effect, so its contrasts are within each level of f
 * codingOfTerms([[0], [0, 1]], () => true, true) // [["contrasts"], ["all levels", "contrasts"]]
 */
export function codingOfTerms(
  terms: readonly TermPattern[],
  isFactor: (variable: number) => boolean,
  intercept: boolean,
): Coding[][] {
  const codings = terms.map((term, t) =>
    term.map((variable): Coding => {
      const margin = term.filter((other) => other !== variable);
      const isPresent = (other: TermPattern) => margin.every((one) => other.includes(one));
      return margin.length === 0 || terms.slice(0, t).some(isPresent) ? "contrasts" : "all levels";
    }),
  );
  if (intercept) return codings;
  const first = terms.findIndex((term) => term.some(isFactor));
  if (first >= 0) codings[first]![terms[first]!.findIndex(isFactor)] = "all levels";
  return codings;
}
