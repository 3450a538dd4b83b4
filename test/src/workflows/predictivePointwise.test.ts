import { beforeAll, expect, it } from "vitest";
import { drawExponential } from "../../../engine/distributions/draw/drawExponential.js";
import { looPit } from "../../../diagnostics/loo/looPit.js";
import { uniformityTest } from "../../../diagnostics/uniformity/index.js";
import { drawPoisson } from "../../../engine/distributions/draw/drawPoisson.js";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { stream } from "../../../engine/random/stream.js";
import { predictivePointwise } from "../../../models/glmm/checking/index.js";
import { glmm } from "../../../models/index.js";
import { fit } from "../../../src/index.js";
import { pointwiseOf } from "../../../src/workflows/pointwiseOf.js";
import { madeFit } from "../../models/glmm/checking/madeFit.js";

beforeAll(loadTensorflow);

// Counts made by the model that is fitted, three tables. A sound test calls one of them uneven at 0.001 in 0.3 % of such studies; by replicates
// given the rows' own effects twelve times the variance was 0.36, and p below 1e-15.
it("left-out predictions of a Poisson model with an effect of each row are uniform", async () => {
  const n = 120;
  const variances: number[] = [];
  for (let study = 1; study <= 3; study += 1) {
    const rng = stream(String(study), "overdispersed counts");
    const x = Array.from({ length: n }, () => rng.normal());
    const y = x.map((value) => drawPoisson(rng, Math.exp(1.5 + 0.4 * value + 0.8 * rng.normal())));
    const obs = x.map((_, row) => `o${row}`);
    const model = glmm("y ~ x + (1 | obs)", { family: "poisson" });
    const posterior = await fit(model, { x, y, obs }, { seed: study, chains: 2, warmup: 400, draws: 400 });
    const { observed, replicates } = predictivePointwise(posterior);
    const { values } = looPit(replicates, observed, await pointwiseOf(posterior), { seed: "1" });
    expect(uniformityTest(values, "pot").pValue).toBeGreaterThan(0.001);
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    variances.push((12 * values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / (n - 1));
  }
  // Of 360 uniform numbers it is 1 with a standard error of sqrt(0.8 / 360) = 0.047.
  expect(Math.abs(variances.reduce((sum, value) => sum + value, 0) / 3 - 1)).toBeLessThan(0.2);
});

// Times of the model that is fitted, a good third of them censored on the right.
it("left-out predictions of a Weibull model of censored times are uniform, which they are not where ends are taken for times", async () => {
  const n = 200;
  const rng = stream("1", "censored times");
  const x = Array.from({ length: n }, () => rng.normal());
  const times = x.map((value) => Math.exp(1.5 + 0.4 * value) * drawExponential(rng) ** (1 / 1.4));
  const limits = x.map(() => 10 * rng.uniform());
  const time = times.map((t, row) => Math.min(t, limits[row]!));
  const censored = times.map((t, row) => Number(t > limits[row]!));
  expect(censored.filter((one) => one === 1).length).toBeGreaterThan(n / 4);
  const model = glmm("time | cens(censored) ~ x", { family: "weibull" });
  const posterior = await fit(model, { time, censored, x }, { seed: 1, chains: 2, warmup: 300, draws: 500 });
  const { observed, replicates, within } = predictivePointwise(posterior);
  const likelihood = await pointwiseOf(posterior);
  const right = looPit(replicates, observed, likelihood, { seed: "1", within: within! });
  expect(uniformityTest(right.values, "pot").pValue).toBeGreaterThan(0.01);
  const wrong = looPit(replicates, observed, likelihood, { seed: "1" });
  expect(uniformityTest(wrong.values, "pot").pValue).toBeLessThan(1e-4);
  // Rows that were seen are not touched.
  censored.forEach((one, row) => one === 0 && expect(right.values[row]).toBe(wrong.values[row]));
  expect(Array.from(within!.lower)).toEqual(time.map((t, row) => (censored[row] === 1 ? t : NaN)));
});

it("rows censored on the left and between two ends tell where their responses lie", () => {
  const y = [1, 2, 3, 4];
  const table = tableFromColumns({
    y,
    cens: ["none", "right", "left", "interval"],
    upper: [0, 0, 0, 6],
    x: [1, 0, 2, 5],
  });
  const { posterior } = madeFit(["y | cens(cens, upper) ~ x"], table, {});
  const { within } = predictivePointwise(posterior);
  expect(Array.from(within!.lower)).toEqual([NaN, 2, -Infinity, 4]);
  expect(Array.from(within!.upper)).toEqual([NaN, Infinity, 3, 6]);
  expect(predictivePointwise(madeFit(["y ~ x"], table, {}).posterior)).not.toHaveProperty("within");
});
