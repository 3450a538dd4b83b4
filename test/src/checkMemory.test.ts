import { describe, expect, it } from "vitest";
import { covariance } from "../../models/glmm/structures/covariance.js";
import { precision } from "../../models/glmm/structures/precision.js";
import { glmm } from "../../models/glmm/glmm.js";
import { fit } from "../../src/index.js";
import { structureMemory } from "../../src/structureMemory.js";
import { tableOf } from "../../engine/data/tableOf.js";
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

  it("is refused by what relations of levels take beside draws and models, where that is what is too much", () => {
    expect(memoryNeeded({ ...plan, structureBytes: 5e8 })).toBe(memoryNeeded(plan) + 5e8);
    const few = { ...plan, draws: 1, dimension: 10, quantities: 10 };
    expect(() => checkMemory(few, 1e8)).not.toThrow();
    expect(() => checkMemory({ ...few, structureBytes: 1e8 }, 1e8)).toThrow(/allowed: allow more with --max-memory/);
  });

  it("is not refused at the very limit", () => {
    expect(refusal(memoryNeeded(plan))).toBe("");
    expect(refusal(memoryNeeded(plan) - 1)).not.toBe("");
  });
});

describe("matrices that relate levels", () => {
  const size = 1200;
  const names = Array.from({ length: size }, (_, i) => `line${i}`);
  // Of rank 1: to find that out would take a second, and to find the axes of it a minute.
  const singular = covariance(names, new Float64Array(size * size).fill(1));
  const table = { y: names.map((_, i) => i % 7), line: names };
  const model = glmm("y ~ 1 + (1 | gr(line, cov = K))", { structures: { K: singular } });

  it("are counted with their part at the levels of each term, in the calling thread and in each copy", () => {
    const all = 8 * size * size;
    expect(structureMemory(model, tableOf(table))).toMatchObject({ held: 5 * all, perCopy: all, spare: false });
    const few = { y: [1, 2, 3], line: names.slice(0, 3) };
    const memory = structureMemory(model, tableOf(few))!;
    expect(memory).toMatchObject({ held: 2 * all + 3 * 72, perCopy: 72, spare: true });
    expect(memory.largest).toBe("the covariance matrix K of 1200 rows, 3 of them in the data");
    const twice = glmm("y ~ 1 + (1 | gr(line, cov = K)) + (1 | gr(other, cov = K))", { structures: { K: singular } });
    expect(structureMemory(twice, tableOf({ ...few, other: names.slice(0, 3) }))!.perCopy).toBe(144);
    expect(structureMemory(glmm("y ~ 1 + (1 | line)"), tableOf(few))).toBeUndefined();
  });

  it("as precisions are counted by their entries, whether zeros are given or not", () => {
    const [row, column, value] = [["a", "b", "c", "b"], ["a", "b", "c", "a"], [1, 1, 1, 0.5]]; // prettier-ignore
    const sparse = precision({ row, column, value });
    const whole = precision(["a", "b", "c"], [1, 0.5, 0, 0.5, 1, 0, 0, 0, 1]);
    const perCopy = [sparse, whole].map((Q) => {
      const related = glmm("y ~ 1 + (1 | gr(g, precision = Q))", { structures: { Q } });
      return structureMemory(related, tableOf({ y: [1, 2], g: ["a", "b"] }))!.perCopy;
    });
    expect(perCopy).toEqual([4 * 28, 4 * 28]);
  });

  it("are refused by their sizes, before anything is computed of them", async () => {
    await expect(fit(model, table, { maxMemory: 5e7, workers: 0 })).rejects.toThrow(
      /^the fit needs at least 65\.9 MB for relations of levels \(the covariance matrix K of 1200 rows\), more than the 47\.7 MB allowed: allow more with --max-memory/,
    );
    const few = { y: [1, 2, 3], line: names.slice(0, 3) };
    await expect(fit(model, few, { maxMemory: 1e7, workers: 0 })).rejects.toThrow(
      /\(the covariance matrix K of 1200 rows, 3 of them in the data\).* allowed: leave out its rows and columns of levels that are not in the data, or allow more/,
    );
  });
});
