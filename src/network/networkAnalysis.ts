/** What a network meta-analysis adds to its fit: printed answers, sections of the report, `nma.json`. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Analysis } from "../analysis.js";
import type { NetworkResult } from "./NetworkResult.js";
import { networkText } from "./networkText.js";

/**
 * Text for the terminal, `nma.json` and, unless they are not wanted, sections for the report, which take longer.
 *
 * @param width Characters of the terminal.
 */
export async function networkAnalysis(
  result: NetworkResult,
  { width, sections = true }: { readonly width: number; readonly sections?: boolean },
): Promise<Analysis> {
  const { posterior, summary } = result;
  return {
    heading: posterior.model.lines.join("\n"),
    text: networkText(result, { width }),
    main: mainVariables(posterior),
    counted: {
      prefixes: ["mu[", "delta["],
      text: `${posterior.draws.names.filter(isOfStudy).length} baselines and effects of single studies, mu[…] and delta[…]`,
      question: "studies",
    },
    files: { "nma.json": summary },
    ...(sections ? await sectionsOf(result) : {}),
  };
}

function isOfStudy(name: string): boolean {
  return name.startsWith("mu[") || name.startsWith("delta[");
}

/** Effects first, then what else there is of the network as a whole. */
function mainVariables({ draws }: Posterior): readonly string[] {
  const names = draws.names.filter((name) => !isOfStudy(name));
  const order = (name: string): number => (name.startsWith("d[") ? 0 : 1);
  return [...names].sort((a, b) => order(a) - order(b));
}

/** Loaded late: drawing brings d3, which a fit that is not saved does not need. */
async function sectionsOf(result: NetworkResult): Promise<Pick<Analysis, "found" | "sections">> {
  const { networkSections } = await import("./sections/networkSections.js");
  const { found, sections } = networkSections(result);
  return { found, sections };
}
