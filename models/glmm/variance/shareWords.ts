/** What shares of variance mean, in words. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { likelihoodWeights } from "../rowWeights.js";
import type { LatentParts } from "./latentParts.js";
import { isOfLogarithm, isOneScale } from "./latentScale.js";
import { thresholdVariance } from "./thresholdVariance.js";
import type { VarianceShareDefinitions } from "./VarianceShares.js";

/** Options of a question, with what they are when they are not given. */
export interface ShareChoices {
  readonly fixed: boolean;
  readonly se: boolean;
  readonly at: "rows" | "averageRow";
}

/** @param parts What is in the denominator beside group-level terms. */
export function definitionsOf(
  fitted: FittedGlmm,
  { fixed, at }: ShareChoices,
  { residual, sampling }: Pick<LatentParts, "residual" | "sampling">,
): VarianceShareDefinitions {
  const scale = latentScale(fitted);
  const parts = [
    "all group-level terms",
    ...(residual ? ["the residual"] : []),
    ...(sampling ? ["known standard errors"] : []),
    ...(fixed ? ["fixed effects"] : []),
  ];
  const last = parts.pop()!;
  const sum = parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
  const threshold = thresholdVariance(fitted);
  const over = at === "rows" ? "averaged over the rows fitted" : "at the average row";
  return {
    variance: `Variance that the term gives ${scale}, averaged over the rows fitted.`,
    latent: `This variance over that of ${sum}, in each draw.`,
    ...(threshold === undefined
      ? {}
      : {
          liability:
            `The same with the link's own variance, ${thresholdWords(fitted, threshold)}, added to the denominator: the share on the ` +
            "scale of a liability, which makes the response 1 beyond a threshold.",
        }),
    additive:
      `ψ² times the variance of the term, over the variance of a response, ${over}: ψ is the mean slope of the response's mean in the ` +
      "predictor, so that this is the part that effects pass on linearly, as breeding values do: heritability of the response itself.",
    icc:
      `Variance of the response's mean given the effects of the term, over the variance of a response, ${over}: the correlation of two ` +
      "responses that share these effects and nothing else, repeatability of the response itself.",
  };
}

function thresholdWords({ link }: FittedGlmm, variance: number): string {
  if (link.name === "probit") return "1 of probit";
  return `${link.name === "logit" ? "π²/3" : "π²/6"} = ${variance.toFixed(2)} of ${link.name}`;
}

function latentScale(fitted: FittedGlmm): string {
  if (isOneScale(fitted)) return "the response";
  if (isOfLogarithm(fitted)) return "the logarithm of the response";
  return `the predictor, on the scale of the link (${fitted.link.name})`;
}

/** What a reader should know besides, a sentence each. */
export function notesOf(
  fitted: FittedGlmm,
  { fixed, se }: ShareChoices,
  latent: DrawSelection,
  data: DrawSelection,
): string[] {
  const { frame, family, link } = fitted;
  const response = frame.response!;
  const mu = frame.groups.filter(({ parameter }) => parameter === "mu");
  const others = [...new Set(frame.groups.filter(({ parameter }) => parameter !== "mu").map(({ group }) => group))];
  const hasPredictors = frame.predictors[0]!.names.length > 0 || frame.predictors[0]!.offset !== undefined;
  const isAveraged = mu.some(
    ({ columns, related }) =>
      columns.some((column) => column !== undefined) || related?.kernel.variances.some((x) => Math.abs(x - 1) > 1e-9),
  );
  const said: [boolean, string][] = [
    [
      !fixed && hasPredictors,
      "Fixed effects are in no denominator: shares are those among rows with the same predictors.",
    ],
    [fixed, "The variance of fixed effects over the rows fitted is in the denominators, an offset included."],
    [isAveraged, "Where slopes or relations make variances differ between rows, their mean over the rows is taken."],
    [response.trials !== undefined, "Responses are those of a single trial each."],
    [response.rate !== undefined, "Responses are counts for one unit of rate()."],
    [response.se !== undefined && !se, "Known standard errors are in no denominator."],
    [likelihoodWeights(response) !== undefined, "Means over rows are weighted as the likelihood is."],
    [
      link.name === "identity" && family.mean === "positive",
      "With identity link the normal law of the predictor is taken whole, negative means included.",
    ],
    [others.length > 0, `Effects of ${others.join(", ")} on other parameters than the mean are no part of this.`],
    [data.count < latent.count, `The data scale is computed from ${data.count} of ${latent.of} draws.`],
  ];
  return said.filter(([holds]) => holds).map(([, sentence]) => sentence);
}
