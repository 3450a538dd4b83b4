/** The area that prior and posterior share, against closed forms. */
import { describe, expect, it } from "vitest";
import { normalCdf } from "../../../../engine/math/normalCdf.js";
import { stream } from "../../../../engine/random/stream.js";
import { priorOverlap } from "../../../../models/glmm/priors/priorOverlap.js";

const normals = (name: string, count: number, location = 0, scale = 1) => {
  const rng = stream("1", "overlap", name);
  return Float64Array.from({ length: count }, () => location + scale * rng.normal());
};

/** Of 4000 draws of each, three standard errors of the area beside the loss of smoothing. */
const tolerance = 0.035;

describe("priorOverlap", () => {
  it.each([0.5, 1, 2, 4])("of two normals %d standard deviations apart is 2 Φ(−distance/2)", (distance) => {
    const overlap = priorOverlap(normals("a", 4000), normals("b", 4000, distance));
    expect(Math.abs(overlap - 2 * normalCdf(-distance / 2))).toBeLessThan(tolerance);
  });

  it("of normals of one mean and other widths is 1 − 2 (Φ(c/narrow) − Φ(c/wide)), c where the densities meet", () => {
    for (const narrow of [0.5, 0.1, 0.01]) {
      const ratio = 1 / narrow;
      const c = Math.sqrt((2 * Math.log(ratio)) / (ratio * ratio - 1));
      const expected = 1 - 2 * (normalCdf(c / narrow) - normalCdf(c));
      const overlap = priorOverlap(normals("a", 4000), normals("b", 4000, 0, narrow));
      expect(Math.abs(overlap - expected), String(narrow)).toBeLessThan(tolerance);
    }
  });

  it("of draws of one heavy-tailed law is nearly 1, and the same in other units", () => {
    const cauchy = (name: string) => {
      const [a, b] = [normals(`${name} over`, 4000), normals(`${name} under`, 4000)];
      return a.map((x, i) => x / b[i]!);
    };
    const [before, after] = [cauchy("before"), cauchy("after")];
    expect(priorOverlap(before, after)).toBeGreaterThan(0.95);
    const scaled = priorOverlap(
      before.map((x) => 1024 * x),
      after.map((x) => 1024 * x),
    );
    expect(scaled).toBeCloseTo(priorOverlap(before, after), 12);
  });

  it("of laws that do not meet is 0, and of a constant is not known", () => {
    expect(priorOverlap(normals("a", 500), normals("b", 500, 100))).toBe(0);
    expect(priorOverlap(normals("a", 500), [1, 1, 1])).toBeNaN();
    expect(priorOverlap([NaN], normals("b", 500))).toBeNaN();
  });
});
