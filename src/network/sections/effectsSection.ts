/** Every treatment against the reference, on the scale that readers think in. */
import { forestPlot } from "../../../diagnostics/plots/index.js";
import type { Section, SectionTable } from "../../../diagnostics/report/Section.js";
import type { NetworkResult } from "../NetworkResult.js";
import { againstReference, type AgainstReference } from "./againstReference.js";
import { effectCells, effectColumns, fixedCell, probabilityCell } from "./cells.js";
import type { EffectScale } from "./effectScale.js";
import { inParts } from "./inParts.js";
import { orientationSentence } from "./orientation.js";

/** Rows of a forest that fits a page of paper. */
const mostRows = 30;

/** Forest and table of effects against the reference. */
export function effectsSection(result: NetworkResult, scale: EffectScale): Section {
  const { reference, model } = result.summary;
  const rows = againstReference(result);
  const parts = inParts(rows, mostRows);
  const { measure } = scale;
  // Figures on several pages share their axis.
  const ends = [0, ...rows.flatMap(({ effect }) => [effect["q2.5"], effect["q97.5"]])].map((end) => scale.of(end));
  const missing = result.summary.treatments.length - 1 - rows.length;
  return {
    id: "relative-effects",
    title: `Effects against ${reference}`,
    text: [
      `Posterior medians with 50% and 95% intervals. ${orientationSentence(result, scale, reference)}`,
      ...(model === "ume"
        ? [
            `Effects are not assumed to be consistent: each stands for one comparison alone${missing > 0 ? `, and ${missing} of the treatments have none with ${reference}` : ""}.`,
          ]
        : []),
    ],
    figure: parts.map((part, k) =>
      forestPlot(
        part.map((row) => ({
          label: row.treatment,
          // Draws are of differences on the link scale: on an axis of ratios they have no place.
          ...(scale.isRatio || model === "ume" ? {} : { variable: `d[${row.treatment}]` }),
          estimate: scale.of(row.effect.q50),
          inner: [scale.of(row.q25), scale.of(row.q75)] as const,
          outer: [scale.of(row.effect["q2.5"]), scale.of(row.effect["q97.5"])] as const,
          text: scale.text(row.effect),
        })),
        {
          title: `Against ${reference}: ${measure}, median with 50% and 95% intervals${parts.length > 1 ? ` (${k + 1} of ${parts.length})` : ""}`,
          axisTitle: `${measure} against ${reference}`,
          reference: scale.none,
          scale: scale.scale,
          ...(parts.length > 1 ? { domain: [Math.min(...ends), Math.max(...ends)] as const } : {}),
        },
      ),
    ),
    table: effectTable(`effects against ${reference}`, rows, scale, result.questions.better !== undefined),
  };
}

/** Effects on both scales. */
export function effectTable(
  name: string,
  rows: readonly AgainstReference[],
  scale: EffectScale,
  hasBetter: boolean,
): SectionTable {
  const { measure, effect, none, isRatio } = scale;
  return {
    name,
    columns: [
      { title: "treatment" },
      ...effectColumns(measure),
      hasBetter
        ? { title: "P(better)", numeric: true, hint: "Posterior probability of being better than the reference" }
        : { title: `P(above ${none})`, numeric: true, hint: "Posterior probability of an effect above none" },
      { title: isRatio ? `${effect}, mean` : "mean", numeric: true },
      {
        title: "sd",
        numeric: true,
        hint: isRatio ? `Posterior standard deviation of the ${effect}` : "Posterior standard deviation",
      },
    ],
    rows: rows.map(({ treatment, effect: summary, superior, above }) => [
      treatment,
      ...effectCells(summary, scale),
      probabilityCell(hasBetter ? superior : above),
      fixedCell(summary.mean, scale.decimals),
      fixedCell(summary.sd, scale.decimals),
    ]),
  };
}
