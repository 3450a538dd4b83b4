/** A meta-analysis in words, for summaries and reports. */
import type { ModelDescription } from "../../../engine/core/Model.js";
import type { MetaDeclaration } from "./MetaDeclaration.js";
import type { MetaFrame } from "./MetaFrame.js";
import type { ResolvedMetaPrior } from "./MetaPrior.js";

/** Title, what is modelled, and every prior with who chose it. */
export function describeMeta(
  declaration: MetaDeclaration,
  frame: MetaFrame,
  priors: readonly ResolvedMetaPrior[],
  title = metaTitle(declaration),
): ModelDescription {
  const { columns, effects, moderators } = declaration;
  const { rows, outcomes, terms } = frame;
  const means = outcomes.length > 0 ? `a mean for each outcome (${outcomes.join(", ")})` : "a mean effect";
  const noun = rows === 1 ? "effect" : "effects";
  return {
    title,
    lines: [
      `${rows} ${noun}, ${columns.effect}, normal around true effects, with known ${samplingWords(declaration)}`,
      `true effects: ${means}${moderators === undefined ? "" : `, moderators ${moderators.trim()} centred at their means`}`,
      effects === "fixed"
        ? "fixed effects: no heterogeneity between studies"
        : `random effects: ${terms.map(termWords).join("; ")}, integrated out and drawn afterwards`,
      ...priors.map(({ slot, text, isCut, source }) => {
        return `${slot.name}: ${text}${isCut ? ", cut at 0" : ""}${source === "default" ? ", default" : ""}`;
      }),
    ],
  };
}

/** What stands at the head where no title is given. */
export function metaTitle({ columns, effects, measure, ratio }: MetaDeclaration): string {
  const what = measure ?? (ratio === undefined ? columns.effect : `log ${ratio}`);
  return `${effects === "random" ? "Random" : "Fixed"}-effects meta-analysis of ${what}`;
}

function samplingWords({ columns, covariance }: MetaDeclaration): string {
  if (covariance.kind === "independent") return columns.se === undefined ? "sampling variances" : "standard errors";
  if (covariance.kind === "correlation") return `sampling variances, correlated by ${covariance.value} within a study`;
  return "sampling covariances";
}

function termWords({ name, levels, parts, isOfRows }: MetaFrame["terms"][number]): string {
  if (parts.length > 1) return `of ${levels.length} studies for each outcome, correlated`;
  return isOfRows && name === "study" ? "one of each row" : `of ${levels.length} levels of ${name}`;
}
