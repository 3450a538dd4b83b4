/** The cumulative law of ordered categories: which of the intervals between thresholds a latent number falls into. */
import { add, atLeast, log1mexp, multiply, negate, subtract } from "./algebra.js";
import { byCategory, isCategory } from "./byCategory.js";
import { categoryLaw, type CategoryLaw } from "./CategoryLaw.js";
import { latentScales, type LatentScaleName } from "./latentScales.js";
import { numberedDomains, numberedNames, numberedValues } from "./numbered.js";
import { isNumber, type Value } from "./Value.js";

/** Thresholds that are equal as doubles are told apart by this, so that the category between keeps a logarithm. */
const LEAST_GAP = 1e-300;

/**
 * P(Y ≤ k) = F(disc (threshold_k − eta)) of categories 1..K, as brms's cumulative. Thresholds must ascend; parameters are eta, disc and
 * threshold1..threshold{K − 1}. One interval is evaluated by row, from the thresholds at its ends, without a difference of
 * probabilities. McCullagh 1980, JRSS B 42, 109-142.
 *
 * @param link Of F: logistic, normal, least extreme value or Cauchy
 * @param categories K, at least 2
 * @example cumulativeLaw("logit", 3).logDensity(2, { eta: 0.4, disc: 1, threshold1: -1, threshold2: 1.5 })
 */
export function cumulativeLaw(link: LatentScaleName, categories: number): CategoryLaw {
  const scale = latentScales[link];
  const names = numberedNames("threshold", 1, categories - 1);
  return categoryLaw({
    name: `cumulative_${link}`,
    categories,
    parameters: { eta: "real", disc: "positive", ...numberedDomains(names, "real") },
    logDensity(y, values) {
      const { eta, disc } = values as { eta: Value; disc: Value };
      const thresholds = numberedValues(names, values);
      const at = (threshold: Value): Value => multiply(disc, subtract(threshold, eta));
      const gaps = thresholds.slice(1).map((upper, k) => atLeast(subtract(upper, thresholds[k]!), LEAST_GAP));
      return scale.logMass({
        low: at(byCategory(y, 2, thresholds)),
        high: at(byCategory(y, 1, thresholds)),
        gap: multiply(disc, byCategory(y, 1, [1, ...gaps, 1])),
        logGap: logGapOf(y, disc, gaps),
        isLowest: isCategory(y, 1),
        isHighest: isCategory(y, categories),
      });
    },
    probabilities(numbers, out) {
      const at = numbers as Readonly<Record<string, number>>;
      const { eta, disc } = numbers as { eta: number; disc: number };
      let [low, below, above] = [-Infinity, 0, 1];
      for (let k = 0; k < categories; k += 1) {
        const isLast = k + 1 === categories;
        const high = isLast ? Infinity : Math.min(Math.max(disc * (at[names[k]!]! - eta), -1e300), 1e300);
        const cdf = isLast || low > 0 ? 1 : scale.cdf(high);
        const survival = isLast ? 0 : high > 0 ? scale.survival(high) : 1;
        // Between two ends above the middle the upper tails have the digits.
        out[k] = low > 0 ? above - survival : cdf - below;
        [low, below, above] = [high, cdf, survival];
      }
    },
  });
}

/** ln(1 − e^−gap) of the row's category, 0 of the first and last: one for each category where rows share them. */
function logGapOf(y: Value, disc: Value, gaps: readonly Value[]): Value {
  const logOf = (gap: Value): Value => log1mexp(negate(atLeast(multiply(disc, gap), LEAST_GAP)));
  if (isNumber(y)) return gaps[y - 2] === undefined ? 0 : logOf(gaps[y - 2]!);
  if ([disc, ...gaps].every((value) => isNumber(value) || value.size === 1)) return byCategory(y, 2, gaps.map(logOf));
  const isBetween = gaps.map((_, k) => isCategory(y, k + 2)).reduce<Value>(add, 0);
  if (isNumber(isBetween)) return 0;
  // Where there is no gap any number will do.
  return multiply(isBetween, logOf(add(byCategory(y, 2, gaps), subtract(1, isBetween))));
}
