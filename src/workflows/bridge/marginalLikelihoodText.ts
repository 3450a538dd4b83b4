/** Marginal likelihoods, Bayes factors and probabilities of models as text for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { decimalsFor, numberCell } from "../../../models/glmm/groups/cells.js";
import type { BayesFactor } from "./bayesFactor.js";
import type { MarginalLikelihood } from "./MarginalLikelihood.js";
import type { ModelProbabilities, ModelProbability } from "./posteriorModelProbabilities.js";

export interface MarginalLikelihoodTextOptions {
  /** Characters of the terminal, 80 unless told. */
  readonly width?: number;
}

/**
 * One line for a model, and its warnings.
 *
 * @example console.log(marginalLikelihoodText(await logMarginalLikelihood(posterior)));
 */
export function marginalLikelihoodText(
  marginal: MarginalLikelihood,
  { width = 80 }: MarginalLikelihoodTextOptions = {},
): string {
  const { title, dimension, draws, effectiveSize } = marginal;
  return [
    ...wrapText(
      printable(
        `${title}: log marginal likelihood ${logCell(marginal)}, relative error ${percent(marginal.error)}, by ${methodWords(marginal)} in ` +
          `${dimension} dimension${dimension === 1 ? "" : "s"} (${draws} draws that count for ${Math.round(effectiveSize)})`,
      ),
      width,
      "  ",
    ),
    ...warningLines(marginal.warnings, width),
  ].join("\n");
}

/**
 * The factor with its error, in whichever direction it is above 1.
 *
 * @example console.log(bayesFactorText(await bayesFactor(first, second)));
 */
export function bayesFactorText(
  { first, second, bayesFactor, error, warnings }: BayesFactor,
  { width = 80 }: MarginalLikelihoodTextOptions = {},
): string {
  const isFor = !(bayesFactor < 1);
  const [one, other] = isFor ? [first, second] : [second, first];
  const factor = isFor ? bayesFactor : 1 / bayesFactor;
  return [
    ...wrapText(
      printable(
        `Bayes factor of ${one.title} against ${other.title}: ${factorCell(factor)}, relative error ${percent(error)}.`,
      ),
      width,
      "  ",
    ),
    ...[first, second].map((one) => printable(`  ${one.title}: log marginal likelihood ${logCell(one)}`)),
    ...warningLines(warnings, width),
  ].join("\n");
}

/**
 * A row for each model.
 *
 * @example console.log(modelProbabilitiesText(await posteriorModelProbabilities(models)));
 */
export function modelProbabilitiesText(
  { models, warnings }: ModelProbabilities,
  { width = 80 }: MarginalLikelihoodTextOptions = {},
): string {
  const columns: TextColumn<ModelProbability>[] = [
    { head: "log ml", cell: ({ marginal }) => logCell(marginal), rank: 1 },
    { head: "error", cell: ({ marginal }) => percent(marginal.error), rank: 2 },
    { head: "prior", cell: ({ prior }) => numberCell(prior, 3), rank: 3 },
    { head: "probability", cell: ({ probability }) => numberCell(probability, 3), rank: 0 },
    { head: "mcse", cell: ({ mcse }) => numberCell(mcse, 4), rank: 4 },
  ];
  return [
    ...textTable(models, { name: ({ name }) => name, nameHead: "model", columns, width }),
    ...warningLines(warnings, width),
  ].join("\n");
}

function methodWords({ method }: MarginalLikelihood): string {
  return method === "warp3" ? "a warped bridge" : "a normal bridge";
}

/** As many decimals as its error lets be known. */
function logCell({ logMarginalLikelihood, error }: MarginalLikelihood): string {
  return numberCell(logMarginalLikelihood, decimalsFor([error]));
}

function factorCell(factor: number): string {
  if (factor === Infinity) return "beyond all numbers";
  return factor >= 1e6 ? factor.toExponential(1) : String(Number(factor.toPrecision(3)));
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${Number((100 * share).toPrecision(2))} %` : "–";
}

function warningLines(warnings: readonly Warning[], width: number): string[] {
  return warnings.flatMap(({ text }) => wrapText(printable(`warning: ${text}`), width, "  "));
}
