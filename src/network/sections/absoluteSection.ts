/** What treatments come to where the baseline is known: risks, rates or means, their differences, and numbers needed to treat. */
import { absoluteRiskPlot, type AbsoluteRisk } from "../../../diagnostics/plots/index.js";
import { numberFormat } from "../../../diagnostics/plots/parts/estimateText.js";
import { formatNumber } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Cell, Section, SectionTable } from "../../../diagnostics/report/Section.js";
import type { AbsoluteEffects } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";
import { decimalsOf } from "../text/decimalsOf.js";
import { capital } from "./capital.js";
import { effectColumns, fixedCell, probabilityCell, quantileCells } from "./cells.js";
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
  const what = questions.baselineText ?? "known";
  const needed = comparisons.some(({ number_needed }) => number_needed !== null);
  return {
    id: "absolute-effects",
    title: "Absolute effects",
    text: [
      `What is expected in a population whose linear predictor under ${baseline.treatment} is ${what} (median ${scale.linkNumber(baseline.predictor.q50)}, ` +
        `95% interval ${scale.linkNumber(baseline.predictor["q2.5"])} to ${scale.linkNumber(baseline.predictor["q97.5"])}). ` +
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
    table: comparisonTables(absolute),
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
    title: `${capital(measure)}${level === null ? "" : ` of category ${level} or above`} by treatment`,
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

/** Differences with numbers needed, and ratios. */
function comparisonTables({ measure, reference, comparisons }: AbsoluteEffects): SectionTable[] {
  const isRisk = measure === "probability";
  const name = isRisk ? "risk" : measure;
  const isSmall = comparisons.every(({ difference: { q50 } }) => Math.abs(q50) < 0.05);
  const unit = isRisk ? 100 : 1;
  const decimals = decimalsOf(
    comparisons.map(({ difference: { sd } }) => unit * sd),
    isRisk ? (isSmall ? 2 : 1) : 0,
  );
  const difference = (value: number): Cell => fixedCell(unit * value, decimals);
  const hasNeeded = comparisons.some(({ number_needed }) => number_needed !== null);
  const hasOdds = comparisons.some(({ odds_ratio }) => odds_ratio !== null);
  const label = ({ to, at_least: level }: Comparison): string =>
    level === null ? to : `${to}, category ${level} or above`;
  const ratios = comparisons.filter(({ ratio }) => ratio !== null);
  const ratioText = numberFormat([], true);
  const ratio = (value: number): Cell => ({ value, text: ratioText(value) });
  return [
    {
      name: `${name} differences against ${reference}`,
      caption: `Against ${reference}, median and 95% interval${isRisk ? ", in percentage points" : ""}`,
      columns: [
        { title: "treatment" },
        ...effectColumns(`${name} difference`),
        ...(hasNeeded ? [{ title: "number needed to treat" }, { title: "P(benefit)", numeric: true }] : []),
      ],
      rows: comparisons.map((row): Cell[] => [
        label(row),
        ...quantileCells(row.difference, difference),
        ...(hasNeeded
          ? [row.number_needed?.text ?? null, probabilityCell(row.number_needed?.probability_benefit ?? null)]
          : []),
      ]),
    },
    ...(ratios.length === 0
      ? []
      : [
          {
            name: `${name} ratios against ${reference}`,
            caption: `Against ${reference}, median and 95% interval`,
            columns: [
              { title: "treatment" },
              ...effectColumns(`${name} ratio`),
              ...(hasOdds ? effectColumns("odds ratio") : []),
            ],
            rows: ratios.map((row): Cell[] => [
              label(row),
              ...quantileCells(row.ratio!, ratio),
              ...(row.odds_ratio ? quantileCells(row.odds_ratio, ratio) : []),
            ]),
          },
        ]),
  ];
}
