/** The numbers of a posterior as named arrays, and back. */
import type { ChainDraws, SamplerStatistics, WarmupReport } from "../../engine/core/Draws.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Column, Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { checkNumbers } from "./checkNumbers.js";
import type { ChainFile, ColumnFile } from "./fitFile.js";
import type { NumberArray } from "./numberFile.js";

const statistics = [
  "acceptanceRate",
  "stepSize",
  "treeDepth",
  "numLeapfrog",
  "divergent",
  "energy",
  "logDensity",
] as const satisfies readonly (keyof SamplerStatistics)[];

/** Every array of a posterior: draws, statistics, warmup, the columns used, and what checks need later. */
export function numbersOf(posterior: Posterior): Map<string, NumberArray> {
  const { draws, data } = posterior;
  const arrays = new Map<string, NumberArray>();
  for (const chain of draws.chains) {
    const key = (name: string) => `chain ${chain.chain}: ${name}`;
    arrays.set(key("values"), chain.values);
    arrays.set(key("positions"), chain.positions);
    for (const name of statistics) arrays.set(key(name), chain.statistics[name]);
    if (chain.warmup === undefined) continue;
    const { iterations, stepSize, gradients, divergences, inverseMetric } = chain.warmup;
    arrays.set(key("warmup"), Float64Array.of(iterations, stepSize, gradients, divergences));
    arrays.set(key("inverse metric"), inverseMetric);
  }
  for (const [name, column] of data?.columns ?? []) {
    arrays.set(`column: ${name}`, column.kind === "number" ? column.values : column.codes);
  }
  for (const [name, array] of checkNumbers(posterior)) arrays.set(name, array);
  return arrays;
}

/** A chain without its arrays. */
export function chainFile({ chain, drawCount, gradients, rejected, warmup }: ChainDraws): ChainFile {
  return { chain, drawCount, gradients, rejected, warmup: warmup !== undefined };
}

/** A column without its array. */
export function columnFile(column: Column): ColumnFile {
  const { name, missing } = column;
  return column.kind === "number" ? { name, missing } : { name, levels: column.levels, missing };
}

/** A chain from its record and its arrays. Throws UserError when an array is missing. */
export function chainFrom(file: ChainFile, arrays: ReadonlyMap<string, NumberArray>): ChainDraws {
  const { chain, drawCount, gradients, rejected } = file;
  const array = (name: string) => numbers(arrays, `chain ${chain}: ${name}`);
  const warmup = (): WarmupReport => {
    const [iterations, stepSize, spent, divergences] = array("warmup") as unknown as [number, number, number, number];
    return { iterations, stepSize, gradients: spent, divergences, inverseMetric: array("inverse metric") };
  };
  return {
    chain,
    drawCount,
    values: array("values"),
    positions: array("positions"),
    statistics: Object.fromEntries(statistics.map((name) => [name, array(name)])) as unknown as SamplerStatistics,
    ...(file.warmup ? { warmup: warmup() } : {}),
    gradients,
    rejected,
  };
}

/** A table from its record and its arrays. Throws UserError when an array is missing. */
export function tableFrom(
  { rows, columns }: { readonly rows: number; readonly columns: readonly ColumnFile[] },
  arrays: ReadonlyMap<string, NumberArray>,
): Table {
  const column = ({ name, levels, missing }: ColumnFile): Column =>
    levels === undefined
      ? { kind: "number", name, values: numbers(arrays, `column: ${name}`), missing }
      : { kind: "factor", name, codes: arrays.get(`column: ${name}`) as Int32Array, levels, missing };
  return { rows, columns: new Map(columns.map((file) => [file.name, column(file)])) };
}

function numbers(arrays: ReadonlyMap<string, NumberArray>, name: string): Float64Array {
  const array = arrays.get(name);
  if (array instanceof Float64Array) return array;
  throw new UserError(`the saved fit lacks the numbers of "${name}": run the fit again`);
}
