/** Draws as a Parquet table for other programs: chain, draw, then one double column a variable. */

import { fileWriter, ParquetWriter } from "hyparquet-writer";
import type { ColumnSource } from "hyparquet-writer";

import type { ChainDraws, Draws } from "../../engine/core/Draws.js";

/** Writes `chain` and `draw` (from 1, int32) and every variable to a new file, chain after chain. */
export async function writeParquet(path: string, draws: Draws): Promise<void> {
  const names = uniqueNames(["chain", "draw", ...draws.names]);
  const parquet = new ParquetWriter({
    // Columns go to the file as they are made: draws are large, and need not be in memory a second time.
    writer: fileWriter(path),
    codec: "UNCOMPRESSED", // random digits do not compress
    statistics: false, // for 100,000 variables they take more memory than draws, and no one asks for a range of draws
    createdBy: "poolwise",
    schema: [
      { name: "root", num_children: names.length },
      ...names.map((name, index) => ({
        name,
        type: index < 2 ? ("INT32" as const) : ("DOUBLE" as const),
        repetition_type: "REQUIRED" as const,
      })),
    ],
  });
  const rows = draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
  // One group of rows: what is kept of each column of each group takes more than the column, where there are many of few draws.
  if (rows > 0) await parquet.write({ columnData: columnsOf(draws, names, rows), rowGroupSize: rows });
  await parquet.finish();
}

/** Columns of all chains one after another, each made when the writer asks for it. */
function columnsOf({ chains }: Draws, names: readonly string[], rows: number): ColumnSource[] {
  return names.map((name, index) => ({
    name,
    ...(index === 1 ? {} : { encoding: index === 0 ? undefined : "PLAIN" }),
    get data() {
      if (index === 0) return Int32Array.from(chains.flatMap(({ chain, drawCount }) => Array(drawCount).fill(chain)));
      if (index === 1)
        return Int32Array.from(chains.flatMap(({ drawCount }) => Array.from(Array(drawCount), (_, i) => i + 1)));
      return variable(chains, rows, names.length - 2, index - 2);
    },
  })) as ColumnSource[];
}

/** The draws of one variable of `width`. */
function variable(chains: readonly ChainDraws[], rows: number, width: number, index: number): Float64Array {
  const out = new Float64Array(rows);
  let row = 0;
  for (const { values, drawCount } of chains) {
    for (let draw = 0; draw < drawCount; draw++) out[row++] = values[draw * width + index]!;
  }
  return out;
}

/** A variable may be called `chain`; columns of a Parquet table must differ. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    while (seen.has(unique)) unique += "_";
    seen.add(unique);
    return unique;
  });
}
