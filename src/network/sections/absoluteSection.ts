/** What treatments come to where the baseline is known: risks, rates or means, their differences, and numbers needed to treat. */
import { absoluteRiskPlot, type AbsoluteRisk } from "../../../diagnostics/plots/index.js";
import { formatFixed, formatNumber, formatPercent } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Cell, Section, SectionTable } from "../../../diagnostics/report/Section.js";
import type { AbsoluteEffects, EffectSummary } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";
import type { EffectScale } from "./effectScale.js";
import { inParts } from "./inParts.js";

type Comparison = AbsoluteEffects["comparisons"][number];

const mostRows = 30;

/** Undefined where no baseline was given. */
export function absoluteSection(
  { absolute, questions, heterogeneity }: NetworkResult,
  scale: EffectScale,
): Section | undefined {
  if (!absolute) return undefined;
  const { measure, time, baseline, reference, notes, comparisons } = absolute;
  const isRisk = measure === "probability";
  const told = questions.baselineText === undefined ? "" : `, ${questions.baselineText}`;
  const needed = comparisons.some(({ number_needed }) => number_needed !== null);
  return {
    id: "absolute-effects",
    title: "Absolute effects",
    text: [
      `What is expected in a population whose linear predictor under ${baseline.treatment} is known${told}: median ${scale.linkNumber(baseline.predictor.q50)}, ` +
        `95% interval ${scale.linkNumber(baseline.predictor["q2.5"])} to ${scale.linkNumber(baseline.predictor["q97.5"])}. ` +
        `${time === null ? "" : `Probabilities are of an event within a follow-up of ${formatNumber(time)}. `}` +
        `Effects are the mean effects of the network${heterogeneity ? ", not those of one new study, which would vary more" : ""}.`,
      ...(needed
        ? [
            "A number needed to treat is how many people must have the treatment rather than " +
              `${reference} for one more to benefit (NNTB) or to be harmed (NNTH); where the interval of the difference holds 0 it goes through infinity.`,
          ]
        : []),
      ...notes.map((note) => `To be kept in mind: ${note}.`),
    ],
    figure: risksOf(absolute).flatMap(({ title, risks }) => {
      const parts = inParts(risks, mostRows);
      return parts.map((part, k) =>
        absoluteRiskPlot(part, {
          title: `${title}, median with 95% interval${parts.length > 1 ? ` (${k + 1} of ${parts.length})` : ""}`,
          measure,
          percent: isRisk,
          reference,
          ...(needed ? { columns: [["number needed", `against ${reference}`]] } : {}),
        }),
      );
    }),
    table: comparisonTable(absolute, scale),
  };
}

interface Risks {
  readonly title: string;
  readonly risks: readonly AbsoluteRisk[];
}

/** Of ordered outcomes one figure for each category or above. */
function risksOf({ measure, absolute, at_least, comparisons }: AbsoluteEffects): readonly Risks[] {
  const needed = new Map(
    comparisons.map(({ to, at_least: level, number_needed }) => [
      JSON.stringify([to, level]),
      number_needed?.text ?? "",
    ]),
  );
  const hasNeeded = comparisons.some(({ number_needed }) => number_needed !== null);
  const rows = at_least.length > 0 ? at_least : absolute;
  const levels = [...new Set(rows.map(({ category }) => category))];
  return levels.map((level) => ({
    title: `${measure.charAt(0).toUpperCase()}${measure.slice(1)}${level === null ? "" : ` of category ${level} or above`} by treatment`,
    risks: rows
      .filter(({ category }) => category === level)
      .map(({ treatment, q50, "q2.5": low, "q97.5": high }) => ({
        treatment,
        estimate: q50,
        low,
        high,
        ...(hasNeeded ? { cells: [needed.get(JSON.stringify([treatment, level])) ?? ""] } : {}),
      })),
  }));
}

function comparisonTable({ measure, reference, comparisons }: AbsoluteEffects, scale: EffectScale): SectionTable {
  const isRisk = measure === "probability";
  const difference = isRisk ? percentInterval : (effect: EffectSummary) => interval(effect, scale.linkNumber);
  const ratio = (effect: EffectSummary): string => interval(effect, (value) => formatFixed(value, 2));
  const has = (of: "ratio" | "number_needed"): boolean => comparisons.some((row) => row[of] !== null);
  const cell = (effect: EffectSummary, text: string): Cell => ({ value: effect.q50, text });
  const name = measure === "probability" ? "risk" : measure;
  return {
    name: `absolute effects against ${reference}`,
    caption: `Against ${reference}, median and 95% interval`,
    columns: [
      { title: "treatment" },
      { title: `${name} difference`, numeric: true },
      ...(has("ratio") ? [{ title: `${name} ratio`, numeric: true }] : []),
      ...(has("number_needed") ? [{ title: "number needed to treat" }, { title: "P(benefit)", numeric: true }] : []),
    ],
    rows: comparisons.map((row: Comparison): Cell[] => [
      row.at_least === null ? row.to : `${row.to}, category ${row.at_least} or above`,
      cell(row.difference, difference(row.difference)),
      ...(has("ratio") ? [row.ratio ? cell(row.ratio, ratio(row.ratio)) : null] : []),
      ...(has("number_needed")
        ? [
            row.number_needed?.text ?? null,
            row.number_needed
              ? {
                  value: row.number_needed.probability_benefit,
                  text: formatPercent(row.number_needed.probability_benefit),
                }
              : null,
          ]
        : []),
    ]),
  };
}

function percentInterval(effect: EffectSummary): string {
  return interval(effect, (value) => `${formatFixed(100 * value, 1)}%`);
}

function interval(effect: EffectSummary, number: (value: number) => string): string {
  return `${number(effect.q50)} (${number(effect["q2.5"])} to ${number(effect["q97.5"])})`;
}
