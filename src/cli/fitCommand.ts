/** `poolwise fit`: a model, as formulas or as a file, and a table in; a summary and a folder out. */
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { checkOutputFolder } from "../files/outputFolder.js";
import { readTable } from "../files/readTable.js";
import { workersFor } from "../fit.js";
import { node } from "../platform/node/node.js";
import { fileSource } from "./fileSource.js";
import { checkSource, formulaSource, type FormulaOptions } from "./formulaSource.js";
import { noTable, runFit, type RunOptions } from "./runFit.js";

/** Options as the parser gives them. */
export interface FitCommandOptions extends RunOptions, Omit<FormulaOptions, "title" | "out"> {
  readonly data?: string;
}

/** Runs the command; returns the exit status: 0, or 130 when the fit was interrupted and what it had was kept. */
export async function fitCommand(path: string | undefined, options: FitCommandOptions): Promise<number> {
  const note = (text: string) => void (options.quiet || process.stderr.write(`${text}\n`));
  checkSource(path, options);
  if (options.out !== undefined) await checkOutputFolder(options.out);
  const table = await tableFor(options);
  // Workers get ready while the model file is compiled, which takes as long.
  const runner = node.startRunner(workersFor(options, node));
  try {
    const { formula } = options;
    const source = await (formula ? formulaSource({ ...options, formula }) : fileSource(path!, options));
    return await runFit(source, table, options, { ...node, startRunner: () => runner }, note);
  } finally {
    await runner.close();
  }
}

/** @throws UserError when there are formulas but no table, or the table cannot be read. */
async function tableFor({ data, formula }: FitCommandOptions): Promise<Table> {
  if (data !== undefined) return readTable(data);
  if (formula === undefined) return noTable;
  throw new UserError("a formula needs a table: give one with --data d.csv");
}
