/** The public face of `poolwise` in Node. */
import type { Model } from "../engine/core/Model.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { CheckedTable } from "../models/formula/CheckedTable.js";
import { fit as fitOn } from "./fit.js";
import type { FitOptions } from "./FitOptions.js";
import { nma as nmaOn } from "./network/nma.js";
import type { NetworkResult } from "./network/NetworkResult.js";
import type { NmaOptions } from "./network/NmaOptions.js";
import type { Analysis } from "./analysis.js";
import { metaAnalysis as metaAnalysisOn, type MetaAsked } from "./pairwise/metaAnalysis.js";
import { node } from "./platform/node/node.js";
import type { TableInput } from "../engine/data/tableOf.js";
import { simulationBasedCalibration as sbcOn, type SbcOptions, type SbcResult } from "./workflows/sbc.js";
import {
  designEffect as designEffectOn,
  type DesignEffect,
  type DesignEffectOptions,
} from "./workflows/designEffect.js";
import { kfold as kfoldOn, type Kfold, type KfoldOptions } from "./workflows/kfold.js";
import { leaveOneGroupOut as leaveOneGroupOutOn, type LeaveOneGroupOutOptions } from "./workflows/leaveOneGroupOut.js";
import { loo as looOn, type LooOptions, type PosteriorLoo } from "./workflows/loo.js";
import {
  leaveOneStudyOut as leaveOneStudyOutOn,
  type LeaveOneStudyOut,
  type LeaveOneStudyOutOptions,
} from "./workflows/leaveOneStudyOut.js";
import { nodeSplits as nodeSplitsOn, type NodeSplit, type NodeSplitsOptions } from "./workflows/nodeSplits.js";
import {
  unrelatedMeanEffects as unrelatedMeanEffectsOn,
  type UnrelatedMeanEffects,
  type UnrelatedOptions,
} from "./workflows/unrelatedMeanEffects.js";
import { update as updateOn } from "./workflows/update.js";

export * from "../models/index.js";
export type { Cell, Section, SectionFigure, SectionTable } from "../diagnostics/report/Section.js";
export type { ChainDraws, Draws, SamplerStatistics, WarmupReport } from "../engine/core/Draws.js";
export type { Model, ModelDescription } from "../engine/core/Model.js";
export type { Posterior, Provenance, Timing } from "../engine/core/Posterior.js";
export type { Column, Table } from "../engine/core/Table.js";
export { isUserError, UserError } from "../engine/core/UserError.js";
export type { Warning } from "../engine/core/Warning.js";
export { parseCsv } from "../engine/data/csv.js";
export { asFactor } from "../engine/data/factor.js";
export { requireNumbers } from "../engine/data/requireNumbers.js";
export { requireColumn, tableFromColumns, tableFromRecords } from "../engine/data/table.js";
export type { Analyse, Analysis } from "./analysis.js";
export { readDraws, type DrawsOnDisk } from "./files/draws/readDraws.js";
export { exportDraws, type DrawsFormat, type ExportDetails } from "./files/exportDraws.js";
export { loadFit } from "./files/loadFit.js";
export { readTable } from "./files/readTable.js";
export { saveFit, type SaveOptions } from "./files/saveFit.js";
export type { FitOptions } from "./FitOptions.js";
export type { ChainProgress } from "./platform/Platform.js";
export type { NetworkResult, NetworkSummary } from "./network/NetworkResult.js";
export type { NmaOptions } from "./network/NmaOptions.js";
export type { LeaveOneStudyOut, LeaveOneStudyOutOptions } from "./workflows/leaveOneStudyOut.js";
export type { NodeSplit, NodeSplitsOptions } from "./workflows/nodeSplits.js";
export type { UnrelatedMeanEffects, UnrelatedOptions } from "./workflows/unrelatedMeanEffects.js";
export type { TableInput } from "../engine/data/tableOf.js";
export {
  looCompare,
  type ComparedModel,
  type Comparison,
  type Elpd,
  type NamedElpd,
} from "../diagnostics/loo/index.js";
export type {
  CoefficientNumbers,
  DesignEffect,
  DesignEffectOptions,
  DesignEffectRow,
  KishRow,
} from "./workflows/designEffect.js";
export { designEffectText } from "./workflows/designEffectText.js";
export type { Kfold, KfoldOptions } from "./workflows/kfold.js";
export type { LeaveOneGroupOutOptions } from "./workflows/leaveOneGroupOut.js";
export type { LooOptions, LooProgress, PosteriorLoo } from "./workflows/loo.js";
export { pointwiseOf, type PosteriorPointwise } from "./workflows/pointwiseOf.js";
export { replicatesOf } from "./workflows/replicatesOf.js";
export {
  hypothesis,
  type HypothesisOptions,
  type HypothesisResult,
  type HypothesisRope,
  type HypothesisRow,
} from "./workflows/hypothesis.js";
export * from "./workflows/bridge/index.js";
export { hypothesisText, type HypothesisTextOptions } from "./workflows/hypothesisText.js";
export { bayesR2, type BayesR2, type BayesR2Options } from "./workflows/bayesR2.js";
export { report, type ReportOptions } from "./reportOf.js";
export { sensitivity } from "./workflows/sensitivity.js";
export type { SbcOptions, SbcResult } from "./workflows/sbc.js";
export type { PowerScaleOptions, Sensitivity, SensitivityRow } from "../diagnostics/sensitivity/index.js";

/**
 * Fits a model to a table in this process and its worker threads. The table may be a table, an array of records, or a
 * record of columns. With the same seed the draws are the same, whatever the machine and the number of workers.
 * Throws UserError for what is wrong with the model, the table or the options.
 *
 * @example
 * const posterior = await fit(model, { y: [28, 8, -3], sigma: [15, 10, 16] }, { seed: 1 });
 */
export function fit<Columns extends string = string, Input extends TableInput = TableInput>(
  model: Model & { readonly columns?: Columns },
  table: Input & CheckedTable<Columns, Input>,
  options: FitOptions = {},
): Promise<Posterior> {
  return fitOn(model, table, options, node);
}

/**
 * Network meta-analysis of a table of trials, a row for each arm or contrast: relative effects of all treatments, and what else is asked,
 * each as a plain record. Options have the words of `poolwise nma`.
 * Throws UserError for what is wrong with the table, the network or the options, before anything is fitted.
 *
 * @example
 * const { summary, league } = await nma(table, { events: "r", total: "n", reference: "Placebo", better: "lower", seed: 1 });
 */
export function nma(table: TableInput, options: NmaOptions = {}): Promise<NetworkResult> {
  return nmaOn(table, options, node);
}

/**
 * Direct and indirect evidence on each comparison of a network that has both, by a fit for each.
 * Throws UserError for posteriors of other models, and for comparisons that cannot be split.
 *
 * @example
 * for (const { from, to, p_value } of await nodeSplits(result.posterior)) console.log(from, to, p_value);
 */
export function nodeSplits(posterior: Posterior, options: NodeSplitsOptions = {}): Promise<readonly NodeSplit[]> {
  return nodeSplitsOn(posterior, options, node);
}

/**
 * Unrelated mean effects beside the consistency model of a network: does the fit gain where consistency is not assumed?
 * Throws UserError for posteriors of other models.
 *
 * @example
 * const { consistency, unrelated } = await unrelatedMeanEffects(result.posterior);
 */
export function unrelatedMeanEffects(
  posterior: Posterior,
  options: UnrelatedOptions = {},
): Promise<UnrelatedMeanEffects> {
  return unrelatedMeanEffectsOn(posterior, options, node);
}

/**
 * The effects of a network without each of its studies.
 * Throws UserError for posteriors of other models, and for unknown studies.
 *
 * @example
 * const { without } = await leaveOneStudyOut(result.posterior);
 */
export function leaveOneStudyOut(
  posterior: Posterior,
  options: LeaveOneStudyOutOptions = {},
): Promise<LeaveOneStudyOut> {
  return leaveOneStudyOutOn(posterior, options, node);
}

/**
 * What a fit of `meta(…)` comes to: text, sections for a report and the record of `meta.json`; with `influence` and `cumulative` it is fitted
 * again without each study, and as studies are added.
 * Throws UserError for posteriors of other models, and for too few studies.
 *
 * @example
 * const { files } = await metaAnalysis(await fit(meta({ ratio: "risk ratio" }), table, { seed: 1 }), { influence: true });
 */
export function metaAnalysis(posterior: Posterior, asked: MetaAsked = {}): Promise<Analysis> {
  return metaAnalysisOn(posterior, asked, node);
}

/**
 * Fits the model of a posterior to another table, with the priors that it had; options that are not given are those of the
 * first fit. Where the tables differ in numbers alone, nothing is traced or compiled again.
 * Throws UserError as `fit` does.
 *
 * @example
 * const second = await update(first, { y: [1, 7, 2], sigma: [15, 10, 16] }, { seed: 2 });
 */
export function update(posterior: Posterior, table: TableInput, options: FitOptions = {}): Promise<Posterior> {
  return updateOn(posterior, table, options, node);
}

/**
 * Leave-one-out cross-validation by Pareto-smoothed importance sampling: how well each row is predicted by all others. With `momentMatch`
 * draws are moved for rows that it cannot leave out, with `refit` the model is fitted again without each of them.
 * Throws UserError for draws of the prior, and where the log likelihood by row is not known.
 *
 * @example
 * const { elpd, warnings } = await loo(posterior, { momentMatch: true });
 */
export function loo(posterior: Posterior, options: LooOptions = {}): Promise<PosteriorLoo> {
  return looOn(posterior, options, node);
}

/**
 * Leave-one-group-out cross-validation: how well all rows of a level are predicted by the other levels, the level's own effects
 * integrated out.
 * Throws UserError for a group whose effects cannot be integrated out, and for posteriors of other models than GLMMs.
 *
 * @example
 * const { elpd } = await leaveOneGroupOut(posterior, { group: "herd" });
 */
export function leaveOneGroupOut(posterior: Posterior, options: LeaveOneGroupOutOptions): Promise<PosteriorLoo> {
  return leaveOneGroupOutOn(posterior, options, node);
}

/**
 * K-fold cross-validation: the model is fitted again without each part of the rows, with the priors that it had, and predicts that part.
 * Throws UserError for impossible folds, and as `update` does.
 *
 * @example
 * const { elpd, warnings } = await kfold(posterior, { folds: 10, stratify: "arm", seed: 1 });
 */
export function kfold(posterior: Posterior, options: KfoldOptions = {}): Promise<Kfold> {
  return kfoldOn(posterior, options, node);
}

/**
 * A model with groups beside the same model without them, which is fitted to the same rows with the same priors: what a pooled analysis would
 * have claimed, by how much its standard deviations are too small, and what the rows are worth.
 * Throws UserError for a model without groups, and as `fit` does.
 *
 * @example
 * console.log(designEffectText(await designEffect(posterior)));
 */
export function designEffect(posterior: Posterior, options: DesignEffectOptions = {}): Promise<DesignEffect> {
  return designEffectOn(posterior, options, node);
}

/**
 * Simulation-based calibration of a GLMM: parameters are drawn from the prior (or, given the data, from the posterior), data from them, and
 * the model is fitted to each; the ranks of what was drawn among the draws of its fit are uniform where everything is right.
 * Throws UserError for models whose data cannot be simulated, and as `fit` does.
 *
 * @example
 * const { calibration } = await simulationBasedCalibration(model, table, { simulations: 100, seed: 1 });
 */
export function simulationBasedCalibration(
  model: Model,
  table: TableInput,
  options: SbcOptions = {},
): Promise<SbcResult> {
  return sbcOn(model, table, options, node);
}
