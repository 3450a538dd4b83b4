import { describe, expect, it } from "vitest";
import { checkMemory, memoryNeeded, type MemoryPlan } from "../../src/checkMemory.js";

const plan: MemoryPlan = {
  chains: 4,
  draws: 1000,
  dimension: 200_006,
  quantities: 200_006,
  copies: 3,
  modelBytes: 20_000_000,
};

function refusal(limit: number): string {
  try {
    checkMemory(plan, limit);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("a fit that would need too much memory", () => {
  it("is refused with the number of draws for which there is enough, and no more than that", () => {
    const message = refusal(8e9);
    expect(message).toMatch(
      /4 chains × 1000 draws × 400012 numbers\), more than the 7\.45 GB allowed: ask for at most/,
    );
    const draws = Number(/at most (\d+) draws a chain \(--draws\)/.exec(message)![1]);
    expect(memoryNeeded({ ...plan, draws })).toBeLessThanOrEqual(8e9);
    expect(memoryNeeded({ ...plan, draws: draws + 1 })).toBeGreaterThan(8e9);
  });

  it("is not told to draw less where that would not help", () => {
    expect(refusal(8e8)).toMatch(/allowed: allow more with --max-memory \(in TypeScript maxMemory\)\.$/);
  });

  it("is not refused at the very limit", () => {
    expect(refusal(memoryNeeded(plan))).toBe("");
    expect(refusal(memoryNeeded(plan) - 1)).not.toBe("");
  });
});
