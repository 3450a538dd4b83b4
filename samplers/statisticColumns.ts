/** What happened in transitions, as one array for each statistic. */
import type { SamplerStatistics } from "../engine/core/Draws.js";
import type { TransitionInfo } from "./kernel.js";

/** The statistics of transitions and the log densities that they led to, in columns. */
export function statisticColumns(
  infos: readonly TransitionInfo[],
  logDensities: readonly number[] | Float64Array,
): SamplerStatistics {
  const column = (pick: (info: TransitionInfo) => number) => Float64Array.from(infos, pick);
  return {
    acceptanceRate: column(({ acceptanceRate }) => acceptanceRate),
    stepSize: column(({ stepSize }) => stepSize),
    treeDepth: column(({ treeDepth }) => treeDepth),
    numLeapfrog: column(({ numLeapfrog }) => numLeapfrog),
    divergent: column(({ divergent }) => Number(divergent)),
    energy: column(({ energy }) => energy),
    logDensity: Float64Array.from(logDensities),
  };
}

/** The same transitions in the same columns, end to end. */
export function joinedColumns(parts: readonly SamplerStatistics[]): SamplerStatistics {
  const column = (name: keyof SamplerStatistics) => joinedArrays(parts.map((part) => part[name]));
  return {
    acceptanceRate: column("acceptanceRate"),
    stepSize: column("stepSize"),
    treeDepth: column("treeDepth"),
    numLeapfrog: column("numLeapfrog"),
    divergent: column("divergent"),
    energy: column("energy"),
    logDensity: column("logDensity"),
  };
}

/** Arrays end to end. */
export function joinedArrays(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    all.set(array, offset);
    offset += array.length;
  }
  return all;
}
