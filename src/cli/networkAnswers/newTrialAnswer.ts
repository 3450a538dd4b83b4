/** `ask DIR newtrial`: effects in a new trial, where they differ from the mean effects as they do between the trials seen. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import { fittedNetwork, predictive, type PredictiveEffect } from "../../../models/meta/index.js";
import { effectColumns, probabilityText } from "../../network/text/estimateText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { askedQuestions, askedSet, askedTreatments, setText } from "./askedValues.js";

/** Against the reference, or the one that is named; with the probability of harm where it is known which effects are good. */
export function newTrialAnswer(posterior: Posterior, options: AskOptions, width: number): Answer {
  const fitted = fittedNetwork(posterior);
  const { better } = askedQuestions(fitted, options);
  const set = askedSet(fitted, options);
  const { seed, reference = fitted.network.treatments[0]! } = options;
  const rows = predictive(fitted, {
    ...askedTreatments({ ...options, reference }),
    ...(better === undefined ? {} : { better }),
    ...(seed === undefined ? {} : { seed }),
    ...set,
  });
  const { effect, ratio = null } = fitted.likelihood.words;
  const isFixed = !fitted.has("tau");
  const lines = [
    printable(`Effects in a new trial${setText(fitted, set.at)}, ${effect}`),
    ...textTable<PredictiveEffect>(rows, {
      name: ({ from, to }) => `${to} against ${from}`,
      columns: [
        ...effectColumns(ratio),
        ...(better === undefined
          ? []
          : [{ head: "P(harm)", cell: ({ harm }: PredictiveEffect) => probabilityText(harm), rank: 1 }]),
      ],
      width,
    }),
    ...(isFixed ? ["Effects are fixed: those of a new trial are the mean effects."] : []),
  ];
  return { text: lines.join("\n"), json: { effect, ratio, at: Object.fromEntries(set.at ?? []), predictive: rows } };
}
