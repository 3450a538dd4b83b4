/** How much effects differ between studies, and what that means for a new one. */
import { densityPlot, forestPlot } from "../../../diagnostics/plots/index.js";
import type { Section } from "../../../diagnostics/report/Section.js";
import { predictive, type EffectSummary, type PredictiveEffect } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";
import { againstReference } from "./againstReference.js";
import { effectCells, effectColumns, fixedCell, probabilityCell } from "./cells.js";
import type { EffectScale } from "./effectScale.js";

/** Treatments that are drawn; the table has all. */
const mostDrawn = 20;

/** The heterogeneity with its prior, and effects in a new study. */
export function heterogeneitySection(result: NetworkResult, scale: EffectScale): Section {
  const { heterogeneity, fitted } = result;
  if (!heterogeneity) {
    return {
      id: "heterogeneity",
      title: "Differences between studies",
      text: "Effects are fixed: all studies of the same two treatments are taken to have the same true effect, and differences between them to be chance. Whether that holds is seen under how well the model fits; --effects random does without it.",
    };
  }
  const { tau, tau_squared: squared, spread } = heterogeneity;
  const rows: readonly (readonly [string, EffectSummary])[] = [
    ["tau, standard deviation between studies", tau],
    ["tau squared, variance", squared],
    ["width of the central 95% of study effects", spread],
  ];
  const future = predictedOf(result);
  return {
    id: "heterogeneity",
    title: "Differences between studies",
    text: [tauText(result, scale), ...(future.length > 0 ? [futureText(result)] : [])],
    facts: priorsOf(result).map((line) => ["Prior", line] as const),
    figure: [
      ...(future.length > 0 ? [forest(result, future, scale)] : []),
      densityPlot(chainsOf(result), { title: `Heterogeneity sd, ${scale.effect} scale` }),
    ],
    table: [
      {
        name: "heterogeneity",
        caption: `On the ${scale.effect} scale`,
        columns: [
          { title: "" },
          ...["mean", "sd", "median", "2.5%", "97.5%"].map((title) => ({ title, numeric: true })),
        ],
        rows: rows.map(([name, { mean, sd, q50, "q2.5": low, "q97.5": high }]) => [
          name,
          ...[mean, sd, q50, low, high].map((value) => fixedCell(value, scale.decimals)),
        ]),
      },
      ...(future.length > 0 ? [futureTable(future, scale, fitted.network.treatments[0]!)] : []),
    ],
  };
}

/** `0.82 (0.54 to 1.3)` and what it comes to. */
export function tauText({ heterogeneity }: NetworkResult, scale: EffectScale): string {
  const { tau } = heterogeneity!;
  const width = 1.96 * tau.q50;
  const sides = scale.isRatio
    ? `With the median, 95% of studies of the same two treatments have true ${scale.measure}s between ${scale.number(scale.of(-width))} and ${scale.number(scale.of(width))} times the mean one.`
    : `With the median, 95% of studies of the same two treatments have true effects within ${scale.linkNumber(width)} of the mean one.`;
  return `The true effects of studies differ with a standard deviation (tau) of ${scale.linkNumber(tau.q50)} on the ${scale.effect} scale, 95% interval ${scale.linkNumber(tau["q2.5"])} to ${scale.linkNumber(tau["q97.5"])}, the same for all comparisons. ${sides}`;
}

function futureText({ summary, questions }: NetworkResult): string {
  const harm =
    questions.better === undefined ? "" : `, with the probability that it does worse than ${summary.reference} there`;
  return `Below, the mean effect over studies, and where the effect in one new study is expected${harm}. Who decides for one setting should read the second.`;
}

/** Effects against the reference in a new study; none of unrelated mean effects. */
export function predictedOf(result: NetworkResult): readonly PredictiveEffect[] {
  const { predictive: known, fitted, summary, questions, heterogeneity } = result;
  if (!heterogeneity || fitted.declaration.model === "ume") return [];
  const { reference } = summary;
  const { better } = questions;
  const all = known ?? predictive(fitted, { reference, ...(better === undefined ? {} : { better }) });
  const own = new Map(all.filter(({ from }) => from === reference).map((effect) => [effect.to, effect]));
  return againstReference(result).flatMap(({ treatment }) => own.get(treatment) ?? []);
}

function forest(result: NetworkResult, future: readonly PredictiveEffect[], scale: EffectScale) {
  const { reference } = result.summary;
  const predicted = new Map(future.map((effect) => [effect.to, effect]));
  const rows = againstReference(result);
  const which =
    rows.length > mostDrawn
      ? `, the ${mostDrawn} ${result.ranks ? "with the highest SUCRA" : "first"} of ${rows.length} treatments`
      : "";
  return forestPlot(
    rows.slice(0, mostDrawn).flatMap(({ treatment, effect }) => {
      const next = predicted.get(treatment);
      return [
        { label: treatment, series: "mean effect", ...rowOf(effect, scale) },
        ...(next ? [{ label: treatment, series: "in a new study", ...rowOf(next, scale) }] : []),
      ];
    }),
    {
      title: `Against ${reference}: mean effect and effect in a new study${which}`,
      axisTitle: `${scale.measure} against ${reference}, median with 95% interval`,
      reference: scale.none,
      scale: scale.scale,
    },
  );
}

function rowOf(effect: EffectSummary, scale: EffectScale) {
  return {
    estimate: scale.of(effect.q50),
    outer: [scale.of(effect["q2.5"]), scale.of(effect["q97.5"])] as const,
    text: scale.text(effect),
  };
}

function futureTable(future: readonly PredictiveEffect[], scale: EffectScale, reference: string) {
  const hasHarm = future.some(({ harm }) => harm !== null);
  return {
    name: "effects in a new study",
    caption: `In a new study, against ${reference}`,
    columns: [
      { title: "treatment" },
      ...effectColumns(scale.measure),
      ...(hasHarm ? [{ title: "P(worse)", numeric: true }] : []),
    ],
    rows: future.map((effect) => [
      effect.to,
      ...effectCells(effect, scale),
      ...(hasHarm ? [probabilityCell(effect.harm)] : []),
    ]),
  };
}

/** Lines of the model on the prior of the heterogeneity. */
export function priorsOf({ posterior }: NetworkResult): readonly string[] {
  return posterior.model.lines.filter((line) => /^(1\/)?tau(\^2)? ~/.test(line));
}

function chainsOf({ fitted }: NetworkResult): readonly Float64Array[] {
  const { chains, drawsPerChain } = fitted;
  const draws = fitted.draws("tau");
  return Array.from({ length: chains }, (_, c) => draws.subarray(c * drawsPerChain, (c + 1) * drawsPerChain));
}
