import { describe, expect, it } from "vitest";

import { tableFromRecords } from "../../../engine/data/table.js";
import { selectRows } from "../../../engine/data/missing.js";
import { stream } from "../../../engine/random/stream.js";
import { summariseDraws, type EffectSummary } from "../../../models/meta/answers/summariseDraws.js";
import { fittedNetwork } from "../../../models/meta/FittedNetwork.js";
import { networkModel } from "../../../models/meta/networkModel.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { baselineModel } from "../../../src/workflows/baselineModel.js";
import { declaredNetwork, published, publishedTable, smokingNames } from "../../support/networks.js";

const options = { seed: 1, chains: 2, draws: 2000, workers: 0 };
const { simultaneous, separate_no_intervention_arms_only: separate } = published.smoking.baseline;

/** Rounding to two digits, and Monte Carlo errors of ours and of published draws taken to be worth 2000. */
function near(ours: EffectSummary, theirs: Readonly<Record<string, number>>): void {
  const error = 4 * theirs["sd"]! * Math.sqrt(1 / 2000 + 1 / 2500);
  if (theirs["mean"] !== undefined) expect(Math.abs(ours.mean - theirs["mean"])).toBeLessThan(error + 0.005);
  if (theirs["median"] !== undefined) expect(Math.abs(ours.q50 - theirs["median"])).toBeLessThan(1.3 * error + 0.005);
  expect(Math.abs(ours.sd - theirs["sd"]!)).toBeLessThan(0.1 * theirs["sd"]! + 0.005);
  // Quantiles of 2.5 % have about three times the error of a mean.
  expect(Math.abs(ours["q2.5"] - theirs["q2_5"]!)).toBeLessThan(3 * error + 0.005);
  expect(Math.abs(ours["q97.5"] - theirs["q97_5"]!)).toBeLessThan(3 * error + 0.005);
}

describe("baselines of smoking cessation", () => {
  it("by themselves are those published in TSD 5", async () => {
    const reading = { reference: smokingNames.None };
    const { summary, studies, treatment, predicted, mean } = await baselineModel(
      publishedTable("smoking"),
      reading,
      options,
      node,
    );
    expect([studies, treatment, predicted.length, mean.length]).toEqual([19, smokingNames.None, 4000, 4000]);
    near(summary.baseline, separate.baseline_mean);
    near(summary.sd_baseline, separate.baseline_sd);
    near(summary.predicted, separate.baseline_new);
  });

  it("fitted with the effects are those published in TSD 5, whatever the geometry", async () => {
    const { None, "Self-help": help, Indiv, Group } = smokingNames;
    const declaration = declaredNetwork({
      reference: None,
      treatments: [None, help, Indiv, Group],
      exchangeableBaselines: true,
      priors: ["sd_baseline ~ half_normal(2.5)", "d ~ normal(0, 100)"],
    });
    for (const optimise of ["all", "none"] as const) {
      const posterior = await fit(networkModel(declaration), publishedTable("smoking"), { ...options, optimise }, node);
      const fitted = fittedNetwork(posterior);
      const [mean, sd] = [fitted.draws("baseline"), fitted.draws("sd_baseline")];
      const rng = stream("1", "new");
      near(summariseDraws(mean), simultaneous.baseline_mean);
      near(summariseDraws(sd), simultaneous.baseline_sd);
      near(summariseDraws(mean.map((m, draw) => m + sd[draw]! * rng.normal())), simultaneous.baseline_new);
    }
  });
});

describe("baselineModel", () => {
  it("is the normal-normal law for means, with the prior's spread in units of the outcome", async () => {
    const arms = [
      [4.1, 0.5],
      [4.9, 0.4],
      [3.8, 0.45],
      [5.2, 0.5],
      [5.0, 0.35],
    ] as const;
    const table = tableFromRecords(arms.map(([mean, se], row) => ({ study: `s${row}`, mean, se })));
    const priors = { baseline: "normal(0, 100)", sd_baseline: "half_normal(1)" };
    const { summary, treatment } = await baselineModel(table, { priors }, options, node);
    expect(treatment).toBeUndefined();
    // The marginal posterior of the sd on a grid, and of the mean given it, by hand.
    let [weights, first, second, sds] = [0, 0, 0, 0];
    for (let sd = 0.0005; sd < 6; sd += 0.001) {
      const precisions = arms.map(([, se]) => 1 / (se * se + sd * sd));
      const total = precisions.reduce((sum, p) => sum + p, 1e-4);
      const centre = arms.reduce((sum, [y], i) => sum + precisions[i]! * y, 0) / total;
      const squares = arms.reduce((sum, [y], i) => sum + precisions[i]! * y * y, 0) - total * centre * centre;
      const half = precisions.reduce((sum, p) => sum + Math.log(p), -Math.log(total)) / 2;
      const weight = Math.exp(half - squares / 2 - (sd * sd) / 2);
      weights += weight;
      first += weight * centre;
      second += weight * (centre * centre + 1 / total);
      sds += weight * sd;
    }
    const [mean, sd] = [first / weights, sds / weights];
    const spread = Math.sqrt(second / weights - mean * mean);
    expect(Math.abs(summary.baseline.mean - mean)).toBeLessThan((4 * spread) / Math.sqrt(2000));
    expect(Math.abs(summary.baseline.sd / spread - 1)).toBeLessThan(0.1);
    expect(Math.abs(summary.sd_baseline.mean - sd)).toBeLessThan((5 * summary.sd_baseline.sd) / Math.sqrt(1000));
  });

  it("refuses several treatments without a reference, an unknown one, one study, two arms of a study and ordered outcomes", async () => {
    const table = publishedTable("smoking");
    const ask = (reading: Parameters<typeof baselineModel>[1], given = table) =>
      baselineModel(given, reading, options, node);
    await expect(ask({})).rejects.toThrow(
      "baselines are of one treatment, but the table has several: name the reference",
    );
    await expect(ask({ reference: "No interventoin" })).rejects.toThrow('did you mean "No intervention"?');
    await expect(ask({ reference: smokingNames.None }, selectRows(table, [0, 1, 2]))).rejects.toThrow(
      "baselines of one study have no spread to be told",
    );
    const twice = tableFromRecords([
      { study: "1", treatment: "A", events: 3, total: 10 },
      { study: "1", treatment: "A", events: 4, total: 10 },
    ]);
    await expect(ask({}, twice)).rejects.toThrow('study "1" has several arms of the treatment that baselines are of');
    const ordered = tableFromRecords([
      { study: "1", low: 3, high: 10 },
      { study: "2", low: 3, high: 10 },
    ]);
    await expect(ask({ categories: ["low", "high"] }, ordered)).rejects.toThrow("baselines of ordered outcomes");
  });
});
