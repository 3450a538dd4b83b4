import { describe, expect, it } from "vitest";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName, FamilyRow, LawInputs } from "../../../../models/glmm/Family.js";
import { rowSlopesOf } from "../../../../models/glmm/groups/rowSlopes.js";
import { sizeOfInputs } from "../../../../models/glmm/sizeOfInputs.js";
import { linkOf } from "../../../../models/glmm/links.js";

/** A response each family may have, and its other parameters. */
const cases: Readonly<
  Record<FamilyName, { readonly y: number; readonly also?: number; readonly more: Partial<LawInputs<number>> }>
> = {
  gaussian: { y: 1.3, more: { sigma: 0.7 } },
  student: { y: 1.3, more: { sigma: 0.7, nu: 3.5 } },
  bernoulli: { y: 1, more: {} },
  binomial: { y: 3, more: { trials: 11 } },
  poisson: { y: 4, more: { rate: 2.5 } },
  negbinomial: { y: 4, more: { rate: 2.5, shape: 1.7 } },
  gamma: { y: 1.3, more: { shape: 2.2 } },
  beta: { y: 0.3, more: { phi: 6 } },
  lognormal: { y: 1.3, more: { sigma: 0.7 } },
  // Zeros have a score of their own.
  zero_inflated_poisson: { y: 0, also: 3, more: { zi: 0.3, rate: 2.5 } },
  zero_inflated_negbinomial: { y: 0, also: 3, more: { zi: 0.3, shape: 1.7, rate: 2.5 } },
  zero_inflated_binomial: { y: 0, also: 3, more: { zi: 0.3, trials: 11 } },
  zero_inflated_beta_binomial: { y: 0, also: 3, more: { zi: 0.3, trials: 11, phi: 4 } },
  zero_inflated_beta: { y: 0, also: 0.3, more: { zi: 0.3, phi: 6 } },
  hurdle_poisson: { y: 0, also: 3, more: { hu: 0.3, rate: 2.5 } },
  hurdle_negbinomial: { y: 0, also: 3, more: { hu: 0.3, shape: 1.7, rate: 2.5 } },
  hurdle_gamma: { y: 0, also: 1.3, more: { hu: 0.3, shape: 2.2 } },
  hurdle_lognormal: { y: 0, also: 1.3, more: { hu: 0.3, sigma: 0.7 } },
  // Few and many of each outcome: inverses are summed, or their sum taken as a difference.
  beta_binomial: { y: 3, also: 60, more: { trials: 70, phi: 4 } },
  // Those without a written slope are differenced: one of each kind.
  weibull: { y: 1.3, more: { shape: 2.2 } },
  cumulative: { y: 2, more: { disc: 1, thresholds: [-0.5, 2] } },
};

const all = [...families.values()].flatMap((family) => (family.name in cases ? linked(family) : []));

function linked(family: FamilyRow) {
  return family.links.map((link) => [`${family.name}(${link})`, family, linkOf(link)] as const);
}

describe("slopes of a row", () => {
  it.each(all)("score is the derivative of the log density, information that of the family: %s", (_, family, link) => {
    const { y: first, also = first, more } = cases[family.name]!;
    const write = rowSlopesOf(family, link);
    const law = family.law(link, sizeOfInputs({ eta: 0, ...more }));
    for (const y of new Set([first, also])) {
      const logDensity = (eta: number) => law.logDensity(y, family.values({ eta, ...more }, link)) as number;
      for (const eta of [0.4, 1.1, 2.3]) {
        const out = { score: NaN, information: NaN };
        write(y, { eta, ...more }, out);
        const h = 1e-5;
        const slope = (logDensity(eta + h) - logDensity(eta - h)) / (2 * h);
        // Rounding of the log density over h, and h² times its third derivative.
        expect(Math.abs(out.score - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
        const information = family.information({ eta, ...more }, link);
        expect(Math.abs(out.information / information - 1)).toBeLessThan(1e-12);
      }
    }
  });

  it("of a count above zero near a mean of 0 is that of its leading term, also where the mean underflows", () => {
    for (const [name, more] of [
      ["hurdle_poisson", { hu: 0.2 }],
      ["hurdle_negbinomial", { hu: 0.2, shape: 1.7 }],
    ] as const) {
      const out = { score: NaN, information: NaN };
      const write = rowSlopesOf(families.get(name)!, linkOf("log"));
      // P(3 | above 0) goes with mean³/mean: the slope of its logarithm by the predictor is 2, and of P(1 | above 0) it is 0.
      for (const eta of [-30, -800]) {
        write(3, { eta, ...more }, out);
        expect(out.score).toBeCloseTo(2, 9);
        write(1, { eta, ...more }, out);
        expect(out.score).toBeCloseTo(0, 9);
      }
    }
  });

  it("of successes in trials with a large precision is that of the binomial law", () => {
    const [of, binomial] = [
      { score: NaN, information: NaN },
      { score: NaN, information: NaN },
    ];
    for (const trials of [11, 400]) {
      rowSlopesOf(families.get("beta_binomial")!, linkOf("logit"))(3, { eta: 0.4, trials, phi: 1e12 }, of);
      rowSlopesOf(families.get("binomial")!, linkOf("logit"))(3, { eta: 0.4, trials }, binomial);
      // Of many trials inverses are a difference of digamma functions, of which some digits are lost times phi.
      expect(Math.abs(of.score / binomial.score - 1)).toBeLessThan(trials > 30 ? 1e-3 : 1e-9);
    }
  });

  it("stay finite where probability and slope underflow", () => {
    for (const name of ["logit", "probit", "cloglog"] as const) {
      const out = { score: NaN, information: NaN };
      const write = rowSlopesOf(families.get("binomial")!, linkOf(name));
      write(1, { eta: -50, trials: 2 }, out);
      expect(out.score).toBeGreaterThan(0.9);
      expect(Number.isFinite(out.information)).toBe(true);
    }
  });
});
