/** What a reader of intraclass correlations and of shares explained should know besides. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { likelihoodWeights } from "../rowWeights.js";
import { residualForm } from "./linkResidual.js";
import type { ShareQuestionOptions } from "./ShareQuestionOptions.js";
import { isOfRows } from "./varianceParts.js";

/** A sentence each. */
export function iccNotes(fitted: FittedGlmm, { approximation, se = true }: ShareQuestionOptions): string[] {
  const { frame } = fitted;
  const response = frame.response!;
  const mu = frame.groups.filter(({ parameter }) => parameter === "mu");
  const rows = [...new Set(mu.filter(isOfRows).map(({ group }) => group))];
  const others = [...new Set(frame.groups.filter(({ parameter }) => parameter !== "mu").map(({ group }) => group))];
  const form = residualForm(fitted, approximation);
  const said: [boolean, string][] = [
    [
      mu.some(({ columns }) => columns.some((column) => column !== undefined)),
      "With slopes the variance of a group differs between rows: its mean over the rows is taken (Johnson 2014).",
    ],
    [
      rows.length > 0,
      `Effects of ${rows.join(", ")}, one for each row, are shared by no two rows and count as residual.`,
    ],
    [response.trials !== undefined, "Responses are those of a single trial each."],
    [response.rate !== undefined, "Responses are counts for one unit of rate()."],
    [response.se !== undefined && !se, "Known standard errors are no part of the residual variance."],
    [frame.predictors[0]!.offset !== undefined, "Offsets are known, and no part of what fixed effects explain."],
    [likelihoodWeights(response) !== undefined, "Means over rows are weighted as the likelihood is."],
    [
      form === "threshold" && approximation !== undefined,
      `The ${approximation} approximation is for the log link; the link's own variance is taken.`,
    ],
    [others.length > 0, `Effects of ${others.join(", ")} on other parameters than the mean are no part of this.`],
  ];
  return said.filter(([holds]) => holds).map(([, sentence]) => sentence);
}
