/** What a model that is data, and not code, adds to every fit of it. */
import type { Posterior } from "../engine/core/Posterior.js";
import type { Analysis } from "./analysis.js";

/** How models are told apart that have an analysis of their own. */
export const analysedKinds: readonly string[] = ["glmm", "nma", "meta"];

/**
 * The analysis of a GLMM, a network or a meta-analysis, as far as its own draws tell; undefined for other posteriors.
 *
 * @param wanted Without sections no figures are drawn; `width` is that of the terminal.
 */
export async function ownAnalysis(
  posterior: Posterior,
  wanted: { readonly sections?: boolean; readonly width?: number } = {},
): Promise<Analysis | undefined> {
  const { sections = true, width = 100 } = wanted;
  switch (posterior.declaration?.kind) {
    case "glmm":
      return (await import("./glmmAnalysis.js")).glmmAnalysis(posterior, { sections });
    case "nma": {
      const [{ answerNetwork }, { networkAnalysis }] = await Promise.all([
        import("./network/answerNetwork.js"),
        import("./network/networkAnalysis.js"),
      ]);
      return networkAnalysis(await answerNetwork(posterior, { at: [], predictive: false }), { sections, width });
    }
    case "meta":
      return (await import("./pairwise/metaAnalysis.js")).metaAnalysis(posterior, { sections, width });
    default:
      return undefined;
  }
}
