/**
 * What a model adds to its fit: printed text, report sections, JSON files. A model file does so by exporting a function
 * `analyse`.
 */
import type { Section } from "../diagnostics/report/Section.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { Table } from "../engine/core/Table.js";
import type { ModelChecks } from "./checksOfModel.js";

/** What was made of a posterior. */
export interface Analysis {
  /** Printed before the summary. */
  readonly heading?: string;
  /** Printed after the summary. */
  readonly text?: string;
  /** Added to the report, before the model. */
  readonly sections?: readonly Section[];
  /** Variables that matter most, in order, for the first rows of the summary and the first screen of the report. */
  readonly main?: readonly string[];
  /**
   * Variables, by what their names may begin with, that the printed table leaves out: `text` counts them instead, and `question` is what
   * `poolwise ask` tells them for, if it does.
   */
  readonly counted?: { readonly prefixes: readonly string[]; readonly text: string; readonly question?: string };
  /** Replaces the table of main variables on the first screen. */
  readonly found?: Section;
  /** Checks of the model, for the report. */
  readonly checks?: ModelChecks;
  /** Values written as JSON beside the summary, by file name, such as `"nma.json"`. */
  readonly files?: Readonly<Record<string, unknown>>;
}

/**
 * Questions put to a posterior as soon as there is one. `table` is the whole table of `--data`, of which the model may have
 * used some columns and rows.
 *
 * @example
 * export const analyse: Analyse = (posterior) => ({ text: `${posterior.draws.names.length} variables` });
 */
export type Analyse = (posterior: Posterior, table: Table) => Analysis | Promise<Analysis>;
