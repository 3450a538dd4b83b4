import { expect, it } from "vitest";

import { fittedNetwork } from "../../../models/meta/FittedNetwork.js";
import { networkModel } from "../../../models/meta/networkModel.js";
import { relativeEffects } from "../../../models/meta/answers/relativeEffects.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { unrelatedMeanEffects } from "../../../src/workflows/unrelatedMeanEffects.js";
import { declaredNetwork, published, publishedTable } from "../../support/networks.js";

const { treatments, ume } = published.thrombolytics;
const declaration = declaredNetwork({ effects: "fixed", reference: "SK", treatments, priors: ["d ~ normal(0, 100)"] });

it("unrelated mean effects of thrombolytics are those published, and fit better where the network is inconsistent", async () => {
  const options = { seed: 1, chains: 2, draws: 1500, workers: 0 };
  const posterior = await fit(networkModel(declaration), publishedTable("thrombolytics"), options, node);
  const { posterior: other, consistency, unrelated, comparison } = await unrelatedMeanEffects(posterior, {}, node);
  const effects = relativeEffects(fittedNetwork(other));
  for (const { trt_b, trt, mean, sd } of ume.d) {
    const ours = effects.find(({ from, to }) => from === trt_b && to === trt)!;
    // Four Monte Carlo errors of both, the published draws taken to be worth 2000, and rounding to three digits.
    expect(Math.abs(ours.mean - mean)).toBeLessThan(4 * sd * Math.sqrt(1 / 2000 + 1 / 2500) + 0.0005);
  }
  expect(Math.abs(unrelated.residual_deviance - ume.fit.resdev)).toBeLessThan(0.5);
  expect(comparison.difference).toBeCloseTo(consistency.residual_deviance - unrelated.residual_deviance, 0);
  // The trials of accelerated t-PA against ASPAC contradict all others.
  const [worst] = [...comparison.points].sort((a, b) => b.difference - a.difference);
  expect(worst!.label).toMatch(/ASPAC|Acc t-PA/);
  expect(other.provenance.seed).toBe(posterior.provenance.seed);
  await expect(unrelatedMeanEffects(other, {}, node)).rejects.toThrow("this fit is of the model ume");
});
