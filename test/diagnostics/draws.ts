/** Makes draws for tests, reproducibly. */
import type { ChainDraws, Draws, SamplerStatistics } from "../../engine/core/Draws.js";

/** `count` standard normals by Box and Muller from a small generator (mulberry32). */
export function normals(seed: number, count: number): Float64Array {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

/** Statistics of a sampler that had no trouble. */
export function untroubled(seed: number, count: number): SamplerStatistics {
  const fill = (value: number) => new Float64Array(count).fill(value);
  return {
    acceptanceRate: fill(0.9),
    stepSize: fill(0.25),
    treeDepth: fill(3),
    numLeapfrog: fill(7),
    divergent: fill(0),
    energy: normals(seed + 900, count),
    logDensity: normals(seed + 800, count),
  };
}

/** Draws from [chain][variable] columns; columns of one chain have one length. */
export function drawsOf(
  names: readonly string[],
  columns: readonly (readonly Float64Array[])[],
  change: (statistics: SamplerStatistics, chain: number) => void = () => {},
): Draws {
  return {
    names,
    maxTreeDepth: 10,
    chains: columns.map((variables, c): ChainDraws => {
      const count = variables[0].length;
      const values = new Float64Array(count * names.length);
      variables.forEach((column, v) => column.forEach((x, i) => (values[i * names.length + v] = x)));
      const statistics = untroubled(c, count);
      change(statistics, c);
      return {
        chain: c + 1,
        drawCount: count,
        values,
        positions: new Float64Array(0),
        statistics,
        gradients: 7 * count,
        rejected: { count: 0 },
      };
    }),
  };
}

/** Four chains of independent normals for every name. */
export function converged(names: readonly string[], count = 500): Draws {
  return drawsOf(
    names,
    [0, 1, 2, 3].map((c) => names.map((_, v) => normals(100 * c + v, count))),
  );
}
