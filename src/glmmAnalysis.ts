/** What a GLMM adds to its fit: formula, family and priors before the summary, group-level effects counted, report sections. */
import type { Posterior } from "../engine/core/Posterior.js";
import type { Analysis } from "./analysis.js";

/** Names of group-level effects begin so. */
const effectPrefix = "r_";

/**
 * Text for the terminal and sections for the report.
 *
 * @example
 * export const analyse: Analyse = glmmAnalysis;
 */
export async function glmmAnalysis(posterior: Posterior): Promise<Analysis> {
  const { names } = posterior.draws;
  const effects = names.filter((name) => name.startsWith(effectPrefix));
  const main = names.filter((name) => !name.startsWith(effectPrefix));
  // Loaded late: drawing brings d3, which a fit in a script does not need.
  const { glmmSections } = await import("./glmmSections.js");
  return {
    heading: posterior.model.lines.join("\n"),
    main,
    sections: glmmSections(posterior),
    ...(effects.length > 0 ? { counted: counted(effects) } : {}),
  };
}

/** `57 group-level effects, r_herd[…]`. */
function counted(effects: readonly string[]): NonNullable<Analysis["counted"]> {
  const terms = [...new Set(effects.map((name) => `${name.slice(0, name.indexOf("["))}[…]`))];
  const noun = effects.length === 1 ? "effect" : "effects";
  return {
    prefix: effectPrefix,
    text: `${effects.length} group-level ${noun}, ${terms.join(", ")}`,
    question: "ranef",
  };
}
