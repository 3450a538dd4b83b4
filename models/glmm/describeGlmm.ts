/** A GLMM in lines that a statistician reads. */
import type { ModelDescription } from "../../engine/core/Model.js";
import type { GlmmDeclaration } from "./Declaration.js";
import type { FrameEncoder } from "./design/frameOf.js";
import type { ResolvedPrior } from "./Prior.js";
import { priorSummary, priorText } from "./priors/priorSummary.js";

/** Products of cells beyond which nobody looks whether columns follow from others: a second's worth. */
const mostProducts = 200_000_000;

/** Formula, family, sizes, the prior of every parameter, and which of them have nothing else to tell them. */
export function describeGlmm(
  { declaration, title }: { readonly declaration: GlmmDeclaration; readonly title: string | undefined },
  encoder: FrameEncoder,
  priors: readonly ResolvedPrior[],
): ModelDescription {
  const { formulas, family, priorOnly } = declaration;
  const { frame } = encoder;
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
      ...aliasedLine(encoder),
      ...(priorOnly ? ["the likelihood is left out: draws are from the prior"] : []),
    ],
  };
}

/** As R's lm says by NA: here such a coefficient has its prior, spread over the columns that say the same. */
function aliasedLine(encoder: FrameEncoder): string[] {
  const products = encoder.frame.predictors.map(({ columns }) => encoder.frame.rows * columns.length * columns.length);
  if (products.some((count) => count > mostProducts)) return [];
  const names = encoder.aliased;
  if (names.length === 0) return [];
  const shown = names
    .slice(0, mostShown)
    .map((name) => `b_${name}`)
    .join(", ");
  const rest = names.length > mostShown ? ` and ${names.length - mostShown} more` : "";
  return [
    `the data cannot tell ${shown}${rest} from the columns before ${names.length === 1 ? "it" : "them"}: only the priors do`,
  ];
}

const mostShown = 6;
