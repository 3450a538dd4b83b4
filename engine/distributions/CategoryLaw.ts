/** A law of categories, which are numbered from 1. */
import type { Rng } from "../core/Rng.js";
import type { Law, Numbers, Values } from "./Law.js";
import { exp } from "../math/exp.js";
import { integers } from "./Support.js";

/** A law of one of a number of categories, 1, 2, …, each of which may be asked for its probability. */
export interface CategoryLaw<P extends string = string> extends Law<P> {
  readonly categories: number;
  /** Writes the probability of each category; they sum to 1 but for rounding. */
  probabilities(numbers: Numbers<P>, out: Float64Array): void;
}

/** What a law of categories is made of: everything follows from its log density. */
export type CategoryDensity<P extends string> = Pick<Law<P>, "name" | "parameters" | "logDensity"> & {
  readonly categories: number;
  /** All probabilities together, where that is less work than one after the other. */
  probabilities?(numbers: Numbers<P>, out: Float64Array): void;
};

/** A law of categories, drawn by inversion. */
export function categoryLaw<P extends string>(density: CategoryDensity<P>): CategoryLaw<P> {
  const { categories } = density;
  const probabilities =
    density.probabilities ??
    ((numbers: Numbers<P>, out: Float64Array): void => {
      for (let k = 0; k < categories; k += 1) out[k] = exp(density.logDensity(k + 1, numbers as Values<P>) as number);
    });
  const drawn = new Float64Array(categories);
  return {
    ...density,
    support: () => integers(1, categories),
    probabilities,
    random(rng: Rng, numbers) {
      probabilities(numbers, drawn);
      let u = rng.uniform();
      for (let k = 1; k < categories; k += 1) {
        u -= drawn[k - 1]!;
        if (u <= 0) return k;
      }
      return categories;
    },
  };
}
