/** Gathers the draws of one chain row by row, of which there may be any number. */
import type { ChainDraws, SamplerStatistics } from "../../core/Draws.js";
import { UserError } from "../../core/UserError.js";
import type { DrawColumns } from "./drawColumns.js";
import { statisticColumns } from "./drawsCsv.js";

/** Doubles that are asked for at once: a megabyte. */
const blockLength = 131_072;

/** Rows of numbers in blocks, so that none has to be copied as they become more. */
export interface ChainRows {
  /** Adds one row of the table; the row is not kept. */
  add(row: Float64Array): void;
  readonly count: number;
  /** The draws from row `first` on, in the order of their numbers where they have any. */
  finish(first: number): Pick<ChainDraws, "drawCount" | "values" | "statistics" | "positions">;
}

/** @param label of the chain in errors, such as `a.csv` or `chain 2 of a.csv` */
export function chainRows({ variables, statistics, iteration }: DrawColumns, label: string): ChainRows {
  const width = variables.length + statistics.length + 1;
  const perBlock = Math.max(1, Math.floor(blockLength / width));
  const places = [...variables, ...statistics].map(({ column }) => column);
  const blocks: Float64Array[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(row) {
      const at = count % perBlock;
      if (at === 0) blocks.push(new Float64Array(perBlock * width));
      const block = blocks[blocks.length - 1];
      const start = at * width;
      for (let k = 0; k < places.length; k++) block[start + k] = row[places[k]];
      block[start + width - 1] = iteration < 0 ? count : row[iteration];
      count++;
    },
    finish(first) {
      const kept = count - first;
      const cell = (row: number, k: number) => blocks[Math.floor(row / perBlock)][(row % perBlock) * width + k];
      const order = rowOrder(kept, (i) => cell(first + i, width - 1), label);
      const values = new Float64Array(kept * variables.length);
      const columns = statistics.map(() => new Float64Array(kept));
      for (let i = 0; i < kept; i++) {
        const row = first + (order ? order[i] : i);
        const block = blocks[Math.floor(row / perBlock)];
        const start = (row % perBlock) * width;
        values.set(block.subarray(start, start + variables.length), i * variables.length);
        for (let s = 0; s < columns.length; s++) columns[s][i] = block[start + variables.length + s];
      }
      const known = new Map(statistics.map(({ key }, s) => [key, columns[s]]));
      return { drawCount: kept, values, positions: new Float64Array(0), statistics: allStatistics(known, kept) };
    },
  };
}

/** Every statistic of the sampler; NaN where a file lacks one. */
export function allStatistics(
  known: ReadonlyMap<keyof SamplerStatistics, Float64Array>,
  draws: number,
): SamplerStatistics {
  const unknown = () => new Float64Array(draws).fill(NaN);
  return Object.fromEntries(
    Object.values(statisticColumns).map((key) => [key, known.get(key) ?? unknown()]),
  ) as unknown as SamplerStatistics;
}

/** Places of the rows in ascending order of their numbers; undefined where they are in order. @throws UserError for a number that occurs twice. */
export function rowOrder(count: number, numberOf: (row: number) => number, label: string): Uint32Array | undefined {
  let sorted = true;
  for (let i = 1; i < count && sorted; i++) sorted = numberOf(i) > numberOf(i - 1);
  if (sorted) return undefined;
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => numberOf(a) - numberOf(b));
  for (let i = 1; i < count; i++) {
    const number = numberOf(order[i]);
    if (number > numberOf(order[i - 1])) continue;
    throw new UserError(
      `${label} numbers two draws ${number}: every draw of a chain needs its own number; was a file put together from several?`,
    );
  }
  return order;
}
