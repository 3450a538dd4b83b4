import { describe, expect, it } from "vitest";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName, FamilyRow, LawInputs } from "../../../../models/glmm/Family.js";
import { rowSlopesOf } from "../../../../models/glmm/groups/rowSlopes.js";
import { sizeOfInputs } from "../../../../models/glmm/sizeOfInputs.js";
import { linkOf } from "../../../../models/glmm/links.js";

/** A response each family may have, and its other parameters. */
const cases: Readonly<Record<FamilyName, { readonly y: number; readonly more: Partial<LawInputs<number>> }>> = {
  gaussian: { y: 1.3, more: { sigma: 0.7 } },
  student: { y: 1.3, more: { sigma: 0.7, nu: 3.5 } },
  bernoulli: { y: 1, more: {} },
  binomial: { y: 3, more: { trials: 11 } },
  poisson: { y: 4, more: { rate: 2.5 } },
  negbinomial: { y: 4, more: { rate: 2.5, shape: 1.7 } },
  gamma: { y: 1.3, more: { shape: 2.2 } },
  beta: { y: 0.3, more: { phi: 6 } },
  lognormal: { y: 1.3, more: { sigma: 0.7 } },
  // Those without a written slope are differenced: one of each kind.
  weibull: { y: 1.3, more: { shape: 2.2 } },
  zero_inflated_poisson: { y: 0, more: { zi: 0.3 } },
  beta_binomial: { y: 3, more: { trials: 11, phi: 4 } },
  cumulative: { y: 2, more: { disc: 1, thresholds: [-0.5, 2] } },
};

const all = [...families.values()].flatMap((family) => (family.name in cases ? linked(family) : []));

function linked(family: FamilyRow) {
  return family.links.map((link) => [`${family.name}(${link})`, family, linkOf(link)] as const);
}

describe("slopes of a row", () => {
  it.each(all)("score is the derivative of the log density, information that of the family: %s", (_, family, link) => {
    const { y, more } = cases[family.name]!;
    const write = rowSlopesOf(family, link);
    const law = family.law(link, sizeOfInputs({ eta: 0, ...more }));
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
