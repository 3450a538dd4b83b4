/** The law of ordered categories told by the odds of neighbours. */
import { add, multiply, subtract } from "./algebra.js";
import { byCategory } from "./byCategory.js";
import { categoryLaw, type CategoryLaw } from "./CategoryLaw.js";
import { latentScales, type LatentScaleName } from "./latentScales.js";
import { logSumExpOf } from "./logSumExpOf.js";
import { softmaxInto } from "./softmaxInto.js";
import { numberedDomains, numberedNames, numberedValues } from "./numbered.js";
import type { Value } from "./Value.js";

/**
 * Categories 1..K of which each next has P(k + 1)/(P(k) + P(k + 1)) = F(disc (eta − threshold_k)), as brms's acat. Thresholds are
 * free. Agresti 2010, Analysis of Ordinal Categorical Data, 4.1.
 *
 * @param link Of F
 * @param categories K, at least 2
 */
export function acatLaw(link: LatentScaleName, categories: number): CategoryLaw {
  const scale = latentScales[link];
  const names = numberedNames("threshold", 1, categories - 1);
  return categoryLaw({
    name: `acat_${link}`,
    categories,
    parameters: { eta: "real", disc: "positive", ...numberedDomains(names, "real") },
    logDensity(y, values) {
      const { eta, disc } = values as { eta: Value; disc: Value };
      const heights: Value[] = [0];
      for (const threshold of numberedValues(names, values)) {
        const z = multiply(disc, subtract(eta, threshold));
        const logOdds = link === "logit" ? z : subtract(scale.logSide(z, 1), scale.logSide(z, 0));
        heights.push(add(heights.at(-1)!, logOdds));
      }
      return subtract(byCategory(y, 1, heights), logSumExpOf(heights));
    },
    probabilities(numbers, out) {
      const at = numbers as Readonly<Record<string, number>>;
      const { eta, disc } = numbers as { eta: number; disc: number };
      out[0] = 0;
      for (let k = 1; k < categories; k += 1) {
        const z = disc * (eta - at[names[k - 1]!]!);
        const logOdds = link === "logit" ? z : (scale.logSide(z, 1) as number) - (scale.logSide(z, 0) as number);
        out[k] = out[k - 1]! + logOdds;
      }
      softmaxInto(out);
    },
  });
}
