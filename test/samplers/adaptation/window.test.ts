import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { copiedWindow, emptyWindow, observeState, settled, type Window } from "../../../samplers/adaptation/window.js";

/** A window of normals of dimension 5 with a given centre, scale and persistence from draw to draw. */
function windowOf(seed: string, count: number, centre = 0, scale = 1, persistence = 0): Window {
  const rng = stream(seed, "window");
  const window = emptyWindow(5);
  const z = Float64Array.from({ length: 5 }, () => rng.normal());
  for (let n = 0; n < count; n++) {
    z.forEach((v, i) => (z[i] = persistence * v + Math.sqrt(1 - persistence * persistence) * rng.normal()));
    const position = z.map((v) => centre + scale * v);
    // The log density of the standard normal, wherever the draws are.
    const logDensity = -0.5 * position.reduce((sum, x) => sum + x * x, 0);
    observeState(window, { position, logDensity, gradient: position.map((x) => -x) });
  }
  return window;
}

/** In how many of 100 pairs of windows of 80 draws the second is taken to agree with the first. */
function agreements(second: (seed: string) => Window, persistence = 0): number {
  const seeds = Array.from({ length: 100 }, (_, seed) => seed);
  return seeds.filter((seed) => settled(windowOf(`1${seed}`, 80, 0, 1, persistence), second(`2${seed}`))).length;
}

describe("settled", () => {
  it("nearly always accepts two windows of the same distribution that mix well", () => {
    expect(agreements((seed) => windowOf(seed, 80))).toBeGreaterThanOrEqual(98);
  });

  it("nearly never accepts a shift by one standard deviation, or a log density that has risen", () => {
    expect(agreements((seed) => windowOf(seed, 80, 1))).toBeLessThanOrEqual(2);
    expect(agreements((seed) => windowOf(seed, 80, 0, 0.5))).toBeLessThanOrEqual(2);
  });

  it("is stricter with chains that mix slowly", () => {
    // Lag-one correlation 0.98: 80 draws are worth one.
    expect(agreements((seed) => windowOf(seed, 80, 0, 1, 0.98), 0.98)).toBeLessThanOrEqual(10);
  });
});

describe("copiedWindow", () => {
  it("is not changed by later draws", () => {
    const window = windowOf("1", 10);
    const copy = copiedWindow(window);
    observeState(window, { position: new Float64Array(5), gradient: new Float64Array(5), logDensity: 0 });
    expect(copy).toEqual(windowOf("1", 10));
  });
});
