/** Draws as a Parquet table for other programs: chain, draw, then one double column a variable. */

import { fileWriter, ParquetWriter } from "hyparquet-writer";
import type { ColumnSource } from "hyparquet-writer";

import type { ChainDraws, Draws } from "../../engine/core/Draws.js";

/** Writes `chain` and `draw` (from 1, int32) and every variable to a new file; one row group a chain. */
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
  for (const chain of draws.chains) {
    if (chain.drawCount === 0) continue;
    await parquet.write({ columnData: chainColumns(chain, names), rowGroupSize: chain.drawCount });
  }
  await parquet.finish();
}

/** Columns of one chain, each made when the writer asks for it. */
function chainColumns(chain: ChainDraws, names: readonly string[]): ColumnSource[] {
  const count = chain.drawCount;
  return names.map((name, index) => ({
    name,
    ...(index === 1 ? {} : { encoding: index === 0 ? undefined : "PLAIN" }),
    get data() {
      if (index === 0) return new Int32Array(count).fill(chain.chain);
      if (index === 1) return Int32Array.from({ length: count }, (_, draw) => draw + 1);
      return variable(chain, names.length - 2, index - 2);
    },
  })) as ColumnSource[];
}

/** The draws of one variable of `width`. */
function variable({ values, drawCount }: ChainDraws, width: number, index: number): Float64Array {
  const out = new Float64Array(drawCount);
  for (let draw = 0; draw < drawCount; draw++) out[draw] = values[draw * width + index]!;
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
