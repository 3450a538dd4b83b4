import { describe, expect, it } from "vitest";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName } from "../../../../models/glmm/Family.js";
import { fitLevel } from "../../../../models/glmm/groups/fitLevel.js";
import { levelLikelihood } from "../../../../models/glmm/groups/levelLikelihood.js";
import { selectDraws } from "../../../../models/glmm/prediction/drawSelection.js";
import { handMade, term } from "./handMade.js";

const responses: Readonly<Record<FamilyName, readonly number[]>> = {
  gaussian: [1.2, 0.7, 2.9, 1.8],
  student: [1.2, 0.7, 2.9, 9],
  bernoulli: [1, 0, 1, 1],
  binomial: [4, 1, 5, 2],
  poisson: [3, 0, 6, 2],
  negbinomial: [3, 0, 9, 2],
  gamma: [1.2, 0.7, 2.9, 1.8],
  beta: [0.2, 0.7, 0.55, 0.9],
  lognormal: [1.2, 0.7, 2.9, 1.8],
};

/** One family of each way in which slopes are written down; others are differenced. */
const written = [...families.values()].filter(({ name }) => name in responses);
const all = written.flatMap((family) => family.links.map((link) => [`${family.name}(${link})`, family, link] as const));

describe("a level's own estimate", () => {
  it.each(all)("is where its likelihood is highest, in every draw: %s", (_, family, link) => {
    const x = [0.1, 0.4, 0.2, 0.3];
    const values = responses[family.name];
    const draws = {
      b_Intercept: [0.9, 1.1],
      b_x: [0.3, -0.2],
      sigma: [0.8, 1],
      shape: [2, 3],
      nu: [4, 5],
      phi: [6, 5],
    };
    const fit = handMade({
      family: family.name,
      link,
      response: { values, ...(family.name === "binomial" ? { trials: Float64Array.of(6, 6, 6, 6) } : {}) },
      columns: { x },
      groups: [term("g", ["a"], [0, 0, 0, 0])],
      draws: { ...draws, sd_g__Intercept: [1, 1], "r_g[a,Intercept]": [0.1, 0.2] },
    });
    const rows = [0, 1, 2, 3];
    const found = fitLevel(levelLikelihood(fit, fit.frame.groups[0]!, selectDraws(fit, undefined)), {
      rows,
      start: Float64Array.of(0.1, 0.2),
      quadratic: false,
      tolerance: 1e-9,
      mostSteps: 200,
    });
    expect(found.outcome).toBe("settled");
    const law = family.law(fit.link);
    for (const d of [0, 1]) {
      const logLikelihood = (u: number) =>
        rows.reduce((sum, i) => {
          const eta = draws.b_Intercept[d]! + draws.b_x[d]! * x[i]! + u;
          const more = { sigma: draws.sigma[d]!, shape: draws.shape[d]!, nu: draws.nu[d]!, phi: draws.phi[d]! };
          return sum + (law.logDensity(values[i]!, family.values({ eta, trials: 6, ...more }, fit.link)) as number);
        }, 0);
      const top = found.effects[d]!;
      const error = Math.sqrt(found.variances[d]!);
      // A thousandth of a standard error aside the log likelihood is lower by about 5e-7, on both sides alike: by 2e-3 times
      // what the maximum is missed by, which a tolerance of 1e-9 standard errors makes no more than 1e-6 in slow searches.
      const [left, right] = [-0.001, 0.001].map((step) => logLikelihood(top) - logLikelihood(top + step * error));
      expect(left).toBeGreaterThan(1e-7);
      expect(right).toBeGreaterThan(1e-7);
      expect(Math.abs(left! - right!)).toBeLessThan(3e-9);
    }
  });

  it("is reached from far away, where a whole step would overshoot", () => {
    const fit = handMade({
      family: "binomial",
      link: "logit",
      response: { values: [30, 40], trials: Float64Array.of(100, 100) },
      groups: [term("g", ["a"], [0, 0])],
      draws: { b_Intercept: [0, 0], sd_g__Intercept: [1, 1], "r_g[a,Intercept]": [0, 0] },
    });
    const found = fitLevel(levelLikelihood(fit, fit.frame.groups[0]!, selectDraws(fit, undefined)), {
      rows: [0, 1],
      start: Float64Array.of(9, -8),
      quadratic: false,
    });
    expect(found.outcome).toBe("settled");
    for (const d of [0, 1]) expect(found.effects[d]).toBeCloseTo(Math.log(0.35 / 0.65), 7);
  });
});
