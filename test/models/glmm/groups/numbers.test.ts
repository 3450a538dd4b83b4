import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../../../engine/math/normalQuantile.js";
import { gammaQuantile } from "../../../../engine/math/gammaQuantile.js";
import { drawSummary } from "../../../../models/glmm/groups/DrawSummary.js";
import { inverseDiagonal } from "../../../../models/glmm/groups/inverseDiagonal.js";
import { modeOf } from "../../../../models/glmm/groups/modeOf.js";
import { normalMixture } from "../../../../models/glmm/groups/normalMixture.js";
import { shrinkageFactors } from "../../../../models/glmm/groups/shrinkageFactors.js";

const evenly = (count: number, quantile: (p: number) => number) =>
  Float64Array.from({ length: count }, (_, i) => quantile((i + 0.5) / count));

describe("drawSummary", () => {
  it("is that of R: mean, sd with n − 1, quantiles of type 7", () => {
    // R: x <- c(5, 1, 4, 2); quantile(x, c(0.025, 0.5, 0.975)); sd(x)
    const summary = drawSummary([5, 1, 4, 2]);
    expect(summary.mean).toBe(3);
    expect(summary.sd).toBeCloseTo(1.8257418583505538, 14);
    expect(summary["q2.5"]).toBeCloseTo(1.075, 14);
    expect(summary.median).toBe(3);
    expect(summary["q97.5"]).toBeCloseTo(4.925, 14);
  });

  it("is NaN throughout where a draw is", () => {
    expect(Object.values(drawSummary([1, NaN, 2])).every(Number.isNaN)).toBe(true);
  });
});

describe("modeOf", () => {
  it("is the centre of a symmetric law and the peak of a skewed one", () => {
    // Smoothing pulls the peak of a gamma(3, 1), which is at 2, towards its mean of 3 by about h² f'''/(2 f'') = 0.06.
    expect(modeOf(evenly(2000, normalQuantile))).toBeCloseTo(0, 3);
    const peak = modeOf(evenly(2000, (p) => gammaQuantile(p, 3)));
    expect(peak).toBeGreaterThan(2);
    expect(peak).toBeLessThan(2.12);
  });

  it("moves and stretches with the draws", () => {
    const draws = evenly(500, (p) => gammaQuantile(p, 2));
    expect(modeOf(draws.map((x) => 5 + 3 * x))).toBeCloseTo(5 + 3 * modeOf(draws), 9);
  });

  it("is the draw where all are equal, and NaN for none", () => {
    expect(modeOf(Float64Array.of(2.5, 2.5))).toBe(2.5);
    expect(modeOf(new Float64Array())).toBeNaN();
  });
});

describe("normalMixture", () => {
  it("of one normal is that normal", () => {
    const summary = normalMixture([3, 3], [2, 2]);
    expect(summary.mean).toBe(3);
    expect(summary.sd).toBe(2);
    expect(summary["q2.5"]).toBeCloseTo(3 + 2 * normalQuantile(0.025), 9);
    expect(summary["q97.5"]).toBeCloseTo(3 + 2 * normalQuantile(0.975), 9);
  });

  it("of components far apart has the quantiles of the outer ones", () => {
    // Each tail of 2.5 % is one of 5 % in its own half.
    const summary = normalMixture([-100, 100], [1, 1]);
    expect(summary["q2.5"]).toBeCloseTo(-100 + normalQuantile(0.05), 7);
    expect(summary["q97.5"]).toBeCloseTo(100 + normalQuantile(0.95), 7);
    expect(summary.sd).toBeCloseTo(Math.sqrt(10001), 12);
  });
});

describe("inverseDiagonal", () => {
  it("is that of the inverse, pivots swapped where they are 0", () => {
    // Inverse of [[0, 1, 2], [1, 0, 3], [4, -3, 8]] is [[-4.5, 7, -1.5], [-2, 4, -1], [1.5, -2, 0.5]].
    const diagonal = inverseDiagonal(Float64Array.of(0, 1, 2, 1, 0, 3, 4, -3, 8), 3);
    [-4.5, 4, 0.5].forEach((value, k) => expect(diagonal[k]).toBeCloseTo(value, 12));
  });

  it("is NaN for a singular matrix", () => {
    expect([...inverseDiagonal(Float64Array.of(1, 2, 2, 4), 2)].every(Number.isNaN)).toBe(true);
  });
});

describe("shrinkageFactors", () => {
  const none = () => undefined;

  it("is 1 without information and where effects do not vary, and 0 with all of it", () => {
    const factorsOf = shrinkageFactors([Float64Array.of(1, 0, 1)], none);
    const [factors] = factorsOf(Float64Array.of(0, 5, 1e300));
    expect([...factors!]).toEqual([1, 1, 1e-300]);
  });

  it("is that of each coefficient alone where neither rows nor effects tie them", () => {
    const factorsOf = shrinkageFactors([Float64Array.of(2), Float64Array.of(3)], none);
    const [first, second] = factorsOf(Float64Array.of(0.5, 0, 0, 0.25));
    expect(first![0]).toBeCloseTo(2 / (2 + 4), 14);
    expect(second![0]).toBeCloseTo(4 / (4 + 9), 14);
  });

  it("does not need a correlation matrix of full rank", () => {
    // One effect drives both: with u = (a, a), I = diag(p, q), 1 + ΣI is [[1 + p, q], [p, 1 + q]].
    const factorsOf = shrinkageFactors([Float64Array.of(1), Float64Array.of(1)], () => Float64Array.of(1));
    const [first, second] = factorsOf(Float64Array.of(2, 0, 0, 5));
    expect(first![0]).toBeCloseTo(6 / 8, 14);
    expect(second![0]).toBeCloseTo(3 / 8, 14);
  });
});
