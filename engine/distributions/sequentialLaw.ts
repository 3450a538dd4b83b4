/** Laws of ordered categories that are climbed one after the other: stopping and continuation ratios. */
import { add, multiply, negate, subtract } from "./algebra.js";
import { isAbove, isCategory } from "./byCategory.js";
import { categoryLaw, type CategoryLaw } from "./CategoryLaw.js";
import { latentScales, type LatentScaleName } from "./latentScales.js";
import { numberedDomains, numberedNames, numberedValues } from "./numbered.js";
import type { Value } from "./Value.js";

/**
 * Categories 1..K of which each is stopped at, given that it was reached, with probability F(disc (threshold_k − eta)), as brms's
 * `sratio`, or 1 − F(disc (eta − threshold_k)), its `cratio`: the same but with cloglog. Thresholds are free. One tail is evaluated for
 * each threshold and row. Tutz 1990, Brit. J. Math. Stat. Psych. 43, 39-55.
 *
 * @param kind Which of the two
 * @param link Of F
 * @param categories K, at least 2
 */
export function sequentialLaw(kind: "sratio" | "cratio", link: LatentScaleName, categories: number): CategoryLaw {
  const scale = latentScales[link];
  const names = numberedNames("threshold", 1, categories - 1);
  return categoryLaw({
    name: `${kind}_${link}`,
    categories,
    parameters: { eta: "real", disc: "positive", ...numberedDomains(names, "real") },
    logDensity(y, values) {
      const { eta, disc } = values as { eta: Value; disc: Value };
      const steps = numberedValues(names, values).map((threshold, k) => {
        const z = multiply(disc, subtract(threshold, eta));
        const stops = isCategory(y, k + 1);
        const passes = isAbove(y, k + 1);
        const step = kind === "sratio" ? scale.logSide(z, stops) : scale.logSide(negate(z), passes);
        return multiply(add(stops, passes), step);
      });
      return steps.reduce(add);
    },
    probabilities(numbers, out) {
      const at = numbers as Readonly<Record<string, number>>;
      const { eta, disc } = numbers as { eta: number; disc: number };
      let reached = 1;
      for (let k = 0; k + 1 < categories; k += 1) {
        const z = disc * (at[names[k]!]! - eta);
        out[k] = reached * (kind === "sratio" ? scale.cdf(z) : scale.survival(-z));
        reached *= kind === "sratio" ? scale.survival(z) : scale.cdf(-z);
      }
      out[categories - 1] = reached;
    },
  });
}
