import { describe, expect, it } from "vitest";
import { rankLevels } from "../../../../models/glmm/groups/rankLevels.js";
import { uniforms } from "./handMade.js";

describe("rankLevels", () => {
  it("gives rank 1 to the highest effect of each draw", () => {
    // Draws by column: ranks are (3, 1), (1, 2), (2, 3).
    const ranks = rankLevels([Float64Array.of(0, 5), Float64Array.of(2, 4), Float64Array.of(1, -1)], true);
    expect(ranks.map(({ mean }) => mean)).toEqual([2, 1.5, 2.5]);
    expect(ranks[0]!.probabilities).toEqual([0.5, 0, 0.5]);
    expect(ranks[2]!.probabilities).toEqual([0, 0.5, 0.5]);
  });

  it("lets levels that tie share their ranks and probabilities equally", () => {
    const ranks = rankLevels([Float64Array.of(1), Float64Array.of(1), Float64Array.of(0)], true);
    expect(ranks.map(({ mean }) => mean)).toEqual([1.5, 1.5, 3]);
    expect(ranks.map(({ probabilities }) => probabilities)).toEqual([
      [0.5, 0.5, 0],
      [0.5, 0.5, 0],
      [0, 0, 1],
    ]);
  });

  it("has probabilities that sum to 1 over ranks and over levels", () => {
    const uniform = uniforms(11);
    const effects = Array.from({ length: 7 }, (_, j) =>
      // Rounded, so that there are ties.
      Float64Array.from({ length: 200 }, () => Math.round(10 * (uniform() + 0.05 * j)) / 10),
    );
    const ranks = rankLevels(effects, true).map(({ probabilities }) => probabilities!);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    for (const row of ranks) expect(sum(row)).toBeCloseTo(1, 12);
    for (let rank = 0; rank < 7; rank += 1) expect(sum(ranks.map((row) => row[rank]!))).toBeCloseTo(1, 12);
  });

  it("has ranks for quantiles, not numbers between them", () => {
    const draws = Float64Array.from({ length: 40 }, (_, d) => (d < 20 ? 1 : -1));
    const [first] = rankLevels([draws, new Float64Array(40)]);
    expect(first).toEqual({ mean: 1.5, median: 1, "q2.5": 1, "q97.5": 2 });
  });
});
