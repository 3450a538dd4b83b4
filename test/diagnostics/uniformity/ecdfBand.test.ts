/** The band of simulation-based calibration against simulation, and what it must let through and stop. */
import { describe, expect, it } from "vitest";
import { chiSquareOfRanks } from "../../../diagnostics/uniformity/chiSquareOfRanks.js";
import { countsBelow } from "../../../diagnostics/uniformity/countsBelow.js";
import { ecdfBand, tailOf } from "../../../diagnostics/uniformity/ecdfBand.js";
import { randomness } from "../../../bench/sbc/randomness.js";

const size = 50;
const bins = 20;
const band = ecdfBand(size, bins);
const random = randomness("ranks");
const uniformRanks = () => Array.from({ length: size }, () => Math.floor(random.uniform() * bins));

describe("ecdfBand", () => {
  it("gives the probability that uniform ranks stray, as 20,000 simulated sets of ranks do", () => {
    const simulated = Array.from({ length: 20_000 }, () => band.smallestTail(countsBelow(uniformRanks(), bins)));
    for (const tail of [0.002, 0.01, 0.05]) {
      const expected = band.probability(tail);
      const share = simulated.filter((one) => one <= tail).length / simulated.length;
      // Four standard errors.
      expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / simulated.length));
    }
  });

  it("finds the widest band with a given probability", () => {
    const tail = tailOf(band, 0.05);
    expect(band.probability(tail)).toBeLessThanOrEqual(0.05);
    // Probabilities come in steps: the next one is above.
    expect(band.probability(tail * 1.0001 + 1e-9)).toBeGreaterThan(0.05);
    expect(tail).toBeLessThan(0.05);
  });

  it("bounds the counts of ranks that are inside", () => {
    const tail = tailOf(band, 0.01);
    const bounds = band.bounds(tail);
    const even = Array.from({ length: size }, (_, i) => Math.floor((i * bins) / size));
    const low = even.map((rank) => Math.floor(rank / 2));
    const isInside = (ranks: number[]) =>
      bounds.every(([least, most], i) => {
        const below = ranks.filter((rank) => rank <= i).length;
        return below >= least && below <= most;
      });
    expect(bounds).toHaveLength(bins - 1);
    expect([isInside(even), band.smallestTail(countsBelow(even, bins)) > tail]).toEqual([true, true]);
    expect([isInside(low), band.smallestTail(countsBelow(low, bins)) > tail]).toEqual([false, false]);
  });
});

describe("chiSquareOfRanks", () => {
  it("is 1 for even ranks, and tiny when all fall into one cell", () => {
    const even = Array.from({ length: 40 }, (_, i) => i % 20);
    expect(chiSquareOfRanks(even, 20, 10)).toBe(1);
    expect(chiSquareOfRanks(new Array<number>(40).fill(3), 20, 10)).toBeLessThan(1e-30);
  });

  it("is what the chi-square distribution has: 0.0455 for a difference of two standard deviations between two cells", () => {
    // 100 ranks, 60 below the middle: a statistic of 4 with one degree of freedom.
    const ranks = Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : 1));
    expect(chiSquareOfRanks(ranks, 2, 2)).toBeCloseTo(0.04550026389635842, 12);
  });

  it("expects of each cell what it is wide", () => {
    // Five ranks in two cells: 0, 1, 2 and 3, 4.
    expect(chiSquareOfRanks([0, 1, 2, 3, 4], 5, 2)).toBe(1);
  });
});

describe("countsBelow", () => {
  it("counts ranks below each but the first", () => {
    expect([...countsBelow([0, 2, 2, 3], 4)]).toEqual([1, 1, 3]);
    expect(() => countsBelow([4], 4)).toThrow("ranks are whole numbers from 0 to 3, got 4");
  });
});
