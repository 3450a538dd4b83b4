/** What a GLMM adds to its fit: formula, family and priors before the summary, group-level effects counted, report sections. */
import type { Section } from "../diagnostics/report/Section.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { Analysis } from "./analysis.js";

/** Names of group-level effects begin so. */
const effectPrefix = "r_";

/**
 * Text for the terminal and, unless they are not wanted, sections for the report, which take longer.
 *
 * @example
 * export const analyse: Analyse = (posterior) => glmmAnalysis(posterior);
 */
export async function glmmAnalysis(
  posterior: Posterior,
  wanted: { readonly sections?: boolean } = {},
): Promise<Analysis> {
  const { names } = posterior.draws;
  const effects = names.filter((name) => name.startsWith(effectPrefix));
  return {
    heading: posterior.model.lines.join("\n"),
    main: names.filter((name) => !name.startsWith(effectPrefix)),
    ...(wanted.sections === false ? {} : { sections: await sectionsOf(posterior) }),
    ...(effects.length > 0 ? { counted: counted(effects) } : {}),
  };
}

/** Loaded late: drawing brings d3, which a fit that is not saved does not need. */
async function sectionsOf(posterior: Posterior): Promise<readonly Section[]> {
  const { glmmSections } = await import("./glmmSections.js");
  return glmmSections(posterior);
}

/** `57 group-level effects, r_herd[…]`. */
function counted(effects: readonly string[]): NonNullable<Analysis["counted"]> {
  const terms = [...new Set(effects.map((name) => `${name.slice(0, name.indexOf("["))}[…]`))];
  const noun = effects.length === 1 ? "effect" : "effects";
  return {
    prefixes: [effectPrefix],
    text: `${effects.length} group-level ${noun}, ${terms.join(", ")}`,
    question: "ranef",
  };
}
