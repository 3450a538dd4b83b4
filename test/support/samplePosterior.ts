/** A small posterior with every kind of awkward number and name in it, for tests of saving and loading. */
import type { ChainDraws } from "../../engine/core/Draws.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";

const awkward = [0.1, -0, 1 / 3, Number.MIN_VALUE, 1e308, -1e-17, NaN, Infinity, -Infinity];

const numbers = (count: number, shift: number) =>
  Float64Array.from({ length: count }, (_, i) => awkward[(i + shift) % awkward.length]! * (1 + shift));

function sampleChain(chain: number, drawCount: number, quantities: number, dimension: number): ChainDraws {
  const statistic = (shift: number) => numbers(drawCount, shift + chain);
  return {
    chain,
    drawCount,
    values: numbers(drawCount * quantities, chain),
    positions: numbers(drawCount * dimension, chain + 1),
    statistics: {
      acceptanceRate: statistic(1),
      stepSize: statistic(2),
      treeDepth: statistic(3),
      numLeapfrog: statistic(4),
      divergent: new Float64Array(drawCount),
      energy: statistic(5),
      logDensity: statistic(6),
    },
    ...(drawCount > 0
      ? {
          warmup: { iterations: 9, stepSize: 0.3, gradients: 77, divergences: 1, inverseMetric: numbers(dimension, 2) },
        }
      : {}),
    gradients: 123,
    rejected: { count: 1, firstCause: 'the log density was NaN in "x"' },
  };
}

const data: Table = {
  rows: 3,
  columns: new Map([
    ["__proto__", { kind: "number", name: "__proto__", values: Float64Array.of(1, NaN, -0), missing: [1] }],
    [
      'grüße, "x"',
      { kind: "factor", name: 'grüße, "x"', codes: Int32Array.of(1, 0, -1), levels: ["a", "<b>"], missing: [2] },
    ],
  ] as const),
};

/** Two chains of 7 draws and one that was stopped before its first, of the quantities given. */
export function samplePosterior(names: readonly string[] = ["mu", "__proto__", "r_g[a b,Intercept]"]): Posterior {
  return {
    draws: { names, chains: [7, 7, 0].map((count, c) => sampleChain(c + 1, count, names.length, 2)), maxTreeDepth: 10 },
    model: { title: "A sample", lines: ["mu ~ normal(0, 1)"] },
    provenance: {
      seed: "12345678901234567890",
      chains: 3,
      warmup: 9,
      draws: 7,
      options: { metric: "gradient" },
      dataHash: "00",
      versions: { poolwise: "0.0.0" },
    },
    timing: {
      seconds: { compile: 0.1, warmup: 0.2, sampling: 0.3, total: 0.4 },
      cpu: { before: 0.1, compile: 0.1, sampling: 0.5 },
    },
    warnings: [{ cause: "short_chain", variables: [], text: "Chain 3 stopped early." }],
    data,
  };
}
