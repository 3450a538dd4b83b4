/** That effects of single rows and sigma are the same to the data. */
import type { Warning } from "../../engine/core/Warning.js";
import { scaleDraw } from "./drawNames.js";
import type { Family } from "./Family.js";
import type { Frame, GroupTerm } from "./Frame.js";

/**
 * Of a gaussian response with identity link whose sigma is estimated, a plain intercept by groups that have one row each: the rows know
 * sigma² + sd² and nothing of each. Known standard errors without sigma, a formula of sigma, weights and related levels tell them apart.
 */
export function rowEffectsWarning({ rows, response, predictors, groups }: Frame, family: Family): readonly Warning[] {
  const isOneSigma =
    family.name === "gaussian" &&
    predictors[0]!.link === "identity" &&
    predictors.every(({ parameter }) => parameter !== "sigma") &&
    (response?.se === undefined || response.se.sigma) &&
    response?.weights === undefined;
  if (!isOneSigma) return [];
  return groups.filter((term) => isByRow(term, rows)).map((term) => warningOf(term, response?.se !== undefined));
}

function isByRow({ parameter, levels, coefficients, columns, related }: GroupTerm, rows: number): boolean {
  const isPlain = coefficients.length === 1 && columns[0] === undefined && related === undefined;
  return parameter === "mu" && isPlain && levels.length === rows;
}

function warningOf(term: GroupTerm, hasSe: boolean): Warning {
  const { grouping, coefficients } = term;
  const sd = scaleDraw(term, coefficients[0]!);
  const mend = hasSe ? `Leave (1 | ${grouping}) out, or sigma out of se()` : `Leave (1 | ${grouping}) out`;
  const text =
    `"${grouping}" has as many levels as there are rows, so that the data cannot tell ${sd} from sigma: they know the sum of the two ` +
    `variances, and only the priors divide it. ${mend}.`;
  return { cause: "levels_are_rows", variables: [sd, "sigma"], text };
}
