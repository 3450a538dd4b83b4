/** What a network meta-analysis reports of its draws: relative effects of all pairs, ranks, fit, and their figures. */
import {
  forestPlot,
  leagueTable,
  networkPlot,
  rankProbabilityPlot,
  type NetworkEdge,
} from "../diagnostics/plots/index.js";
import type { Posterior } from "../engine/core/Posterior.js";
import { exp } from "../engine/math/exp.js";
import {
  meanRank,
  rankProbabilities,
  relativeEffects,
  residualDeviance,
  sucra,
  summariseDraws,
  withReference,
  type Better,
  type Deviance,
  type DevianceSummary,
  type EffectSummary,
  type RelativeEffect,
} from "../models/meta/index.js";
import type { Analysis } from "./analysis.js";
import { escapeText } from "../diagnostics/plots/escape.js";
import type { ReportSection } from "./report.js";

/** Where in the posterior and the table the network is found. */
export interface NetworkQuestions {
  /** The reference first. */
  readonly treatments: readonly string[];
  /** Name of the parameter with one effect for each treatment but the reference, `d[B]`; "d" if not given. */
  readonly effects?: string;
  /** Name of the heterogeneity sd, if there is one. */
  readonly tau?: string;
  /** Name of the generated fitted value of each arm, `fitted[1]`, with the deviance of an arm given it. */
  readonly fit?: { readonly fitted: string; readonly deviance: Deviance };
  /** Which effects are good; ranks are left out without it. */
  readonly better?: Better;
  /** What exp(effect) is, such as "odds ratio", where effects are logarithms of ratios. */
  readonly ratio?: string;
  /** For the picture of the network: study, treatment and number of participants of each arm. */
  readonly arms?: {
    readonly study: ArrayLike<number>;
    readonly treatment: ArrayLike<number>;
    readonly participants?: ArrayLike<number>;
  };
}

/** `nma.json`. */
export interface NetworkSummary {
  readonly treatments: readonly string[];
  readonly reference: string;
  /** All ordered pairs: the effect of `to` minus that of `from`, on the link scale. */
  readonly relative_effects: readonly RelativeEffect[];
  readonly tau: EffectSummary | null;
  readonly residual_deviance: number | null;
  readonly pD: number | null;
  readonly DIC: number | null;
  readonly data_points: number | null;
  readonly ranks: {
    readonly better: Better;
    readonly probability: readonly (readonly number[])[];
    readonly sucra: readonly number[];
  } | null;
}

/**
 * Relative effects, heterogeneity, fit and ranks, as text for the terminal, sections for the report and `nma.json`.
 *
 * @example
 * export const analyse: Analyse = (posterior) =>
 *   networkAnalysis(posterior, { treatments: ["A", "B", "C", "D"], tau: "tau", better: "higher", ratio: "odds ratio" });
 */
export function networkAnalysis(posterior: Posterior, questions: NetworkQuestions): Analysis {
  const { treatments, effects = "d", tau, better } = questions;
  const draws = withReference(treatments.slice(1).map((treatment) => drawsOf(posterior, `${effects}[${treatment}]`)));
  const pairs = relativeEffects(treatments, draws);
  const heterogeneity = tau === undefined ? null : summariseDraws(drawsOf(posterior, tau));
  const deviance = questions.fit ? devianceOf(posterior, questions.fit) : undefined;
  const probability = better && rankProbabilities(draws, better);
  const ranks = better && probability ? { better, probability, sucra: sucra(probability) } : null;
  const summary: NetworkSummary = {
    treatments,
    reference: treatments[0]!,
    relative_effects: pairs,
    tau: heterogeneity,
    residual_deviance: deviance?.residualDeviance ?? null,
    pD: deviance?.pD ?? null,
    DIC: deviance?.dic ?? null,
    data_points: deviance?.dataPoints ?? null,
    ranks,
  };
  return {
    text: textOf(summary, questions),
    sections: sectionsOf(summary, draws, questions),
    main: [...treatments.slice(1).map((treatment) => `${effects}[${treatment}]`), ...(tau === undefined ? [] : [tau])],
    files: { "nma.json": summary },
  };
}

function devianceOf(posterior: Posterior, fit: NonNullable<NetworkQuestions["fit"]>): DevianceSummary {
  const names = posterior.draws.names.filter((name) => name.startsWith(`${fit.fitted}[`));
  return residualDeviance(
    names.map((name) => drawsOf(posterior, name)),
    fit.deviance,
  );
}

/** Draws of a variable, all chains one after the other. */
function drawsOf({ draws }: Posterior, name: string): Float64Array {
  const width = draws.names.length;
  const at = draws.names.indexOf(name);
  if (at < 0) throw new Error(`unknown variable: "${name}"`);
  return Float64Array.from(
    draws.chains.flatMap(({ values, drawCount }) =>
      Array.from({ length: drawCount }, (_, draw) => values[draw * width + at]!),
    ),
  );
}

const fixed = (value: number) => value.toFixed(2).replace(/^-(0\.?0*)$/, "$1");
const interval = (effect: EffectSummary, scale: (x: number) => number = (x) => x) =>
  `${fixed(scale(effect.q50))} (${fixed(scale(effect["q2.5"]))}, ${fixed(scale(effect["q97.5"]))})`;

function textOf(summary: NetworkSummary, { ratio }: NetworkQuestions): string {
  const { treatments, relative_effects: pairs, tau, ranks } = summary;
  const forward = pairs.filter(({ from, to }) => treatments.indexOf(from) < treatments.indexOf(to));
  const header = ["", "mean", "sd", "2.5%", "50%", "97.5%", ...(ratio ? [`${ratio} (95% interval)`] : [])];
  const rows = forward.map((pair) => [
    `${pair.to} against ${pair.from}`,
    ...[pair.mean, pair.sd, pair["q2.5"], pair.q50, pair["q97.5"]].map(fixed),
    ...(ratio ? [interval(pair, exp)] : []),
  ]);
  const lines = ["Relative effects on the link scale", ...columns([header, ...rows])];
  if (tau) lines.push("", `Heterogeneity sd ${interval(tau)}`);
  if (summary.residual_deviance !== null) {
    lines.push(
      `Residual deviance ${summary.residual_deviance.toFixed(1)} on ${summary.data_points} data points; ` +
        `pD ${summary.pD!.toFixed(1)}, DIC ${summary.DIC!.toFixed(1)}`,
    );
  }
  if (ranks) {
    const order = treatments.map((_, t) => t).sort((a, b) => ranks.sucra[b]! - ranks.sucra[a]!);
    const headerRow = ["", ...treatments.map((_, rank) => `P(rank ${rank + 1})`), "mean rank", "SUCRA"];
    const rankRows = order.map((t) => [
      treatments[t]!,
      ...ranks.probability[t]!.map(fixed),
      fixed(meanRank(ranks.probability[t]!)),
      fixed(ranks.sucra[t]!),
    ]);
    lines.push("", `Ranks, 1 is best (${ranks.better} is better)`, ...columns([headerRow, ...rankRows]));
  } else lines.push("", "Ranks are left out: say whether higher or lower effects are better to have them.");
  return lines.join("\n");
}

/** Cells aligned in columns, the first to the left and the others to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
  );
}

function sectionsOf(
  summary: NetworkSummary,
  draws: readonly Float64Array[],
  questions: NetworkQuestions,
): ReportSection[] {
  const { treatments, reference, relative_effects: pairs, ranks } = summary;
  const { ratio } = questions;
  const scale = ratio ? exp : (x: number) => x;
  const measure = ratio ?? "difference";
  const rows = treatments.slice(1).map((treatment, t) => {
    const pair = pairs.find(({ from, to }) => from === reference && to === treatment)!;
    const sorted = draws[t + 1]!.slice().sort();
    const at = (p: number) => scale(sorted[Math.round(p * (sorted.length - 1))]!);
    return {
      label: `${treatment} against ${reference}`,
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
    { title: "All pairs of treatments", reference: ratio ? 1 : 0, measure: `${measure}, median with 95% interval` },
  );
  const sections: ReportSection[] = [
    {
      id: "relative-effects",
      title: "Relative effects",
      html: `<p>${escapeText(fitSentence(summary))}</p>`,
      charts: [forest, { chart: league, scroll: true }],
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
    sections.push({ id: "ranks", title: "Ranks", charts: [chart] });
  }
  const { arms } = questions;
  if (arms) sections.push({ id: "network", title: "The network", charts: [networkOf(treatments, arms)] });
  return sections;
}

function fitSentence({ tau, residual_deviance: deviance, data_points: points, pD, DIC }: NetworkSummary): string {
  const heterogeneity = tau ? `Heterogeneity sd between studies: ${interval(tau)}. ` : "";
  const fit =
    deviance === null
      ? ""
      : `Residual deviance ${deviance.toFixed(1)} on ${points} data points (near that number where the model fits), ` +
        `pD ${pD!.toFixed(1)}, DIC ${DIC!.toFixed(1)}.`;
  return heterogeneity + fit;
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
