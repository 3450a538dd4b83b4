/** Formulas of one model that cannot stand beside each other. */
import { UserError } from "../../engine/core/UserError.js";
import type { Formula } from "../formula/Formula.js";
import { formulaError } from "../formula/formulaError.js";

/** @throws UserError for two formulas of one parameter, and for one of sigma where the standard errors are known. */
export function refuseFormulaClashes(formulas: readonly Formula[]): void {
  refuseRepeats(formulas);
  refuseFixedSigma(formulas);
}

function refuseRepeats(formulas: readonly Formula[]): void {
  const seen = new Set<string>();
  for (const { parameter } of formulas) {
    if (seen.has(parameter)) throw new UserError(`there are two formulas for ${parameter}; put their terms into one.`);
    seen.add(parameter);
  }
}

/** Known standard errors are all there is of sigma, so that its formula would say nothing. */
function refuseFixedSigma(formulas: readonly Formula[]): void {
  const fixed = formulas[0]!.response?.additions.find(({ kind, sigma }) => kind === "se" && !sigma);
  if (!fixed || !formulas.some(({ parameter }) => parameter === "sigma")) return;
  const { start, end } = fixed.expression.span;
  throw formulaError(
    formulas[0]!.text,
    fixed.span,
    `${fixed.source} fixes the residual sd, but sigma has a formula: write se(${formulas[0]!.text.slice(start, end)}, sigma = TRUE) to ` +
      `add sigma, or leave its formula out.`,
  );
}
