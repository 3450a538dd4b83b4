/** A network meta-analysis in figures, for the report. */
import {
  forestPlot,
  leagueTable,
  networkPlot,
  rankProbabilityPlot,
  type NetworkEdge,
} from "../diagnostics/plots/index.js";
import type { Section } from "../diagnostics/report/Section.js";
import { exp } from "../engine/math/exp.js";
import { quantileOfSorted } from "../engine/math/quantileOfSorted.js";
import type { NetworkQuestions, NetworkSummary } from "./NetworkQuestions.js";
import { intervalText } from "./networkText.js";

/**
 * Sections with a forest of effects against the reference, all pairs, ranks and the network.
 * @param draws Of each treatment's effect, the reference's zeros first.
 */
export function networkSections(
  summary: NetworkSummary,
  draws: readonly Float64Array[],
  questions: NetworkQuestions,
): Section[] {
  const { treatments, reference, relative_effects: pairs, ranks } = summary;
  const { ratio } = questions;
  const scale = ratio ? exp : (x: number) => x;
  const measure = ratio ?? "difference";
  const rows = treatments.slice(1).map((treatment, t) => {
    const pair = pairs.find(({ from, to }) => from === reference && to === treatment)!;
    const sorted = draws[t + 1]!.slice().sort();
    const at = (p: number) => scale(quantileOfSorted(sorted, p));
    return {
      label: `${treatment} against ${reference}`,
      // Draws are of differences: on an axis of ratios they have no place.
      ...(ratio ? {} : { variable: `${questions.effects ?? "d"}[${treatment}]` }),
      estimate: scale(pair.q50),
      inner: [at(0.25), at(0.75)] as const,
      outer: [scale(pair["q2.5"]), scale(pair["q97.5"])] as const,
    };
  });
  const forest = forestPlot(rows, {
    title: `Every treatment against ${reference}: ${measure}, median with 50% and 95% intervals`,
    axisTitle: measure,
    reference: ratio ? 1 : 0,
    scale: ratio ? "log" : "linear",
  });
  const league = leagueTable(
    pairs.map(({ from, to, q50, "q2.5": lower, "q97.5": upper }) => ({
      from,
      to,
      mean: scale(q50),
      lower: scale(lower),
      upper: scale(upper),
    })),
    treatments,
    {
      title: `All pairs: ${measure} of the row against the column, median and 95% interval, framed where it leaves out no effect`,
      reference: ratio ? 1 : 0,
      measure: `${measure}, median with 95% interval`,
    },
  );
  const sections: Section[] = [
    {
      id: "relative-effects",
      title: "Relative effects",
      text: fitSentence(summary),
      figure: [forest, { ...league, scroll: true }],
    },
  ];
  if (ranks) {
    const ranked = treatments.map((treatment, t) => ({
      treatment,
      probabilities: ranks.probability[t]!,
      sucra: ranks.sucra[t]!,
    }));
    const chart = rankProbabilityPlot(ranked, {
      title: `Probability of each rank, 1 is best (${ranks.better} is better)`,
    });
    sections.push({ id: "ranks", title: "Ranks", figure: chart });
  }
  const { arms } = questions;
  if (arms) sections.push({ id: "network", title: "The network", figure: networkOf(treatments, arms) });
  return sections;
}

function fitSentence({ tau, residual_deviance: deviance, data_points: points, pD, DIC }: NetworkSummary): string {
  const heterogeneity = tau ? `Heterogeneity sd between studies: ${intervalText(tau)}. ` : "";
  const fit =
    deviance === null
      ? ""
      : `Residual deviance ${deviance.toFixed(1)} on ${points} data points (near that number where the model fits), ` +
        `pD ${pD!.toFixed(1)}, DIC ${DIC!.toFixed(1)}.`;
  return (heterogeneity + fit).trim();
}

function networkOf(treatments: readonly string[], arms: NonNullable<NetworkQuestions["arms"]>) {
  const { study, treatment, participants } = arms;
  const members = new Map<number, number[]>();
  for (let row = 0; row < study.length; row++) {
    members.set(study[row]!, [...(members.get(study[row]!) ?? []), treatment[row]!]);
  }
  const edges = new Map<string, NetworkEdge>();
  for (const codes of members.values()) {
    const sorted = [...new Set(codes)].sort((a, b) => a - b);
    sorted.forEach((a, i) =>
      sorted.slice(i + 1).forEach((b) => {
        const [from, to] = [treatments[a]!, treatments[b]!];
        const known = edges.get(`${a} ${b}`);
        edges.set(`${a} ${b}`, { from, to, studies: (known?.studies ?? 0) + 1 });
      }),
    );
  }
  const nodes = treatments.map((label, t) => {
    if (!participants) return { label };
    let total = 0;
    for (let row = 0; row < treatment.length; row++) if (treatment[row] === t) total += participants[row]!;
    return { label, participants: total };
  });
  return networkPlot(nodes, [...edges.values()], { title: "Treatments, and the studies that compare them" });
}
