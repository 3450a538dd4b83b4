import { describe, expect, it } from "vitest";
import { rankProbabilities } from "../../../../models/meta/answers/rankProbabilities.js";
import { meanRank, sucra } from "../../../../models/meta/answers/sucra.js";

// Four draws of A (the reference), B and C.
const effects = [Float64Array.of(0, 0, 0, 0), Float64Array.of(1, 2, -1, 3), Float64Array.of(2, 1, 1, -4)];

describe("rankProbabilities", () => {
  it("with higher better ranks the largest effect first", () => {
    // Orders, best first: CBA, BCA, CAB, BAC.
    expect(rankProbabilities(effects, "higher")).toEqual([
      [0, 0.5, 0.5],
      [0.5, 0.25, 0.25],
      [0.5, 0.25, 0.25],
    ]);
  });

  it("with lower better is the mirror image", () => {
    const mirrored = rankProbabilities(effects, "higher").map((row) => [...row].reverse());
    expect(rankProbabilities(effects, "lower")).toEqual(mirrored);
  });

  it("treatments that tie share their ranks", () => {
    const tied = [Float64Array.of(0), Float64Array.of(0), Float64Array.of(-1)];
    expect(rankProbabilities(tied, "higher")).toEqual([
      [0.5, 0.5, 0],
      [0.5, 0.5, 0],
      [0, 0, 1],
    ]);
  });
});

describe("sucra", () => {
  it("is (T - mean rank)/(T - 1), which is the mean of the cumulative probabilities of the ranks before the last", () => {
    const probabilities = rankProbabilities(effects, "higher");
    expect(probabilities.map(meanRank)).toEqual([2.5, 1.75, 1.75]);
    expect(sucra(probabilities)).toEqual([0.25, 0.625, 0.625]);
    const areas = probabilities.map(([first, second]) => (first! + (first! + second!)) / 2);
    expect(sucra(probabilities)).toEqual(areas);
  });

  it("is 1 for the surely best and 0 for the surely worst", () => {
    expect(sucra([[1, 0, 0], [0, 1, 0], [0, 0, 1]])).toEqual([1, 0.5, 0]); // prettier-ignore
  });
});
