/** The public face of `poolwise` in Node. */
import type { Model } from "../engine/core/Model.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { CheckedTable } from "../models/formula/CheckedTable.js";
import { fit as fitOn } from "./fit.js";
import type { FitOptions } from "./FitOptions.js";
import { node } from "./platform/node/node.js";
import type { TableInput } from "../engine/data/tableOf.js";
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
export { networkAnalysis } from "./networkAnalysis.js";
export type { NetworkQuestions, NetworkSummary } from "./NetworkQuestions.js";
export type { TableInput } from "../engine/data/tableOf.js";

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
