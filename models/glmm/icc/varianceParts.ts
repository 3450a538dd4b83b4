/** All variance of a fit on the scale of the link, in parts, draw by draw. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { likelihoodWeights, sumOf } from "../rowWeights.js";
import { drawsOfData } from "../variance/drawsOfData.js";
import { latentParts } from "../variance/latentParts.js";
import { populationVariance } from "../variance/populationRows.js";
import { sumOfDraws } from "../variance/sumOfDraws.js";
import { linkResidual, residualForm, type LinkResidual } from "./linkResidual.js";
import type { ShareQuestionOptions } from "./ShareQuestionOptions.js";

export interface ModelVariances {
  readonly selection: DrawSelection;
  /** One a row. */
  readonly weights: Float64Array;
  /** Of each group-level term of mu, averaged over the rows (Johnson 2014). */
  readonly terms: ReadonlyMap<GroupTerm, Float64Array>;
  /** Of population-level effects over the rows, offsets apart; n − 1 below, as R's var. */
  readonly fixed: Float64Array;
  /** Of the terms that rows share. */
  readonly random: Float64Array;
  /** Of effects that each belong to a single row: no two rows share them, so they are part of the rest. */
  readonly ofRows: Float64Array | undefined;
  readonly residual: LinkResidual;
  /** Everything. */
  readonly total: Float64Array;
}

/** Whether each level is that of a single row, with no relation to others. */
export function isOfRows({ index, related }: GroupTerm): boolean {
  return related === undefined && new Set(index).size === index.length;
}

/** The parts of the variance of mu's predictor and of the response around it. */
export function varianceParts(fitted: FittedGlmm, options: ShareQuestionOptions): ModelVariances {
  const { at = "rows", approximation, se = true } = options;
  const form = residualForm(fitted, approximation);
  const isClosed = form === "own" || form === "threshold";
  const selection = selectDraws(fitted, options.draws ?? (isClosed ? undefined : drawsOfData(fitted)));
  const weights = likelihoodWeights(fitted.frame.response!) ?? new Float64Array(fitted.frame.rows).fill(1);
  const parts = latentParts(fitted, selection, weights, se);
  const none = new Float64Array(selection.count);
  const sumWhere = (holds: (term: GroupTerm) => boolean) =>
    sumOfDraws([none, ...[...parts.terms].filter(([term]) => holds(term)).map(([, variance]) => variance)]);
  const all = sumWhere(() => true);
  const residual = linkResidual({ fitted, selection, form, parts, total: all, weights, at, se });
  const fixed = fixedVariance(fitted, selection, weights);
  return {
    ...{ selection, weights, terms: parts.terms, fixed, residual },
    random: sumWhere((term) => !isOfRows(term)),
    ofRows: [...parts.terms.keys()].some(isOfRows) ? sumWhere(isOfRows) : undefined,
    total: sumOfDraws([fixed, all, residual.variance]),
  };
}

function fixedVariance({ frame }: FittedGlmm, selection: DrawSelection, weights: Float64Array): Float64Array {
  const rows = sumOf(weights);
  return populationVariance(frame.predictors[0]!, selection, weights, false).map(
    (variance) => (variance * rows) / (rows - 1),
  );
}
