/** Families of counts, categories and mixtures with points, with what a row of each may be told. */
import type { FamilyName, LawInputs } from "../../../../models/glmm/Family.js";

export interface Case {
  readonly inputs: LawInputs<number>;
  /** What a response may be: numbers that are all of it, and a density between where there is one. */
  readonly points: readonly number[];
  readonly density?: "positive" | "unit";
  /** Whether the information is that of the quasi-likelihood, a lower bound. */
  readonly isQuasi?: boolean;
}

const upTo = (n: number): readonly number[] => Array.from({ length: n + 1 }, (_, y) => y);
const many = upTo(400);
const thresholds = [-1.2, 0.1, 0.9];

/** By family; counts of a mean near 2 end long before 400. */
export const discreteCases: Readonly<Record<FamilyName, Case>> = {
  nbinom1: { inputs: { eta: 0.8, phi: 1.7, rate: 1.5 }, points: many, isQuasi: true },
  geometric: { inputs: { eta: 0.8, rate: 1.5 }, points: many },
  com_poisson: { inputs: { eta: 0.8, shape: 0.6 }, points: many },
  beta_binomial: { inputs: { eta: -0.4, phi: 3.2, trials: 9 }, points: upTo(9), isQuasi: true },
  zero_inflated_poisson: { inputs: { eta: 0.8, zi: 0.3, rate: 1.5 }, points: many },
  zero_inflated_negbinomial: { inputs: { eta: 0.8, shape: 2.2, zi: 0.3, rate: 1.5 }, points: many },
  zero_inflated_binomial: { inputs: { eta: -0.4, trials: 9, zi: 0.3 }, points: upTo(9) },
  zero_inflated_beta_binomial: { inputs: { eta: -0.4, phi: 3.2, trials: 9, zi: 0.3 }, points: upTo(9), isQuasi: true },
  hurdle_poisson: { inputs: { eta: 0.8, hu: 0.3, rate: 1.5 }, points: many },
  hurdle_negbinomial: { inputs: { eta: 0.8, shape: 2.2, hu: 0.3, rate: 1.5 }, points: many },
  hurdle_gamma: { inputs: { eta: 0.8, shape: 2.2, hu: 0.3 }, points: [0], density: "positive" },
  hurdle_lognormal: { inputs: { eta: 0.8, sigma: 0.6, hu: 0.3 }, points: [0], density: "positive" },
  zero_inflated_beta: { inputs: { eta: -0.4, phi: 4.1, zi: 0.3 }, points: [0], density: "unit" },
  zero_one_inflated_beta: {
    inputs: { eta: -0.4, phi: 4.1, zoi: 0.3, coi: 0.6 },
    points: [0, 1],
    density: "unit",
  },
  ordered_beta: { inputs: { eta: -0.4, phi: 4.1, cutzero: -1.5, cutone: 1.1 }, points: [0, 1], density: "unit" },
  cumulative: { inputs: { eta: 0.3, disc: 1.4, thresholds }, points: [1, 2, 3, 4] },
  sratio: { inputs: { eta: 0.3, disc: 1.4, thresholds }, points: [1, 2, 3, 4] },
  cratio: { inputs: { eta: 0.3, disc: 1.4, thresholds }, points: [1, 2, 3, 4] },
  acat: { inputs: { eta: 0.3, disc: 1.4, thresholds }, points: [1, 2, 3, 4] },
  categorical: { inputs: { eta: 0.3, etas: [0.3, -0.8] }, points: [1, 2, 3] },
};

/** Responses of several columns, which have tests of their own. */
export const compositions: readonly FamilyName[] = ["multinomial", "dirichlet", "dirichlet_multinomial"];

/** Whether a family is one of these. */
export function isDiscrete(family: FamilyName): boolean {
  return Object.hasOwn(discreteCases, family) || compositions.includes(family);
}
