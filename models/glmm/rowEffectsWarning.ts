/** That effects of single rows are the same to the data as what else varies from row to row. */
import type { Warning } from "../../engine/core/Warning.js";
import { scaleDraw } from "./drawNames.js";
import type { Family } from "./Family.js";
import type { Frame, GroupTerm } from "./Frame.js";

/** Families of one sigma for a normal law, of the response or its logarithm. */
const normal: ReadonlySet<string> = new Set(["gaussian", "lognormal"]);

/**
 * A plain intercept by groups that have one row each, which the data do not tell. Of a normal response with identity link whose sigma is
 * estimated, the rows know sigma² + sd² and nothing of each; known standard errors without sigma, a formula of sigma, weights and related
 * levels tell them apart. Of a response of single trials they know nothing but the mean, whatever the effect's standard deviation.
 */
export function rowEffectsWarning(frame: Frame, family: Family): readonly Warning[] {
  const isSigma = isOneSigma(frame, family);
  if (!isSigma && !isOneTrial(frame, family)) return [];
  const { rows, response, groups } = frame;
  return groups
    .filter((term) => isByRow(term, rows))
    .map((term) => (isSigma ? besideSigma(term, response?.se !== undefined) : ofOneTrial(term)));
}

function isOneSigma({ response, predictors }: Frame, family: Family): boolean {
  return (
    normal.has(family.name) &&
    predictors[0]!.link === "identity" &&
    predictors.every(({ parameter }) => parameter !== "sigma") &&
    (response?.se === undefined || response.se.sigma) &&
    response?.weights === undefined
  );
}

function isOneTrial({ response }: Frame, { name }: Family): boolean {
  return name === "bernoulli" || (name === "binomial" && response?.trials?.every((trials) => trials <= 1) === true);
}

function isByRow({ parameter, levels, coefficients, columns, related }: GroupTerm, rows: number): boolean {
  const isPlain = coefficients.length === 1 && columns[0] === undefined && related === undefined;
  return parameter === "mu" && isPlain && levels.length === rows;
}

function besideSigma(term: GroupTerm, hasSe: boolean): Warning {
  const { grouping, coefficients } = term;
  const sd = scaleDraw(term, coefficients[0]!);
  const mend = hasSe ? `Leave (1 | ${grouping}) out, or sigma out of se()` : `Leave (1 | ${grouping}) out`;
  const text =
    `"${grouping}" has as many levels as there are rows, so that the data cannot tell ${sd} from sigma: they know the sum of the two ` +
    `variances, and only the priors divide it. ${mend}.`;
  return { cause: "levels_are_rows", variables: [sd, "sigma"], text };
}

function ofOneTrial(term: GroupTerm): Warning {
  const { grouping, coefficients } = term;
  const sd = scaleDraw(term, coefficients[0]!);
  const text =
    `"${grouping}" has as many levels as there are rows, each of one trial: a single success or failure tells of its mean alone, so that ` +
    `${sd} is what its prior says, and the coefficients grow with it. Leave (1 | ${grouping}) out.`;
  return { cause: "levels_are_rows", variables: [sd], text };
}
