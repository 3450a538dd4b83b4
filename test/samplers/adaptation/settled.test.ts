import { describe, expect, it } from "vitest";
import { settled } from "../../../samplers/adaptation/settled.js";
import { autoregression, type Made } from "./autoregression.js";

/** In how many of 100 pairs the second stretch is taken to agree with the first; 27 and 41 draws as in the fifth window. */
function agreements(first: Made, second: Made, counts = [27, 41]): number {
  return Array.from({ length: 100 }, (_, seed) =>
    settled(autoregression(`1${seed}`, counts[0], first), autoregression(`2${seed}`, counts[1], second)),
  ).filter(Boolean).length;
}

describe("settled", () => {
  it.each([1, 5, 300])("nearly always accepts independent draws of a normal of dimension %i", (dimension) => {
    expect(agreements({ dimension }, { dimension })).toBeGreaterThanOrEqual(90);
  });

  it("never accepts a shift by one standard deviation, nor a log density that has risen", () => {
    expect(agreements({}, { centre: 1 })).toBe(0);
    expect(agreements({ scale: 2 }, {})).toBe(0);
  });

  it("never accepts a chain that has seen a part of the posterior only, though both halves agree", () => {
    expect(agreements({ scale: 0.6 }, { scale: 0.6 })).toBe(0);
  });

  it("nearly never accepts a chain that mixes slowly, and does when it has been given the time", () => {
    const slow = { persistence: 0.95 };
    expect(agreements(slow, slow)).toBeLessThanOrEqual(2);
    expect(agreements(slow, slow, [400, 600])).toBeGreaterThanOrEqual(60);
  });

  it("never accepts fewer than 40 draws, or one that diverged", () => {
    expect(agreements({}, {}, [18, 21])).toBe(0);
    const later = autoregression("2", 41);
    expect(settled(autoregression("1", 27), later)).toBe(true);
    later.divergences = 1;
    expect(settled(autoregression("1", 27), later)).toBe(false);
  });
});
