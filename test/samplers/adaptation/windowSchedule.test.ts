import { describe, expect, it } from "vitest";
import { windowSchedule } from "../../../samplers/adaptation/windowSchedule.js";

/** Iterations, from 0, after which the metric is renewed. */
function updates(iterations: number): number[] {
  let end = 0;
  return windowSchedule(iterations).flatMap((stage) => {
    end += stage.iterations;
    return stage.kind === "slow" ? [end - 1] : [];
  });
}

describe("windowSchedule", () => {
  it.each([
    [150, [99]],
    [200, [99, 149]],
    [300, [99, 149, 249]],
    [400, [99, 149, 349]],
    [500, [99, 149, 249, 449]],
    [1000, [99, 149, 249, 449, 949]],
    [2000, [99, 149, 249, 449, 849, 1949]],
  ])("renews the metric where Stan does in a warmup of %i", (iterations, expected) => {
    expect(updates(iterations)).toEqual(expected);
  });

  it("splits a warmup shorter than 150 into 15 %, one window of 75 %, and 10 %, and does renew the metric", () => {
    expect(windowSchedule(100)).toEqual([
      { kind: "fast", iterations: 15 },
      { kind: "slow", iterations: 75 },
      { kind: "fast", iterations: 10 },
    ]);
    expect(updates(20)).toEqual([17]);
  });

  it("only tunes the step size in fewer than 20, and has no stage at all in 0", () => {
    expect(windowSchedule(19)).toEqual([{ kind: "fast", iterations: 19 }]);
    expect(windowSchedule(0)).toEqual([]);
  });

  it("fills every warmup from 0 to 3000 exactly, with no window shorter than 15 draws", () => {
    for (let iterations = 0; iterations <= 3000; iterations++) {
      const stages = windowSchedule(iterations);
      expect(stages.reduce((sum, stage) => sum + stage.iterations, 0)).toBe(iterations);
      for (const { kind, iterations: length } of stages) if (kind === "slow") expect(length).toBeGreaterThanOrEqual(15);
    }
  });
});
