/** The law of unordered categories, by a predictor for each but the first. */
import { subtract } from "./algebra.js";
import { byCategory } from "./byCategory.js";
import { categoryLaw, type CategoryLaw } from "./CategoryLaw.js";
import { logSumExpOf } from "./logSumExpOf.js";
import { softmaxInto } from "./softmaxInto.js";
import { numberedDomains, numberedNames, numberedValues } from "./numbered.js";

/**
 * Categories 1..K with probabilities proportional to 1, e^eta2, …, e^etaK, as brms's categorical.
 *
 * @param categories K, at least 2
 * @example categoricalLaw(3).logDensity(1, { eta2: 0.4, eta3: -1 })
 */
export function categoricalLaw(categories: number): CategoryLaw {
  const names = numberedNames("eta", 2, categories);
  return categoryLaw({
    name: "categorical_logit",
    categories,
    parameters: numberedDomains(names, "real"),
    logDensity(y, values) {
      const heights = [0, ...numberedValues(names, values)];
      return subtract(byCategory(y, 1, heights), logSumExpOf(heights));
    },
    probabilities(numbers, out) {
      out[0] = 0;
      for (let k = 1; k < categories; k += 1) out[k] = numbers[names[k - 1]!]!;
      softmaxInto(out);
    },
  });
}
