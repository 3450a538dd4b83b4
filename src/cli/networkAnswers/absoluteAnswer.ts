/** `ask DIR absolute`: probabilities, rates or means of treatments where the baseline is known. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import {
  absoluteEffects,
  fittedNetwork,
  type AbsoluteEffects,
  type EffectSummary,
} from "../../../models/meta/index.js";
import { jointBaseline } from "../../network/jointBaseline.js";
import { interval } from "../../network/text/estimateText.js";
import { absoluteLines } from "../../network/text/absoluteLines.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { askedQuestions, askedSet, askedTreatments } from "./askedValues.js";

type Comparison = AbsoluteEffects["comparisons"][number];

/** Absolute effects, then differences, ratios and numbers needed to treat. */
export function absoluteAnswer(posterior: Posterior, options: AskOptions, width: number): Answer {
  const fitted = fittedNetwork(posterior);
  const { baseline: told, baselineTime, baselineTreatment, seed } = options;
  if (told === undefined) {
    throw new UserError(
      'absolute effects need the linear predictor of the reference: add --baseline "normal(-2.2, 0.55)", a number, study(NAME), or joint.',
    );
  }
  const asked = askedQuestions(fitted, options);
  const baseline = asked.baseline ?? jointBaseline(fitted).baseline;
  const absolute = absoluteEffects(fitted, {
    baseline,
    ...(baselineTime === undefined ? {} : { time: baselineTime }),
    ...(baselineTreatment === undefined ? {} : { baselineTreatment }),
    ...(asked.better === undefined ? {} : { better: asked.better }),
    ...(seed === undefined ? {} : { seed }),
    ...askedTreatments(options),
    ...askedSet(fitted, options),
  });
  return { text: [...absoluteLines(absolute, width), ...comparisonLines(absolute, width)].join("\n"), json: absolute };
}

function comparisonLines({ comparisons, reference, measure }: AbsoluteEffects, width: number): string[] {
  if (comparisons.length === 0) return [];
  const shown = (summary: EffectSummary): string => interval(summary, undefined, measure === "mean" ? 2 : 3);
  const column = (head: string, of: (row: Comparison) => string | undefined, rank: number) =>
    comparisons.some((row) => of(row) !== undefined) ? [{ head, cell: (row: Comparison) => of(row) ?? "", rank }] : [];
  return [
    "",
    printable(`Against ${reference}, median (95% interval)`),
    ...textTable(comparisons, {
      name: ({ to, at_least: least }) => (least === null ? to : `${to}, category ${least} or higher`),
      columns: [
        ...column("difference", ({ difference }) => shown(difference), 0),
        ...column("ratio", ({ ratio }) => (ratio ? shown(ratio) : undefined), 2),
        ...column("odds ratio", ({ odds_ratio: odds }) => (odds ? shown(odds) : undefined), 3),
        ...column("needed to treat", ({ number_needed: needed }) => needed?.text, 1),
      ],
      width,
    }),
  ];
}
