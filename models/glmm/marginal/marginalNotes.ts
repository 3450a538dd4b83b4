/** What population-averaged effects mean, in words. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { likelihoodWeights } from "../rowWeights.js";
import type { MeanForm } from "./meanForm.js";
import type { Change } from "./scenarios.js";

/** What rows named `(whole mean)` are; undefined where the mean is the inverse link of mu's predictor, as b_… of the fit are. */
export function wholeMeanNote({ isPlain, curve, link }: MeanForm): string | undefined {
  if (isPlain) return undefined;
  const why =
    curve === undefined ? "which is no inverse link of the predictor of mu" : "with what it depends on besides mu";
  return `whole mean: coefficients of ${link.name}(mean of the response), ${why}. They are not b_… of the fit, which are of mu alone.`;
}

/** What a reader should know besides, a sentence each. */
export function marginalNotes(
  { frame, family, link }: FittedGlmm,
  form: MeanForm,
  changes: readonly Change[],
): string[] {
  const response = frame.response!;
  const mu = frame.groups.filter(({ parameter }) => parameter === "mu");
  const isAveraged = mu.length + form.others.length > 0;
  const said: [boolean, string][] = [
    [!isAveraged, "The model has no effects of groups on the mean, so that both columns are the same."],
    [
      isAveraged && form.isPlain && form.link.name === "identity",
      "With identity link the mean is linear in the effects of groups, so that both columns are the same.",
    ],
    [
      isAveraged &&
        form.isPlain &&
        form.link.name === "log" &&
        mu.every(({ columns }) => columns.every((one) => one === undefined)),
      "With log link effects of groups multiply every mean by the same number: only the intercept moves.",
    ],
    [
      (frame.predictors[0]!.monotonic ?? []).length > 0,
      "Monotonic effects have no averaged coefficient; see their contrasts. Other coefficients are those beside their levels.",
    ],
    [changes.length > 0, "Contrasts are of predictions, averaged over the rows fitted; none is causal by itself."],
    [response.trials !== undefined, "Means are those of a single trial; rows count once each, whatever their trials."],
    [response.rate !== undefined, "Means are counts for one unit of rate()."],
    [frame.predictors[0]!.offset !== undefined, "Offsets are part of the means, and of no coefficient."],
    [likelihoodWeights(response) !== undefined, "Rows are weighted as the likelihood is."],
    [
      link.name === "identity" && family.mean === "positive" && isAveraged,
      "With identity link the normal law of the predictor is taken whole, negative means included.",
    ],
    [response.truncation !== undefined, "Means are those of responses before truncation."],
  ];
  return said.filter(([holds]) => holds).map(([, sentence]) => sentence);
}
