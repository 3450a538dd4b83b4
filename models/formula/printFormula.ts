/** A formula in plain lines, for a person to check that it says what was meant. */
import { expressionText } from "./expressionText.js";
import type { Addition, Formula, GroupFormula, PredictorFormula } from "./Formula.js";
import { termText } from "./formulaText.js";
import { STRUCTURES } from "./relatedGrouping.js";
import { nameText } from "./sourceOf.js";
import { WEIGHTINGS } from "./weightsOf.js";

const INTERCEPTS: Record<PredictorFormula["intercept"], string> = {
  centred: "yes, of centred columns",
  coefficient: "yes, as a coefficient of class b; columns are not centred",
  none: "no",
};

/**
 * What a formula says, one line for each part, each line a label and words.
 *
 * @example
 * printFormula(parseFormula("incidence | trials(size) ~ period + (1 + period || herd)"))
 * // response:     incidence
 * // trials:       size
 * // intercept:    yes, of centred columns
 * // terms:        period
 * // groups:       each herd has its own intercept and effect of period, uncorrelated
 */
export function printFormula({ parameter, response, predictor }: Formula): string {
  const lines: (readonly [label: string, words: string])[] = response
    ? [["response", [response.expression, ...(response.columns ?? [])].map(expressionText).join(", ")]]
    : [["parameter", parameter]];
  for (const addition of response?.additions ?? []) {
    const ends = addition.kind === "trunc" ? "" : expressionText(addition.expression);
    lines.push([LABELS[addition.kind], ends + additionWords(addition)]);
  }
  lines.push(["intercept", INTERCEPTS[predictor.intercept]]);
  lines.push(["terms", predictor.terms.map(termText).join(", ") || "none"]);
  for (const { expression } of predictor.offsets) lines.push(["offset", expressionText(expression)]);
  for (const group of predictor.groups) lines.push(["groups", groupWords(group)]);
  return lines.map(([label, words]) => `${`${label}:`.padEnd(WIDTH)}${words}`).join("\n");
}

const LABELS = {
  trials: "trials",
  se: "known errors",
  rate: "rate per",
  weights: "weights",
  cens: "censored",
  trunc: "truncated",
} as const;
const WIDTH = 14;

function additionWords({ kind, sigma, weighting, lower, upper }: Addition): string {
  if (kind === "trunc") {
    return [
      ...(lower ? [`from ${expressionText(lower)}`] : []),
      ...(upper ? [`up to ${expressionText(upper)}`] : []),
    ].join(" ");
  }
  if (kind === "cens") return upper ? `, intervals up to ${expressionText(upper)}` : "";
  if (kind === "se") return sigma ? ", beside sigma" : ", in place of sigma";
  return weighting ? `, of ${weighting}: ${WEIGHTINGS.get(weighting)!}` : "";
}

function groupWords({ grouping, structure, intercept, terms, correlated }: GroupFormula): string {
  const slopes = terms.map(termText);
  const effects = [
    ...(intercept ? ["intercept"] : []),
    ...(slopes.length > 0 ? [`effect${slopes.length > 1 ? "s" : ""} of ${listed(slopes)}`] : []),
  ];
  const several = slopes.length > 0 && (intercept || slopes.length > 1);
  const correlation = several ? (correlated ? ", correlated" : ", uncorrelated") : "";
  const names = grouping.map(nameText);
  const level = names.length === 1 ? `each ${names[0]}` : `each combination of ${listed(names)}`;
  const related = structure
    ? `, related by the ${STRUCTURES.get(structure.kind)!.words} ${nameText(structure.name)}`
    : "";
  return `${level} has its own ${effects.join(" and ")}${correlation}${related}`;
}

/** "a, b and c" */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}
