import { describe, expect, it } from "vitest";
import { countsBelow } from "../../../diagnostics/uniformity/countsBelow.js";
import { stream } from "../../../engine/random/stream.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { normal } from "../../../engine/distributions/normal.js";
import { program } from "../../../models/program/program.js";
import { node } from "../../../src/platform/node/node.js";
import { simulationBasedCalibration } from "../../../src/workflows/sbc.js";

const priors = ["Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ normal(0, 1)", "sigma ~ gamma(4, 4)"];
const rng = stream("4", "covariate");
const rows = 24;
const table = {
  y: Array.from({ length: rows }, () => rng.normal()),
  x: Array.from({ length: rows }, () => rng.normal()),
  g: Array.from({ length: rows }, (_, i) => `g${i % 4}`),
};
const fast = { seed: 3, workers: 0, fit: { warmup: 200 } };

describe("simulation-based calibration", () => {
  it("ranks every parameter and the log likelihood of a right model uniformly", async () => {
    const seen: number[] = [];
    const { quantities, calibration, failed, smallestEss, notes } = await simulationBasedCalibration(
      glmm("y ~ x + (1 | g)", { priors }),
      table,
      { ...fast, simulations: 25, onProgress: (done) => seen.push(done) },
      node,
    );
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(failed).toEqual([]);
    expect(notes).toEqual([]);
    expect(smallestEss).toBeGreaterThan(99);
    expect(quantities.map(({ variable }) => variable)).toEqual(
      expect.arrayContaining(["b_Intercept", "b_x", "sd_g__Intercept", "sigma", "r_g[g0,Intercept]", "log likelihood"]),
    );
    for (const { ranks, most } of quantities) {
      expect(ranks).toHaveLength(25);
      expect(() => countsBelow(ranks, most + 1)).not.toThrow();
    }
    expect(calibration.text).toEqual([expect.stringContaining("25 simulations show no miscalibration")]);
    const slope = calibration.quantities.find(({ variable }) => variable === "b_x")!;
    // 24 rows tell much of a slope, and its z-scores have mean 0 and sd 1, to four standard errors of 25.
    expect(slope.contraction!).toBeGreaterThan(0.7);
    expect(Math.abs(slope.zMean!)).toBeLessThan(0.8);
    expect(Math.abs(slope.zSd! - 1)).toBeLessThan(0.57);
  }, 60_000);

  it("gives the same ranks again, and others with another seed; ranks what is asked for", async () => {
    const model = glmm("y ~ x", { family: "poisson", priors: ["Intercept ~ normal(0, 1)", "b ~ normal(0, 0.5)"] });
    const counts = { ...table, y: table.x.map((x) => Math.floor(Math.abs(3 * x))) };
    const run = (seed: number) =>
      simulationBasedCalibration(model, counts, { ...fast, seed, simulations: 5, quantities: ["b_x"] }, node);
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(first.quantities.map(({ variable }) => variable)).toEqual(["b_x", "log likelihood"]);
    expect(again).toEqual(first);
    expect(other.quantities).not.toEqual(first.quantities);
  }, 60_000);

  it("given the data draws parameters where these are, and fits data and simulations together", async () => {
    const model = glmm("y ~ x", { family: "bernoulli", priors: ["Intercept ~ normal(0, 5)", "b ~ normal(0, 5)"] });
    const yes = { ...table, y: table.x.map((x, i) => (x + (i % 3) > 1 ? "yes" : "no")) };
    const of = (given: "prior" | "data") =>
      simulationBasedCalibration(model, yes, { ...fast, simulations: 20, given }, node);
    const { quantities, calibration, failed } = await of("data");
    expect(failed).toEqual([]);
    expect(calibration.quantities.every(({ miscalibration }) => miscalibration === undefined)).toBe(true);
    const spread = ([{ truths }]: typeof quantities) =>
      Math.max(...Array.from(truths!)) - Math.min(...Array.from(truths!));
    const wide = await of("prior");
    // The posterior sd of the intercept is about 0.7, its prior sd 5.
    expect(spread(quantities)).toBeLessThan(spread(wide.quantities) / 2);
    // As many rows again cannot tell more than the rows there are: sds fall by about √2, so half of the variance remains.
    const { contraction } = calibration.quantities[0]!;
    expect(contraction!).toBeGreaterThan(0);
    expect(contraction!).toBeLessThan(0.8);
  }, 60_000);

  it("names categories as the table does, and leaves out simulations in which one does not occur", async () => {
    const names = ["few", "some", "many"];
    const ordered = { ...table, y: table.x.map((_, i) => names[i % 3]!) };
    const factors = { y: names };
    // The highest category is rare, so that many tables of 24 rows lack it.
    const thresholds = ["Intercept[1] ~ normal(0, 0.3)", "Intercept[2] ~ normal(3, 0.3)", "b ~ normal(0, 0.5)"];
    const model = glmm("y ~ x", { family: "cumulative", priors: thresholds, factors });
    const { quantities, failed } = await simulationBasedCalibration(model, ordered, { ...fast, simulations: 12 }, node);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(12);
    for (const { why } of failed) expect(why).toBe('the category "many" of y does not occur in the simulated rows');
    expect(quantities.map(({ variable }) => variable)).toEqual([
      ...["b_Intercept[1]", "b_Intercept[2]", "b_x", "log likelihood"],
    ]);
    for (const { ranks } of quantities) expect(ranks).toHaveLength(12 - failed.length);
  }, 60_000);

  it("stops when told, and says which simulations have no ranks", async () => {
    const stop = new AbortController();
    const { failed, quantities } = await simulationBasedCalibration(
      glmm("y ~ x", { priors: priors.filter((one) => !one.startsWith("sd")) }),
      table,
      { ...fast, simulations: 6, signal: stop.signal, onProgress: (done) => done === 2 && stop.abort() },
      node,
    );
    expect(quantities[0]!.ranks).toHaveLength(2);
    expect(failed.map(({ simulation }) => simulation)).toEqual([2, 3, 4, 5]);
  }, 60_000);

  it("refuses what it cannot simulate, in one sentence", async () => {
    const refused = (formula: string, more: object = {}) =>
      simulationBasedCalibration(glmm(formula, { priors: priors.slice(0, 2) }), table, { ...fast, ...more }, node);
    await expect(refused("log(y) ~ x")).rejects.toThrow("the response log(y) is computed");
    await expect(refused("y | weights(x, frequency) ~ 1")).rejects.toThrow("data cannot be simulated for rows");
    await expect(refused("y | cens(c) ~ x")).rejects.toThrow(
      "which simulated responses would be censored is not known",
    );
    await expect(refused("y ~ x", { simulations: 1, quantities: ["b_z"] })).rejects.toThrow('unknown quantity: "b_z"');
    await expect(refused("y ~ x", { simulations: 0.5 })).rejects.toThrow("invalid simulations: 0.5");
    const other = program(({ parameter }) => void parameter("mu", normal(0, 1)));
    await expect(simulationBasedCalibration(other, table, fast, node)).rejects.toThrow("declared by a formula");
  }, 60_000);
});
