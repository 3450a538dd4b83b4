/** Draws as a Parquet table for other programs: chain, draw, then one double column a variable. */

import { writeFile } from "node:fs/promises";

import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { ColumnSource } from "hyparquet-writer";

import type { ChainDraws, Draws } from "../../engine/core/Draws.js";

/** Writes `chain` and `draw` (from 1, int32) and every variable; one row group a chain. */
export async function writeParquet(path: string, draws: Draws): Promise<void> {
  const names = uniqueNames(["chain", "draw", ...draws.names]);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    codec: "UNCOMPRESSED", // random digits do not compress
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
  await writeFile(path, writer.getBytes(), { flag: "wx" });
}

/** Columns of one chain, each made when the writer asks for it. */
function chainColumns(chain: ChainDraws, names: readonly string[]): ColumnSource[] {
  const count = chain.drawCount;
  const width = names.length - 2;
  return names.map((name, index) => ({
    name,
    ...(index === 1 ? {} : { encoding: index === 0 ? undefined : "PLAIN" }),
    get data() {
      if (index === 0) return new Int32Array(count).fill(chain.chain);
      if (index === 1) return Int32Array.from({ length: count }, (_, draw) => draw + 1);
      return Float64Array.from({ length: count }, (_, draw) => chain.values[draw * width + index - 2]!);
    },
  })) as ColumnSource[];
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
