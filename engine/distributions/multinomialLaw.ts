/** The multinomial law: counts of unordered categories. */
import { add, lgamma, multiply, subtract } from "./algebra.js";
import { categoricalLaw } from "./categoricalLaw.js";
import type { CompositionLaw } from "./CompositionLaw.js";
import { drawMultinomial } from "./draw/drawMultinomial.js";
import { logSumExpOf } from "./logSumExpOf.js";
import { numberedDomains, numberedNames, numberedValues } from "./numbered.js";
import { integers } from "./Support.js";

/**
 * Counts in columns 1..K of categories with probabilities proportional to 1, e^eta2, …, e^etaK, as brms's multinomial. For draws `trials`
 * says how many there are in all; the density has them from the columns.
 *
 * @param categories K, at least 2
 * @example multinomialLaw(2).logDensity(3, { eta2: 0.4, column2: 5, trials: 8 })
 */
export function multinomialLaw(categories: number): CompositionLaw {
  const etas = numberedNames("eta", 2, categories);
  const columns = numberedNames("column", 2, categories);
  const { probabilities } = categoricalLaw(categories);
  const shares = new Float64Array(categories);
  const drawAll: CompositionLaw["drawAll"] = (rng, numbers, out) => {
    probabilities(numbers, shares);
    drawMultinomial(rng, numbers["trials"]!, shares, out);
  };
  return {
    name: "multinomial_logit",
    categories,
    parameters: { ...numberedDomains(etas, "real"), ...numberedDomains([...columns, "trials"], "count") },
    support: () => integers(0, Infinity),
    logDensity(y, values) {
      const heights = [0, ...numberedValues(etas, values)];
      const counts = [y, ...numberedValues(columns, values)];
      const total = counts.reduce(add);
      // What is of data alone is added up first: it is computed once per table.
      const ways = counts.reduce((sum, count) => subtract(sum, lgamma(add(count, 1))), lgamma(add(total, 1)));
      const kernel = counts.map((count, k) => multiply(count, heights[k]!)).reduce(add);
      return add(ways, subtract(kernel, multiply(total, logSumExpOf(heights))));
    },
    probabilities,
    drawAll,
    random(rng, numbers) {
      const out = new Float64Array(categories);
      drawAll(rng, numbers, out);
      return out[0]!;
    },
  };
}
