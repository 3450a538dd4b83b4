/** A GLMM in lines that a statistician reads. */
import type { ModelDescription } from "../../engine/core/Model.js";
import type { GlmmDeclaration } from "./Declaration.js";
import type { Frame } from "./Frame.js";
import type { ResolvedPrior } from "./Prior.js";
import { priorSummary, priorText } from "./priors/priorSummary.js";
import { relatedText } from "./relatedText.js";
import { sumOf } from "./rowWeights.js";

/** Formula, family, sizes, and the prior of every parameter. */
export function describeGlmm(
  { declaration, title }: { readonly declaration: GlmmDeclaration; readonly title: string | undefined },
  frame: Frame,
  priors: readonly ResolvedPrior[],
): ModelDescription {
  const { formulas, family, priorOnly } = declaration;
  const groups = frame.groups.map(
    ({ parameter, group, levels, coefficients, correlated, parametrisation, ...term }) =>
      `${parameter === "mu" ? "" : `${parameter}, `}${group}: ${levels.length} levels${relatedText(term)}, ${coefficients.join(", ")}` +
      `${coefficients.length > 1 ? (correlated ? ", correlated" : ", uncorrelated") : ""}` +
      `${parametrisation === "centred" ? ", centred" : ""}`,
  );
  return {
    title: title ?? formulas[0]!,
    lines: [
      ...formulas,
      `family ${family}, ${frame.rows} rows`,
      ...weightLines(frame),
      ...groups,
      ...structureLines(frame),
      ...priorText(priorSummary(priors)).split("\n"),
      ...(priorOnly ? ["the likelihood is left out: draws are from the prior"] : []),
    ],
  };
}

/** What was done with trees and matrices, each said once; notes name what they are of. */
function structureLines({ groups }: Frame): string[] {
  const structures = new Set(groups.flatMap(({ related }) => (related ? [related.structure] : [])));
  return [...structures].flatMap(({ notes }) => notes);
}

/** What weights were taken to mean; of frequencies also what they add up to, which tells when they are something else. */
function weightLines({ rows, response }: Frame): string[] {
  const weights = response?.weights;
  if (!weights) return [];
  const { meaning, values } = weights;
  if (meaning === "precision") return ["weights of precision: the residual variance of a row is sigma²/weight"];
  if (meaning === "sampling") {
    return [`weights of sampling: scaled to add up to ${rows}, the number of rows; intervals are not design-based`];
  }
  const total = Number(sumOf(values).toPrecision(6));
  const fractions = values.every(Number.isInteger) ? "" : ", not all of them whole numbers";
  return [`weights of frequency: ${rows} rows stand for ${total}${fractions}`];
}
