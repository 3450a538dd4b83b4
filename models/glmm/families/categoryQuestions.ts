/** Answers that all families of categories have in common, from the law of their categories. */
import type { CategoryLaw } from "../../../engine/distributions/CategoryLaw.js";
import { exp } from "../../../engine/math/exp.js";

type Numbers = Readonly<Record<string, number>>;

/** Mean number of a category, numbered from 1, and the variance of the number. */
export function momentsOf(law: CategoryLaw, numbers: Numbers): { readonly mean: number; readonly variance: number } {
  const shares = new Float64Array(law.categories);
  law.probabilities(numbers, shares);
  const mean = shares.reduce((sum, share, k) => sum + share * (k + 1), 0);
  const variance = shares.reduce((sum, share, k) => sum + share * (k + 1 - mean) * (k + 1 - mean), 0);
  return { mean, variance };
}

/** Expected square of the score by one of the numbers, from central differences of log probabilities, good to about 1e-9. */
export function informationOf(law: CategoryLaw, numbers: Numbers, name: string): number {
  const h = 1e-4;
  const at = (category: number, by: number): number =>
    law.logDensity(category, { ...numbers, [name]: numbers[name]! + by }) as number;
  let sum = 0;
  for (let k = 1; k <= law.categories; k += 1) {
    const probability = exp(at(k, 0));
    if (probability === 0) continue;
    const score = (8 * (at(k, h) - at(k, -h)) - (at(k, 2 * h) - at(k, -2 * h))) / (12 * h);
    sum += probability * score * score;
  }
  return sum;
}
