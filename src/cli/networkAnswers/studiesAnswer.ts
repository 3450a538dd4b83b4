/** `ask DIR studies`: baseline and effects of each study as fitted, beside what the study says by itself. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import {
  fittedNetwork,
  studyEffects,
  summariseDraws,
  type EffectSummary,
  type FittedNetwork,
  type StudyEffect,
} from "../../../models/meta/index.js";
import { fixed, interval } from "../../network/text/estimateText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

interface EffectOfStudy {
  readonly from: string;
  readonly to: string;
  /** As fitted: its own with random effects. */
  readonly effect: EffectSummary;
  /** By the data of the study alone; `corrected` where half a person was added to draw it. */
  readonly own: Pick<StudyEffect, "estimate" | "se" | "corrected">;
}

interface StudyFitted {
  readonly study: string;
  /** On the link scale, of the first arm; null for a study known by differences. */
  readonly baseline: EffectSummary | null;
  readonly effects: readonly EffectOfStudy[];
}

/** On the link scale, against the first arm of each study. */
export function studiesAnswer(posterior: Posterior, _: AskOptions, width: number): Answer {
  const fitted = fittedNetwork(posterior);
  const studies = studiesOf(fitted);
  const { effect } = fitted.likelihood.words;
  const baselines = studies.filter(({ baseline }) => baseline !== null);
  const effects = studies.flatMap((one) => one.effects.map((row) => ({ ...row, study: one.study })));
  const isCorrected = effects.some(({ own }) => own.corrected);
  const columns: TextColumn<(typeof effects)[number]>[] = [
    { head: "study's own (se)", cell: ({ own }) => ownText(own), rank: 0 },
    { head: "fitted, median (95%)", cell: (row) => interval(row.effect), rank: 0 },
  ];
  const lines = [
    `Effects of studies, ${effect}`,
    ...textTable(effects, { name: ({ study, from, to }) => `${study}: ${to} against ${from}`, columns, width }),
    ...(isCorrected
      ? ["* half a person was added to arms without events, or with events alone; the model adds none"]
      : []),
    ...(baselines.length === 0
      ? []
      : [
          "",
          "Baselines of studies, linear predictor of the first arm",
          ...textTable(baselines, {
            name: ({ study }) => study,
            columns: [{ head: "median (95%)", cell: ({ baseline }) => interval(baseline!), rank: 0 }],
            width,
          }),
        ]),
  ];
  return { text: lines.join("\n"), json: { effect, studies } };
}

function ownText({ estimate, se, corrected }: EffectOfStudy["own"]): string {
  return Number.isFinite(estimate) && Number.isFinite(se)
    ? `${fixed(estimate)} (${fixed(se)})${corrected ? "*" : ""}`
    : "";
}

function studiesOf(fitted: FittedNetwork): readonly StudyFitted[] {
  const { network, likelihood } = fitted;
  const own = new Map<string, StudyEffect[]>(network.studies.map(({ name }) => [name, []]));
  for (const effect of studyEffects(network, likelihood)) {
    if (effect.against_baseline) own.get(effect.study)!.push(effect);
  }
  return network.studies.map(({ name, contrasts }, place) => {
    const deltas = fitted.deltas(place);
    return {
      study: name,
      baseline: contrasts ? null : summariseDraws(fitted.draws(`mu[${name}]`)),
      effects: own.get(name)!.map(({ from, to, estimate, se, corrected }, k) => ({
        from,
        to,
        effect: summariseDraws(deltas[k + 1]!),
        own: { estimate, se, corrected },
      })),
    };
  });
}
