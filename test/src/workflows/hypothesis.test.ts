/** Hypotheses beside those of brms, and against closed forms. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { stream } from "../../../engine/random/stream.js";
import { hypothesis, type HypothesisOptions } from "../../../src/workflows/hypothesis.js";
import { hypothesisText } from "../../../src/workflows/hypothesisText.js";
import { madeDraws } from "../../models/glmm/hypothesis/madeDraws.js";

interface Answer extends Pick<HypothesisOptions, "class" | "group" | "alpha" | "robust"> {
  readonly text: string;
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  readonly evidence: number;
  readonly probability: number;
  readonly star: boolean;
}

const reference = JSON.parse(
  readFileSync(new URL("../../reference/hypothesis/hypotheses.json", import.meta.url), "utf8"),
) as {
  readonly draws: Record<string, number[]>;
  readonly prior: Record<string, number[]>;
  readonly answers: readonly Answer[];
  readonly ratios: Record<string, number>;
};
const posterior = madeDraws(reference.draws, { chains: 2 });
const prior = madeDraws(reference.prior, { lines: ["there is no likelihood: draws are from the prior"] });

describe("hypothesis", () => {
  it.each(reference.answers)("says of $text what brms does", ({ text, star, evidence, probability, ...answer }) => {
    const { class: kind, group, alpha, robust, ...numbers } = answer;
    const options = { class: kind, group, alpha, robust };
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    const row = hypothesis(posterior, text, { ...given, prior }).rows[0]!;
    for (const [key, value] of Object.entries(numbers)) expect(row[key as "estimate"]).toBeCloseTo(value, 10);
    // The density of a point is read from a grid of 4096 by a fast Fourier transform in R.
    const tolerance = text.includes("=") ? 1e-3 : 1e-12;
    expect(Math.abs(row.evidenceRatio / evidence - 1)).toBeLessThan(tolerance);
    expect(Math.abs(row.posteriorProbability / probability - 1)).toBeLessThan(tolerance);
    expect(row.star).toBe(star);
  });

  it.each(Object.entries(reference.ratios))("has the ratio of summed kernels of %s", (text, ratio) => {
    expect(hypothesis(posterior, text, { prior }).rows[0]!.evidenceRatio / ratio).toBeCloseTo(1, 12);
  });

  it("says why a point has no evidence ratio", () => {
    const { rows } = hypothesis(posterior, ["x = 0", "sigma = 1"]);
    expect(rows[0]!.evidenceRatio).toBeNaN();
    expect(rows[0]!.reason).toContain("draws of the prior are not known");
    expect(hypothesis(posterior, "Intercept = 0", { prior }).rows[0]!.reason).toContain("no draws of b_Intercept");
    expect(() => hypothesis(posterior, "x = 0", { prior: posterior })).toThrow("saw no data");
  });

  it("says that an expression is not finite in some draw", () => {
    const row = hypothesis(posterior, "log(z) > 0").rows[0]!;
    expect(row.estimate).toBeNaN();
    expect(row.posteriorProbability).toBeNaN();
    expect(row.star).toBe(false);
    expect(row.reason).toContain("not a finite number");
  });

  it("says that a probability without a draw against it has an error that is not known", () => {
    const row = hypothesis(posterior, "sigma > 0").rows[0]!;
    expect([row.evidenceRatio, row.posteriorProbability, row.probabilityMcse]).toEqual([Infinity, 1, NaN]);
    expect(row.reason).toContain("in every draw or in none");
  });

  it("divides the odds after the data by those before for a one-sided Bayes factor", () => {
    const row = hypothesis(posterior, "x > z", { prior }).rows[0]!;
    const before = reference.prior["b_x"]!.filter((x, i) => x > reference.prior["b_z"]![i]!).length / 200;
    expect(row.priorProbability).toBe(before);
    expect(row.bayesFactor).toBeCloseTo(row.evidenceRatio / (before / (1 - before)), 12);
  });

  it("has shares of a region of practical equivalence that add up", () => {
    const { rope } = hypothesis(posterior, "x = 0", { rope: [-0.1, 0.3] }).rows[0]!;
    const inside = reference.draws["b_x"]!.filter((x) => x >= -0.1 && x <= 0.3).length / 200;
    expect(rope!.inside).toBe(inside);
    expect(rope!.below + rope!.inside + rope!.above).toBeCloseTo(1, 14);
  });

  it("refuses impossible options by name", () => {
    expect(() => hypothesis(posterior, "x > 0", { alpha: 0.7 })).toThrow("alpha must lie between 0 and 0.5");
    expect(() => hypothesis(posterior, "x > 0", { rope: [1, 0] })).toThrow("the lower one first");
    expect(() => hypothesis(posterior, "x > 0", { robst: true } as HypothesisOptions)).toThrow('did you mean "robust"');
  });
});

describe("the evidence ratio of a point", () => {
  // y ~ normal(theta, 1) with mean 0.4 of 9 observations and theta ~ normal(0, 1): the posterior is normal(0.36, sqrt(0.1)).
  const [mean, sd] = [0.36, Math.sqrt(0.1)];
  const exact = Math.exp(-0.5 * (mean / sd) ** 2) / sd;

  it("lies within four of its errors of the closed form in a conjugate model, whatever the seed", () => {
    for (const seed of ["1", "2", "3", "4", "5"]) {
      const rng = stream(seed, "conjugate");
      const theta = Array.from({ length: 4000 }, () => mean + sd * rng.normal());
      const before = Array.from({ length: 4000 }, () => rng.normal());
      const { rows } = hypothesis(madeDraws({ theta }, { chains: 4 }), "theta = 0", {
        prior: madeDraws({ theta: before }, { lines: ["draws are from the prior"] }),
      });
      const { evidenceRatio, evidenceRatioMcse } = rows[0]!;
      expect(Math.abs(evidenceRatio - exact)).toBeLessThan(4 * evidenceRatioMcse);
      // Of 4000 independent draws some 700 lie under the kernel.
      expect(evidenceRatioMcse / evidenceRatio).toBeLessThan(0.08);
    }
  });

  it("is right at an end of what a parameter may be, where half of every kernel lies outside", () => {
    // exponential(3) after exponential(1): the ratio at 0 is 3.
    const rng = stream("6", "ends");
    const exponential = (rate: number) => Array.from({ length: 4000 }, () => -Math.log(rng.uniform()) / rate);
    const { rows } = hypothesis(madeDraws({ tau: exponential(3) }), "tau = 0", {
      prior: madeDraws({ tau: exponential(1) }, { lines: ["draws are from the prior"] }),
    });
    expect(Math.abs(rows[0]!.evidenceRatio / 3 - 1)).toBeLessThan(0.1);
  });

  it("is said to be known only as small where no draw is near", () => {
    const rng = stream("7", "far");
    const theta = Array.from({ length: 1000 }, () => 5 + 0.2 * rng.normal());
    const before = madeDraws(
      { theta: Array.from({ length: 4000 }, () => 3 * rng.normal()) },
      { lines: ["draws are from the prior"] },
    );
    const row = hypothesis(madeDraws({ theta }), "theta = 0", { prior: before }).rows[0]!;
    expect(row.evidenceRatio).toBeLessThan(1e-3);
    expect(row.reason).toContain("not how small");
    expect(hypothesis(madeDraws({ theta }), "theta = 30", { prior: before }).rows[0]!.reason).toContain(
      "hardly any mass there",
    );
  });
});

describe("hypothesisText", () => {
  it("has a row for each hypothesis, what the numbers are, and reasons", () => {
    const text = hypothesisText(hypothesis(posterior, ["x > 0", "x - z = 0", "Intercept = 0"], { prior }), {
      width: 100,
    });
    const lines = text.split("\n");
    expect(lines[0]).toMatch(/^hypothesis +estimate +error +low +high +evid.ratio +post.prob +mcse/);
    expect(lines[1]).toMatch(/^x > 0 +0.49 +0.25 +0.07 +0.93 +32.3 +0.970 .*\*$/);
    expect(text).toContain("90% intervals");
    expect(text).toContain("Intercept = 0: the fit of the prior has no draws of b_Intercept.");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
