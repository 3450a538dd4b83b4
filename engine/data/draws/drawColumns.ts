/** Which columns of a table of draws are variables, and what the others are. */
import type { SamplerStatistics } from "../../core/Draws.js";
import { statisticColumns } from "./drawsCsv.js";

/** Columns that say which chain a row belongs to (ours; R's posterior; ArviZ), in the order of preference. */
const chainColumns = ["chain__", ".chain", "chain"];

/** Columns that number the draws of a chain, in the order of preference. */
const iterationColumns = [".iteration", "iteration__"];

/** Columns that only number the rows; `draw` counts as such beside `chain`, and the row names that R and pandas write. */
const indexColumns = [".draw", "draw__", "__index_level_0__"];

/** Columns by their places in a table. */
export interface DrawColumns {
  /** Place of the number of the chain, -1 where there is none. */
  readonly chain: number;
  /** Place of the number of the draw in its chain, -1 where there is none. */
  readonly iteration: number;
  readonly statistics: readonly { readonly key: keyof SamplerStatistics; readonly column: number }[];
  readonly variables: readonly { readonly name: string; readonly column: number }[];
}

/**
 * What the columns of a table are: those of CmdStan, of R's `posterior`, of ArviZ and our own are known by their names, all others
 * are variables.
 *
 * @param header names of all columns; the first may be empty, as R and pandas leave it above row names
 */
export function drawColumns(header: readonly string[]): DrawColumns {
  const find = (names: readonly string[]) =>
    names.map((name) => header.indexOf(name)).find((place) => place >= 0) ?? -1;
  const beside = header.includes("draw") && header.includes("chain");
  const chain = find(beside ? chainColumns : chainColumns.slice(0, 2));
  const iteration = find(beside && header[chain] === "chain" ? [...iterationColumns, "draw"] : iterationColumns);
  const keys = new Map(Object.entries(statisticColumns));
  const skipped = new Set<number>([
    chain,
    iteration,
    ...[...indexColumns, ...iterationColumns].map((name) => header.indexOf(name)),
  ]);
  if (header[0] === "") skipped.add(0);
  return {
    chain,
    iteration,
    statistics: header.flatMap((name, column) => (keys.has(name) ? [{ key: keys.get(name)!, column }] : [])),
    variables: header.flatMap((name, column) => (skipped.has(column) || keys.has(name) ? [] : [{ name, column }])),
  };
}
