import { expect, it } from "vitest";
import { looPit } from "../../../diagnostics/loo/looPit.js";
import { uniformityTest } from "../../../diagnostics/uniformity/index.js";
import { drawPoisson } from "../../../engine/distributions/draw/drawPoisson.js";
import { stream } from "../../../engine/random/stream.js";
import { predictivePointwise } from "../../../models/glmm/checking/index.js";
import { glmm } from "../../../models/index.js";
import { fit } from "../../../src/index.js";
import { pointwiseOf } from "../../../src/workflows/pointwiseOf.js";

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
