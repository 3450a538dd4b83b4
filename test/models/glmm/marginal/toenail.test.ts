import { describe, expect, it } from "vitest";
import { marginal } from "../../../../models/glmm/marginal/index.js";
import { toenailPosterior, toenailReference as reference } from "./toenail.js";

describe("marginal, at the maximum-likelihood estimates of the toenail trial", () => {
  const answer = marginal(toenailPosterior);

  it("projects the logit of the averaged mean as R does by its integrate", () => {
    answer.coefficients.forEach(({ averaged, conditional }, k) => {
      expect(averaged.mean).toBeCloseTo(reference.marginal[k], 10);
      expect(conditional.mean).toBe(reference.conditional[k]);
    });
  });

  it("comes to the published population-averaged coefficients, near those of generalised estimating equations", () => {
    // Hedeker et al. 2018 of a fit by another quadrature.
    [-0.5685, -0.0309, -0.16, -0.0689].forEach((published, k) => {
      expect(Math.abs(answer.coefficients[k]!.averaged.mean - published)).toBeLessThan(1e-3);
    });
  });

  it.each(["arms", "month"] as const)("contrasts predictions of %s as R does, conditional and averaged", (name) => {
    const contrast = answer.contrasts[name === "arms" ? 0 : 1]!;
    for (const key of ["from", "to", "difference", "ratio", "oddsRatio"] as const) {
      expect(contrast.averaged[key]!.mean).toBeCloseTo(reference[name].marginal[key], 11);
      expect(contrast.conditional[key]!.mean).toBeCloseTo(reference[name].conditional[key], 12);
    }
  });
});
