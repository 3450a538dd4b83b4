/** What an exponentiated coefficient is a ratio of, by family and link. */
import type { LinkName } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { isOfLogarithm } from "../variance/latentScale.js";

/** The name of a ratio, and what it is in a sentence. */
export interface RatioKind {
  readonly name: string;
  readonly words: string;
}

/** What the logit is of, where it is not that of a mean or a success. */
const odds: ReadonlyMap<string, string> = new Map([
  ["cumulative", "of a response above any given category"],
  ["sratio", "of going beyond a category that was reached"],
  ["cratio", "of going beyond a category that was reached"],
  ["acat", "of the next category against the one before it"],
]);

/**
 * The ratio that e to a coefficient of a location parameter is; undefined where effects are not multiplicative. Of nominal responses and of
 * compositions each category after the first has a parameter, whose predictor is a log odds, or a log ratio of shares, against the first.
 */
export function locationRatio({
  family,
  link,
  frame,
}: Pick<FittedGlmm, "family" | "link" | "frame">): RatioKind | undefined {
  const { name, outcome, categories } = family;
  if (isOfLogarithm({ family, link })) {
    const of = name === "hurdle_lognormal" ? "positive responses" : "responses";
    return {
      name: "ratio of medians",
      words: `the median of ${of} is multiplied by it, and the mean too at equal sigma`,
    };
  }
  // A category, or a column, of its own against the first.
  if (categories !== undefined && categories.kind !== "ordinal") {
    const first = frame.response?.categories?.[0] ?? "the first category";
    return name === "dirichlet"
      ? { name: "ratio of shares", words: `the expected share of a category over that of ${first} is multiplied by it` }
      : { name: "odds ratio", words: `the odds of a category against ${first} are multiplied by it` };
  }
  // With a discrimination by row the log odds change by disc times the coefficient, which differs from row to row.
  if (categories !== undefined && frame.predictors.some(({ parameter }) => parameter === "disc")) return undefined;
  if (link.name === "logit") {
    const isTrial = outcome === "binary" || outcome === "bounded";
    const of = odds.get(name) ?? (isTrial ? "of a success" : "of the mean, m/(1 − m),");
    return { name: "odds ratio", words: `the odds ${of} are multiplied by it` };
  }
  if (link.name === "cloglog" && categories === undefined && (outcome === "binary" || outcome === "bounded")) {
    return {
      name: "hazard ratio",
      words: "the rate of the event, of which the response says whether it happened, is multiplied by it",
    };
  }
  if (link.name !== "log" || categories !== undefined) return undefined;
  if (name === "cox") return { name: "hazard ratio", words: "the hazard is multiplied by it" };
  if (outcome === "count") {
    const before = name.startsWith("zero_inflated_")
      ? ", extra zeros apart,"
      : name.startsWith("hurdle_")
        ? " before its zeros are cut off"
        : "";
    return { name: "rate ratio", words: `the expected count${before} is multiplied by it` };
  }
  if (outcome === "binary" || outcome === "bounded") {
    return { name: "risk ratio", words: "the probability of a success is multiplied by it" };
  }
  return { name: "ratio of means", words: "the expected response is multiplied by it" };
}

/** The same of another distributional parameter by the link of its formula. */
export function auxiliaryRatio(parameter: string, link: LinkName): RatioKind | undefined {
  if (link === "log") return { name: `ratio of ${parameter}`, words: `${parameter} is multiplied by it` };
  if (link === "logit")
    return {
      name: `odds ratio of ${parameter}`,
      words: `the odds ${parameter}/(1 − ${parameter}) are multiplied by it`,
    };
  return undefined;
}
