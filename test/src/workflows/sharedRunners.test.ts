import { describe, expect, it } from "vitest";

import type { ChainRunner, ChainsJob, Platform } from "../../../src/platform/Platform.js";
import { node } from "../../../src/platform/node/node.js";
import { manyFits } from "../../../src/workflows/manyFits.js";
import { sharedRunners } from "../../../src/workflows/sharedRunners.js";
import { samplePosterior } from "../../support/samplePosterior.js";

/** A machine that notes which runners it started and ended; a job of 0 chains fails. */
function machine(cores = 2) {
  const started: number[] = [];
  const closed: number[] = [];
  const startRunner = (workers: number): ChainRunner => {
    const number = started.push(workers) - 1;
    return {
      run: async ({ chains }) => {
        if (chains === 0) throw new Error("failed");
        return [];
      },
      close: async () => void closed.push(number),
    };
  };
  const platform: Platform = { ...node, cores, startRunner };
  return { platform, started, closed };
}

const job = (changes: Partial<ChainsJob> = {}) => ({ chains: 1, ...changes }) as ChainsJob;

describe("sharedRunners", () => {
  it("lends a runner again to the next fit that asks for as many workers, and ends all at the end", async () => {
    const { platform, started, closed } = machine();
    const shared = sharedRunners(platform);
    const first = shared.platform.startRunner(1);
    await first.run(job());
    await first.close();
    const [second, third] = [shared.platform.startRunner(1), shared.platform.startRunner(1)];
    const other = shared.platform.startRunner(2);
    expect(started).toEqual([1, 1, 2]);
    for (const runner of [second, third, other]) await runner.close();
    expect(closed).toEqual([]);
    await shared.close();
    expect([...closed].sort()).toEqual([0, 1, 2]);
  });

  it("ends a runner whose chains failed or were stopped, and lends it to nobody", async () => {
    const { platform, started, closed } = machine();
    const shared = sharedRunners(platform);
    const failing = shared.platform.startRunner(1);
    await expect(failing.run(job({ chains: 0 }))).rejects.toThrow("failed");
    await failing.close();
    const stopped = shared.platform.startRunner(1);
    await stopped.run(job({ signal: AbortSignal.abort() }));
    await stopped.close();
    shared.platform.startRunner(1);
    expect(closed).toEqual([0, 1]);
    expect(started).toEqual([1, 1, 1]);
  });
});

describe("manyFits", () => {
  const posterior = samplePosterior();

  it.each([
    [2, 5, undefined, 2, 1],
    [8, 2, undefined, 2, 4],
    [3, 2, undefined, 2, 1],
    [0, 3, undefined, 1, 0],
    [4, 3, 1, 1, 1],
  ])(
    "on %i cores makes %i fits, asked for %s workers, in %i lanes of %i",
    async (cores, count, workers, lanes, each) => {
      const { platform } = machine(cores);
      let [running, most] = [0, 0];
      const asked = new Set<number>();
      const fits = Array.from({ length: count }, () => async (_: Platform, own: number) => {
        asked.add(own);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        return posterior;
      });
      const told: string[] = [];
      const onProgress = (done: number, of: number) => told.push(`${done}/${of}`);
      expect(await manyFits(fits, (_, place) => place, { chains: 4, workers, onProgress }, platform)).toEqual(
        Array.from({ length: count }, (_, place) => place),
      );
      expect([most, ...asked]).toEqual([lanes, each]);
      expect(told).toEqual(Array.from({ length: count + 1 }, (_, done) => `${done}/${count}`));
    },
  );

  it("throws what a fit throws, and ends the workers", async () => {
    const { platform, started, closed } = machine();
    const fits = [
      async (own: Platform) => {
        const runner = own.startRunner(1);
        await runner.close();
        return posterior;
      },
      () => Promise.reject(new Error("no fit")),
    ];
    await expect(manyFits(fits, () => 0, { workers: 1 }, platform)).rejects.toThrow("no fit");
    expect(closed).toHaveLength(started.length);
  });
});
