import { beforeAll, describe, expect, it } from "vitest";
import type { Posterior } from "../../engine/core/Posterior.js";
import { densityBasis } from "../../engine/distributions/splineBasis.js";
import { cox, epred, glmm, linpred, logLikelihood, predict, ratios, type Predictions } from "../../models/index.js";
import { fit, replicatesOf } from "../../src/index.js";
import { testRng } from "../engine/distributions/testRng.js";

const rows = 300;
const rng = testRng(17);
const x = Array.from({ length: rows }, () => rng.normal());
/** A hazard of 2 t e^(0.8 x)/10, of which nothing is seen beyond 4. */
const exact = x.map((value) => Math.sqrt((-10 * Math.log(rng.uniform())) / Math.exp(0.8 * value)));
/** Every fourth of the others is known between two visits. */
const kind = exact.map((time, i) => (time > 4 ? "right" : i % 4 === 0 ? (time < 1 ? "left" : "interval") : "none"));
const y = exact.map((time, i) => {
  if (kind[i] === "right") return 4;
  if (kind[i] === "left") return 1;
  return kind[i] === "interval" ? Math.floor(time) : Math.max(time, 0.01);
});
const upper = y.map((time) => time + 1);
const table = { y, upper, kind, x };

let posterior: Posterior;
beforeAll(async () => {
  const model = glmm("y | cens(kind, upper) ~ x", { family: cox() });
  posterior = await fit(model, table, { seed: 1, chains: 2, warmup: 300, draws: 250, workers: 0 });
}, 120_000);

const column = (name: string): number[] => {
  const { names, chains } = posterior.draws;
  const place = names.indexOf(name);
  return chains.flatMap(({ values }) => Array.from(values).filter((_, i) => i % names.length === place));
};

/** Row by row, the draws of each. */
const allOf = (made: Predictions): number[] => Array.from(made.blocks(), ({ values }) => Array.from(values)).flat();

describe("a fit of censored times by the family cox", () => {
  it("finds the ratio of hazards, whose logarithm is the slope", () => {
    const slopes = column("b_x");
    const mean = slopes.reduce((sum, b) => sum + b, 0) / slopes.length;
    const sd = Math.sqrt(slopes.reduce((sum, b) => sum + (b - mean) ** 2, 0) / slopes.length);
    // A right posterior is further off once in 16,000; the seed is fixed.
    expect(Math.abs(mean - 0.8), `${mean} ± ${sd}`).toBeLessThan(4 * sd);
    expect(sd).toBeLessThan(0.12);
    expect(ratios(posterior).rows[0]).toMatchObject({ kind: "hazard ratio" });
  });

  it("has log likelihoods of events, of times above, below and between, by the baseline drawn", () => {
    const own = allOf(logLikelihood(posterior));
    const eta = allOf(linpred(posterior));
    const shares = [1, 2, 3, 4, 5].map((k) => column(`sbhaz[${k}]`));
    const sorted = y.toSorted((a, b) => a - b);
    const [first, last] = [Math.max(0, sorted[0]! - (4 - sorted[0]!) / 50), 4 + (4 - sorted[0]!) / 50];
    const middle = (sorted[rows / 2 - 1]! + sorted[rows / 2]!) / 2;
    const draws = shares[0]!.length;
    const basisAt = (time: number) =>
      densityBasis((time - first) / (last - first), [(middle - first) / (last - first)], 3);
    const sum = (basis: readonly unknown[], draw: number): number =>
      shares.reduce((total, share, k) => total + share[draw]! * (basis[k] as number), 0);
    for (const wanted of ["none", "right", "left", "interval"] as const) {
      const row = kind.indexOf(wanted);
      for (const draw of [0, 100, draws - 1]) {
        const at = row * draws + draw;
        const ratio = Math.exp(eta[at]!);
        const survival = (time: number): number => Math.exp(-ratio * sum(basisAt(time).integrals, draw));
        const hazard = (ratio * sum(basisAt(y[row]!).densities, draw)) / (last - first);
        const likelihood = {
          none: hazard * survival(y[row]!),
          right: survival(4),
          left: 1 - survival(1),
          interval: survival(y[row]!) - survival(y[row]! + 1),
        }[wanted]!;
        expect(own[at]).toBeCloseTo(Math.log(likelihood), 9);
      }
    }
  });

  it("has no expected, new or replicated times, and says what to ask instead", async () => {
    const why = /a Cox model knows the hazard up to the last time seen only.*: ask linpred, or ratios of hazards\./;
    expect(() => epred(posterior)).toThrow(why);
    expect(() => predict(posterior)).toThrow(why);
    await expect(replicatesOf(posterior)).rejects.toThrow(why);
  });
});
