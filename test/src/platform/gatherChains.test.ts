import { expect, it } from "vitest";

import type { DrawBlock } from "../../../samplers/drawBlock.js";
import { gatherChains } from "../../../src/platform/gatherChains.js";
import type { ChainProgress, ChainsJob } from "../../../src/platform/Platform.js";

function block(chain: number, phase: DrawBlock["phase"], firstDraw: number, drawCount: number): DrawBlock {
  const numbers = Float64Array.from({ length: drawCount }, (_, i) => 1000 * chain + firstDraw + i);
  const empty = new Float64Array(phase === "warmup" ? 0 : drawCount);
  return {
    chain,
    phase,
    firstDraw,
    drawCount,
    values: phase === "warmup" ? empty : numbers,
    positions: empty,
    statistics: {
      acceptanceRate: empty,
      stepSize: empty,
      treeDepth: empty,
      numLeapfrog: empty,
      divergent: empty.map((_, i) => (i === 0 ? 1 : 0)),
      energy: empty,
      logDensity: empty,
    },
    gradients: drawCount,
    rejected: { count: 0 },
  };
}

it("chains are put together from parts that arrive in turns, whoever is first", () => {
  const told: ChainProgress[] = [];
  const job = { chains: 3, options: { warmup: 10, draws: 4 }, onProgress: (p: ChainProgress) => void told.push(p) };
  const gathering = gatherChains(job as unknown as ChainsJob);
  const part = (chain: number, blocks: DrawBlock[], finished: boolean) =>
    gathering.add({ chain, blocks, finished, seconds: { warmup: 1, sampling: chain } });
  part(2, [block(2, "warmup", 0, 6)], false);
  part(1, [block(1, "warmup", 0, 10), block(1, "sampling", 0, 1)], false);
  part(2, [block(2, "warmup", 6, 4), block(2, "sampling", 0, 4)], true);
  part(1, [block(1, "sampling", 1, 2)], false);

  expect(told.map(({ chain, phase, iteration, of }) => [chain, phase, iteration, of])).toEqual([
    [2, "warmup", 6, 10],
    [1, "sampling", 1, 4],
    [2, "finished", 4, 4],
    [1, "sampling", 3, 4],
  ]);
  expect(told.at(-1)!.divergences).toBe(2);
  const chains = gathering.chains();
  expect(chains.map(({ draws }) => [draws.chain, draws.drawCount, [...draws.values]])).toEqual([
    [1, 3, [1000, 1001, 1002]],
    [2, 4, [2000, 2001, 2002, 2003]],
    [3, 0, []],
  ]);
  expect(chains.map(({ seconds }) => seconds.sampling)).toEqual([1, 2, 0]);
});
