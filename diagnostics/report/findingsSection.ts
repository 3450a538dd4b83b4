/** The section of what is wrong: each cause with the chart that shows it and the one change to make. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { isScaleName } from "../diagnosis/scales.js";
import type { Finding } from "../diagnosis/Finding.js";
import { evenChains } from "../evenChains.js";
import { densityPlot } from "../plots/densityPlot.js";
import { pairPlot } from "../plots/pairPlot.js";
import { rankPlot } from "../plots/rankPlot.js";
import { tracePlot } from "../plots/tracePlot.js";
import { usedChains } from "../usedChains.js";
import type { Section, SectionFigure } from "./Section.js";
import { findingId } from "./verdictOf.js";

/** One section for each finding, the gravest first; undefined where nothing is wrong. */
export function findingsSection(
  { draws }: Pick<Posterior, "draws">,
  findings: readonly Finding[],
): Section | undefined {
  if (findings.length === 0) return undefined;
  return {
    id: "findings",
    title: "What is wrong, and what to do",
    text: "Symptoms that have one cause stand together. Make the first change, fit again, and look again: one cure often ends several complaints.",
    sections: findings.map((finding, k) => findingSection(draws, finding, k)),
  };
}

function findingSection(draws: Posterior["draws"], finding: Finding, k: number): Section {
  const { title, state, text, action, variables } = finding;
  const figure = figureOf(draws, finding);
  const others =
    variables.slice(0, 12).join(", ") + (variables.length > 12 ? ` and ${variables.length - 12} more` : "");
  return {
    id: findingId(k),
    title,
    state,
    text,
    facts: [["What to do", action], ...(variables.length === 0 ? [] : [["Variables", others] as const])],
    ...(figure ? { figure } : {}),
  };
}

function figureOf(draws: Posterior["draws"], { figure }: Finding): SectionFigure | undefined {
  const names = (figure?.variables ?? []).filter((name) => draws.names.includes(name));
  if (figure === undefined || names.length === 0) return undefined;
  const even = evenChains(draws);
  const divergent = even.chains.map(({ statistics }) => statistics.divergent.subarray(0, even.draws));
  const chainsOf = (name: string) => usedChains(draws, name);
  const [first] = names as [string];
  if (figure.kind === "pair" && names.length > 1) {
    const variables = names.map((name) => ({ name, chains: chainsOf(name), log: isScaleName(name) }));
    return pairPlot(variables, { title: `${listed(names)}: divergent draws marked`, divergent });
  }
  if (figure.kind === "rank") return rankPlot(chainsOf(first), { title: `${first}: ranks by chain` });
  if (figure.kind === "density") return densityPlot(chainsOf(first), { title: `${first}: density by chain` });
  return tracePlot(chainsOf(first), { title: `${first}: trace by chain`, divergent });
}

/** `a, b and c`. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)!}`;
}
