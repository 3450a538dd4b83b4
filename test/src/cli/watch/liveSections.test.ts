/** What the live page says of draws so far: never that they can be used where that is not known. */
import { describe, expect, test } from "vitest";
import type { Draws } from "../../../../engine/core/Draws.js";
import { liveFit } from "../../../../src/cli/watch/liveFit.js";
import { liveSections } from "../../../../src/cli/watch/liveSections.js";
import { timeInAll } from "../../../../src/cli/watch/timeInAll.js";
import type { ChainProgress } from "../../../../src/platform/Platform.js";
import { converged, drawsOf, normals } from "../../../diagnostics/draws.js";

/** The paragraphs on the estimates of a fit that has made these draws, of four chains. */
function wordsOf({ chains, names }: Draws): string {
  const live = liveFit(4, 10);
  for (const { gradients, rejected, ...chain } of chains) {
    live.addDraws({ ...chain, gradients, rejected, phase: "sampling", firstDraw: 0 }, names);
  }
  const { text } = liveSections(live.state).find(({ id }) => id === "estimates")!;
  return [text].flat().join("\n");
}

const four = (change: Parameters<typeof drawsOf>[2]) =>
  drawsOf(
    ["mu"],
    [0, 1, 2, 3].map((c) => [normals(100 * c, 500)]),
    change,
  );

describe("the page says that draws can be used", () => {
  test("of all variables, where all chains agree", () => {
    expect(wordsOf(converged(["mu", "tau"]))).toBe(
      "Every variable has an R-hat up to 1.01 and at least 400 effective draws: what is here can be used.",
    );
  });

  test("of those shown alone, where there are more", () => {
    const names = Array.from({ length: 30 }, (_, i) => `b_x${i}`);
    expect(wordsOf(converged(names))).toMatch(/^Each of the 24 variables shown, of 30, .* The others are judged/);
  });
});

describe("the page does not say so", () => {
  test("while two of four chains have none", () => {
    const { chains, ...rest } = converged(["mu"]);
    expect(wordsOf({ ...rest, chains: chains.slice(0, 2) })).toMatch(/^Not to be used yet: 2 of 4 chains/);
  });

  test("of a variable that is NaN throughout", () => {
    const nan = new Float64Array(500).fill(NaN);
    const words = wordsOf(
      drawsOf(
        ["mu", "bad"],
        [0, 1, 2, 3].map((c) => [normals(100 * c, 500), nan]),
      ),
    );
    expect(words).toMatch(/^Not to be used: of some variables R-hat or effective draws cannot be computed/);
  });

  test("of draws that are all the same", () => {
    expect(
      wordsOf(
        drawsOf(
          ["k"],
          [0, 1, 2, 3].map(() => [new Float64Array(100).fill(2)]),
        ),
      ),
    ).toMatch(/^Not to be used: every draw/);
  });

  test("where transitions diverged, however well the chains agree", () => {
    const words = wordsOf(
      four(({ divergent }) => {
        for (let i = 0; i < divergent.length; i += 3) divergent[i] = 1;
      }),
    );
    expect(words).not.toContain("can be used");
    expect(words).toMatch(/^There would be draws enough, but/);
    expect(words).toMatch(/diverged/);
  });
});

describe("the time until all chains have finished", () => {
  const at = (chain: number, phase: ChainProgress["phase"], iteration: number, of: number, seconds: number) =>
    [chain, { chain, phase, iteration, of, seconds, divergences: 0, stepSize: 1 }] as const;

  test("counts chains that wait, at the pace of those that run", () => {
    // Chains 1 and 2 took 4 s of warmup, have sampled for 5 s and will for 5 more: 14 s each. So 3 and 4 end 5 + 14 s from now.
    const state = {
      ...{ chains: 4, drawsWanted: 1000 },
      progress: new Map([at(1, "sampling", 500, 1000, 5), at(2, "sampling", 500, 1000, 5)]),
      warmupSeconds: new Map([
        [1, 4],
        [2, 4],
      ]),
    };
    expect([...timeInAll(state)!.values()]).toEqual([5, 5, 19, 19]);
  });

  test("of a chain in warmup holds its draws too", () => {
    const progress = new Map([at(1, "warmup", 250, 1000, 1)]);
    expect(timeInAll({ chains: 1, drawsWanted: 500, progress, warmupSeconds: new Map([[1, 1]]) })!.get(1)).toBe(5);
  });

  test("is not told where the pace of a chain is not known", () => {
    const progress = new Map([at(1, "warmup", 0, 1000, 0)]);
    expect(timeInAll({ chains: 2, drawsWanted: 500, progress, warmupSeconds: new Map() })).toBeUndefined();
  });
});
