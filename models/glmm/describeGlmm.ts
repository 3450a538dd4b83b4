/** A GLMM in lines that a statistician reads. */
import type { ModelDescription } from "../../engine/core/Model.js";
import type { GlmmDeclaration } from "./Declaration.js";
import type { Frame } from "./Frame.js";
import type { ResolvedPrior } from "./Prior.js";
import { priorSummary, priorText } from "./priors/priorSummary.js";

/** Formula, family, sizes, and the prior of every parameter. */
export function describeGlmm(
  { declaration, title }: { readonly declaration: GlmmDeclaration; readonly title: string | undefined },
  frame: Frame,
  priors: readonly ResolvedPrior[],
): ModelDescription {
  const { formulas, family, priorOnly } = declaration;
  const groups = frame.groups.map(
    ({ parameter, group, levels, coefficients, correlated, parametrisation }) =>
      `${parameter === "mu" ? "" : `${parameter}, `}${group}: ${levels.length} levels, ${coefficients.join(", ")}` +
      `${coefficients.length > 1 ? (correlated ? ", correlated" : ", uncorrelated") : ""}` +
      `${parametrisation === "centred" ? ", centred" : ""}`,
  );
  return {
    title: title ?? formulas[0]!,
    lines: [
      ...formulas,
      `family ${family}, ${frame.rows} rows`,
      ...groups,
      ...priorText(priorSummary(priors)).split("\n"),
      ...(priorOnly ? ["the likelihood is left out: draws are from the prior"] : []),
    ],
  };
}
