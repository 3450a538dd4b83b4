import { describe, expect, it } from "vitest";
import type { Posterior } from "../../engine/core/Posterior.js";
import { drawPoisson } from "../../engine/distributions/draw/drawPoisson.js";
import { cumulative, glmm, zeroInflatedPoisson } from "../../models/index.js";
import { fit } from "../../src/index.js";
import { testRng } from "../engine/distributions/testRng.js";

const options = { seed: 1, chains: 2, warmup: 300, draws: 300, workers: 0 };

/** Whether the posterior is where the truth is, and tells something. */
function expectTruth({ draws: { names, chains } }: Posterior, name: string, truth: number, widest: number): void {
  const place = names.indexOf(name);
  expect(place, names.join()).toBeGreaterThanOrEqual(0);
  const all = chains.flatMap(({ values }) => Array.from(values).filter((_, i) => i % names.length === place));
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const sd = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length);
  // A right posterior is further off once in 16,000; the seed is fixed.
  expect(Math.abs(mean - truth), `${name}: ${mean} ± ${sd}`).toBeLessThan(4 * sd);
  expect(sd, name).toBeLessThan(widest);
}

describe("a fit of simulated responses recovers their truth", () => {
  it("for Poisson counts with zeros too many, more of them with x", async () => {
    const rng = testRng(31);
    const x = Array.from({ length: 400 }, () => rng.normal());
    const count = x.map((value) => {
      const inflated = rng.uniform() < 1 / (1 + Math.exp(1 - 0.8 * value));
      return inflated ? 0 : drawPoisson(rng, Math.exp(0.9 + 0.5 * value));
    });
    const model = glmm(["count ~ x", "zi ~ x"], { family: zeroInflatedPoisson() });
    const posterior = await fit(model, { count, x }, options);
    expectTruth(posterior, "b_Intercept", 0.9, 0.1);
    expectTruth(posterior, "b_x", 0.5, 0.1);
    expectTruth(posterior, "b_zi_Intercept", -1, 0.4);
    expectTruth(posterior, "b_zi_x", 0.8, 0.4);
  }, 120_000);

  it("for ordered categories of a latent number", async () => {
    const rng = testRng(32);
    const x = Array.from({ length: 400 }, () => rng.normal());
    const rating = x.map((value) => {
      const u = rng.uniform();
      const latent = 0.7 * value + Math.log(u / (1 - u));
      return 1 + [-1, 0.3, 1.5].filter((threshold) => latent > threshold).length;
    });
    const posterior = await fit(glmm("rating ~ x", { family: cumulative() }), { rating, x }, options);
    expectTruth(posterior, "b_x", 0.7, 0.15);
    expectTruth(posterior, "b_Intercept[1]", -1, 0.2);
    expectTruth(posterior, "b_Intercept[2]", 0.3, 0.2);
    expectTruth(posterior, "b_Intercept[3]", 1.5, 0.2);
  }, 120_000);
});
