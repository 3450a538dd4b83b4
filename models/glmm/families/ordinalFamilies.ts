/** Ordered categories: one predictor, and thresholds in place of its intercept, as in brms. */
import { acatLaw } from "../../../engine/distributions/acatLaw.js";
import type { CategoryLaw } from "../../../engine/distributions/CategoryLaw.js";
import { cumulativeLaw } from "../../../engine/distributions/cumulativeLaw.js";
import type { LatentScaleName } from "../../../engine/distributions/latentScales.js";
import { sequentialLaw } from "../../../engine/distributions/sequentialLaw.js";
import type { Value } from "../../../engine/distributions/Value.js";
import type { Auxiliary, FamilyRow, LawInputs, Link } from "../Family.js";
import { informationOf, momentsOf } from "./categoryQuestions.js";

/** How sharply categories are told apart, the inverse of the latent sd; 1 unless it has a formula. */
const disc: Auxiliary = {
  name: "disc",
  link: "log",
  lower: 0,
  upper: Infinity,
  fixed: 1,
  interceptPriorOfBrms: "normal(0, 1)",
};

function ordinalFamily(
  name: string,
  thresholds: "ordered" | "free",
  makeLaw: (link: LatentScaleName, size: number) => CategoryLaw,
): FamilyRow {
  const made = new Map<string, CategoryLaw>();
  const lawOf = (link: Link, size: number): CategoryLaw => {
    const key = `${link.name} ${size}`;
    const law = made.get(key) ?? makeLaw(link.name as LatentScaleName, size);
    made.set(key, law);
    return law;
  };
  const lawFor = (inputs: LawInputs, link: Link): CategoryLaw => lawOf(link, inputs.thresholds!.length + 1);
  return {
    name,
    links: ["logit", "probit", "cloglog", "cauchit"],
    auxiliaries: [disc],
    additions: [],
    mean: "unit",
    outcome: "ordinal",
    responseWords: "a whole number, 1 or above",
    isResponse: (y) => Number.isInteger(y) && y >= 1,
    categories: {
      kind: "ordinal",
      thresholds,
      probabilities: (inputs, link, out) => lawFor(inputs, link).probabilities(valuesOf(inputs), out),
    },
    law: (link, size = 2) => lawOf(link, size),
    values: valuesOf,
    expectation: (inputs, link) => momentsOf(lawFor(inputs, link), valuesOf(inputs)).mean,
    variance: (inputs, link) => momentsOf(lawFor(inputs, link), valuesOf(inputs)).variance,
    information: (inputs, link) => informationOf(lawFor(inputs, link), valuesOf(inputs), "eta"),
  };
}

function valuesOf<V extends Value>({ eta, disc: sharpness, thresholds }: LawInputs<V>): Record<string, V> {
  const values: Record<string, V> = { eta, disc: sharpness ?? (1 as V) };
  thresholds!.forEach((threshold, k) => (values[`threshold${k + 1}`] = threshold));
  return values;
}

export const cumulativeFamily = ordinalFamily("cumulative", "ordered", cumulativeLaw);
export const sratioFamily = ordinalFamily("sratio", "free", (link, size) => sequentialLaw("sratio", link, size));
export const cratioFamily = ordinalFamily("cratio", "free", (link, size) => sequentialLaw("cratio", link, size));
export const acatFamily = ordinalFamily("acat", "free", acatLaw);
