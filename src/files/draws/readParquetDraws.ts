/** Reads a Parquet table of draws, column by column. */
import { open } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { parquetMetadataAsync, parquetRead } from "hyparquet";
import type { AsyncBuffer, Compressors, FileMetaData } from "hyparquet";

import type { ChainDraws, SamplerStatistics } from "../../../engine/core/Draws.js";
import { UserError } from "../../../engine/core/UserError.js";
import { allStatistics, rowOrder } from "../../../engine/data/draws/chainRows.js";
import { drawColumns, type DrawColumns } from "../../../engine/data/draws/drawColumns.js";
import type { DrawsFile } from "../../../engine/data/draws/DrawsFile.js";
import { refuseTooLarge } from "../refuseTooLarge.js";

/** Codecs that Node has besides the one that the reader has. */
const compressors: Compressors = {
  GZIP: (input, outputLength) => sized(gunzipSync(input), outputLength),
  BROTLI: (input, outputLength) => sized(brotliDecompressSync(input), outputLength),
};

function sized(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length === length) return bytes;
  throw new Error(`a page of ${length} bytes has ${bytes.length}`);
}

/**
 * The draws in a Parquet file: a row per draw, and a column for the chain as `.chain` (R's `posterior`), or as `chain` beside `draw` (ours,
 * ArviZ). Without one it is a single chain.
 *
 * @throws UserError naming the file, and the column where there is one: damaged, text where numbers are expected, compressed in a way that is not read.
 */
export async function readParquetDraws(path: string): Promise<DrawsFile> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const file: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        if (bytesRead < bytes.length) throw new Error("the file ends too early");
        return bytes.buffer;
      },
    };
    return await readTable(path, file);
  } finally {
    await handle.close();
  }
}

async function readTable(path: string, file: AsyncBuffer): Promise<DrawsFile> {
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => {
    throw damaged(path, error);
  });
  const columns = columnsOf(path, metadata);
  const rows = Number(metadata.num_rows);
  if (rows === 0) throw new UserError(`${path} holds no draws: the table has no rows.`);
  const header = leaves(metadata);
  refuseTooLarge(path, { numbers: rows * header.length, names: header.length });
  const read = (column: number) => readColumn(path, file, metadata, header[column]!, rows);
  const groups = chainRowsOf(path, rows, columns.chain < 0 ? undefined : await read(columns.chain));
  const numbers = columns.iteration < 0 ? undefined : await read(columns.iteration);
  // Places of the rows of each chain, in the order of its draws.
  const places = [...groups].map(([chain, all]) => {
    const order = numbers && rowOrder(all.length, (row) => numbers[all[row]!]!, `chain ${chain} of ${path}`);
    return { chain, rows: order ? Uint32Array.from(order, (row) => all[row]!) : all };
  });
  const width = columns.variables.length;
  const values = places.map((place) => new Float64Array(place.rows.length * width));
  for (const [v, { column }] of columns.variables.entries()) {
    const data = await read(column);
    places.forEach((place, c) => {
      for (let i = 0; i < place.rows.length; i++) values[c]![i * width + v] = data[place.rows[i]!]!;
    });
  }
  const statistics = places.map(() => new Map<keyof SamplerStatistics, Float64Array>());
  for (const { key, column } of columns.statistics) {
    const data = await read(column);
    places.forEach((place, c) =>
      statistics[c]!.set(
        key,
        Float64Array.from(place.rows, (row) => data[row]!),
      ),
    );
  }
  const shift = groups.has(0) ? 1 : 0;
  return {
    name: path,
    variables: columns.variables.map(({ name }) => name),
    chains: places.map((place, c): ChainDraws => ({
      chain: columns.chain < 0 ? 1 : place.chain + shift,
      drawCount: place.rows.length,
      values: values[c]!,
      positions: new Float64Array(0),
      statistics: allStatistics(statistics[c]!, place.rows.length),
      gradients: statistics[c]!.get("numLeapfrog")?.reduce((sum, n) => sum + n, 0) || 0,
      rejected: { count: 0 },
    })),
    maxTreeDepth: 0,
    origin: metadata.created_by === "poolwise" ? "poolwise" : columns.statistics.length > 1 ? "cmdstan" : "other",
  };
}

/** Names of the columns; a column that is itself a record or a list is refused. */
function leaves({ schema }: FileMetaData): string[] {
  return schema.slice(1).map(({ name }) => name);
}

function columnsOf(path: string, metadata: FileMetaData): DrawColumns {
  const nested = metadata.schema
    .slice(1)
    .find(({ num_children, repetition_type }) => num_children || repetition_type === "REPEATED");
  if (nested !== undefined) {
    throw new UserError(
      `column "${nested.name}" of ${path} holds lists or records: give every element a column of its own.`,
    );
  }
  const header = leaves(metadata);
  const columns = drawColumns(header);
  if (columns.variables.length === 0)
    throw new UserError(`${path} has no variables: its columns only number the draws.`);
  return columns;
}

/** Rows by chain, chains in the order in which they come. */
function chainRowsOf(path: string, rows: number, chains: Float64Array | undefined): Map<number, Uint32Array> {
  if (chains === undefined) return new Map([[1, Uint32Array.from({ length: rows }, (_, i) => i)]]);
  const groups = new Map<number, number[]>();
  chains.forEach((chain, row) => {
    const group = groups.get(chain);
    if (group !== undefined) return void group.push(row);
    if (!Number.isInteger(chain) || chain < 0) {
      throw new UserError(
        `${path} names a chain ${chain} in row ${row + 1}: chains are numbered by whole numbers, from 0 or 1.`,
      );
    }
    groups.set(chain, [row]);
  });
  return new Map([...groups].map(([chain, list]) => [chain, Uint32Array.from(list)]));
}

async function readColumn(
  path: string,
  file: AsyncBuffer,
  metadata: FileMetaData,
  column: string,
  rows: number,
): Promise<Float64Array> {
  const chunks: { readonly data: ArrayLike<unknown>; readonly start: number }[] = [];
  await parquetRead({
    file,
    metadata,
    columns: [column],
    compressors,
    // Only kept here: nobody would hear of what is thrown.
    onChunk: ({ columnData, rowStart }) => chunks.push({ data: columnData as ArrayLike<unknown>, start: rowStart }),
  }).catch((error: unknown) => {
    throw damaged(path, error, column);
  });
  const numbers = new Float64Array(rows).fill(NaN);
  for (const { data, start } of chunks) {
    if (data instanceof Float64Array) numbers.set(data, start);
    else for (let i = 0; i < data.length; i++) numbers[start + i] = numberOf(data[i], path, column, start + i);
  }
  return numbers;
}

function numberOf(value: unknown, path: string, column: string, row: number): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  if (value === null || value === undefined) return NaN;
  throw new UserError(
    `${path} holds ${JSON.stringify(String(value).slice(0, 40))} in row ${row + 1}, column "${column}", where a number is expected: ` +
      `give the table of the draws alone.`,
  );
}

function damaged(path: string, error: unknown, column?: string): UserError {
  const { message } = error as Error;
  const codec = /unsupported compression codec: (\w+)/i.exec(message);
  if (codec) {
    return new UserError(
      `${path} is compressed by ${codec[1]}, which is not read: write it with snappy, gzip or no compression.`,
    );
  }
  const where = column === undefined ? "" : ` (column "${column}")`;
  return new UserError(`${path} is no whole Parquet file${where}: ${message}; was it cut off? Write it again.`);
}
