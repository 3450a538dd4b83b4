/** Shares on the data scale for families whose variance is no quadratic function of the mean, where they come to one that is. */
import { describe, expect, it } from "vitest";

import { iccDrawsOf } from "../../../../models/glmm/icc/icc.js";
import { r2ShareDrawsOf } from "../../../../models/glmm/icc/r2.js";
import type { LinkName } from "../../../../models/glmm/Family.js";
import { shareDrawsOf } from "../../../../models/glmm/variance/shareDraws.js";
import { handMade, term } from "../groups/handMade.js";

type Draws = Readonly<Record<string, readonly number[]>>;

function fitOf(family: string, link: LinkName, more: Draws, trials = false) {
  return handMade({
    ...{ family, link },
    response: { values: [1, 1, 1, 1], ...(trials ? { trials: Float64Array.of(3, 1, 4, 2) } : {}) },
    columns: { x: [-0.5, 0.1, 0.4, 1.2] },
    groups: [term("g", ["a", "b"], [0, 0, 1, 1]), term("h", ["c", "d"], [0, 1, 0, 1])],
    draws: {
      ...{ b_Intercept: [0.2, -0.4], b_x: [0.8, 0.3], sd_g__Intercept: [0.6, 0.9], sd_h__Intercept: [0.3, 0.5] },
      ...Object.fromEntries(["g[a", "g[b", "h[c", "h[d"].map((name) => [`r_${name},Intercept]`, [0, 0]])),
      ...more,
    },
  });
}

const both = (value: number) => [value, value];

describe("families by quadrature of their own variance", () => {
  it.each<[string, LinkName, Draws, string, LinkName, Draws, boolean]>([
    ["geometric", "log", {}, "negbinomial", "log", { shape: both(1) }, false],
    ["exponential", "log", {}, "gamma", "log", { shape: both(1) }, false],
    [
      "shifted_lognormal",
      "identity",
      { sigma: both(0.4), ndt: both(0) },
      "lognormal",
      "identity",
      { sigma: both(0.4) },
      false,
    ],
    ["beta_binomial", "logit", { phi: both(5) }, "binomial", "logit", {}, true],
    ["zero_inflated_poisson", "log", { zi: both(0) }, "poisson", "log", {}, false],
  ])("%s(%s) %j is %s(%s) %j", (family, link, more, other, otherLink, otherMore, trials) => {
    const [ours, known] = [fitOf(family, link, more, trials), fitOf(other, otherLink, otherMore, trials)];
    const [mine, theirs] = [shareDrawsOf(ours), shareDrawsOf(known)];
    for (const d of [0, 1]) {
      // 96 nodes against closed forms of e to a normal predictor: 1e-10.
      expect(mine.response.mean[d]! / theirs.response.mean[d]!).toBeCloseTo(1, 9);
      expect(mine.response.variance[d]! / theirs.response.variance[d]!).toBeCloseTo(1, 9);
      mine.rows.forEach(({ data, variance }, k) => {
        expect(variance[d]).toEqual(theirs.rows[k]!.variance[d]);
        if (mine.rows[k]!.kind !== "residual") expect(data.icc[d]).toBeCloseTo(theirs.rows[k]!.data.icc[d]!, 9);
      });
      expect(iccDrawsOf(ours).rows[0]!.adjusted[d]).toBeCloseTo(iccDrawsOf(known).rows[0]!.adjusted[d]!, 9);
      expect(r2ShareDrawsOf(ours).nakagawa.marginal[d]).toBeCloseTo(r2ShareDrawsOf(known).nakagawa.marginal[d]!, 9);
    }
  });

  it("with zeros too many have ln(1 + V/m²) of the whole response for a residual", () => {
    const { residual, mean } = iccDrawsOf(fitOf("zero_inflated_poisson", "log", { zi: both(0.3) }));
    for (const d of [0, 1]) {
      const mu = mean![d]! / 0.7;
      const variance = 0.7 * mu * (1 + 0.3 * mu);
      expect(residual[d]).toBeCloseTo(Math.log(1 + variance / mean![d]! ** 2), 12);
    }
  });

  it("that move as a whole have their variance on the scale of the response", () => {
    // exgaussian: sigma² of its normal part and beta² of its exponential one.
    const fit = fitOf("exgaussian", "identity", { sigma: both(0.5), beta: both(1.5) });
    const { residual, oneScale } = iccDrawsOf(fit);
    expect(oneScale).toBe(true);
    expect(residual[0]).toBeCloseTo(0.25 + 2.25, 12);
    expect(shareDrawsOf(fit).rows.at(-1)!.variance[0]).toBeCloseTo(2.5, 12);
  });
});
