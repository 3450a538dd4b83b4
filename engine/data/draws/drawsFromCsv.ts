/** Reads draws from CSV text: CmdStan's output, our own, or a table with a column for the chain. */
import type { Draws } from "../../core/Draws.js";
import { csvDraws } from "./csvDraws.js";
import { gatherDraws } from "./gatherDraws.js";

/** One file of draws: its name, for errors, and its text. */
export interface DrawsText {
  readonly name: string;
  readonly text: string;
}

/**
 * Draws of one fit from one or several texts, each a chain, or a table of several. CmdStan's names `theta.1.2` become `theta[1,2]`; our own are
 * kept. Statistics that a file lacks are NaN.
 *
 * @throws UserError naming file and line: no draws, columns that differ between files, a row of another length, a cell
 * that is not a number, output of an optimiser, the same draws twice.
 * @example drawsFromCsv([{ name: "chain1.csv", text }])
 */
export function drawsFromCsv(files: readonly DrawsText[]): Draws {
  const encoder = new TextEncoder();
  const read = files.map(({ name, text }) => {
    const reader = csvDraws(name);
    reader.push(encoder.encode(text));
    return reader.finish();
  });
  return gatherDraws(read).draws;
}
