import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { marginal } from "../../../../models/glmm/marginal/index.js";
import { posteriorAt } from "./posteriorAt.js";

const folder = new URL("../../../reference/marginal/", import.meta.url);
const reference = JSON.parse(readFileSync(new URL("toenail.json", folder), "utf8"));
const [head, ...lines] = readFileSync(new URL("toenail.csv", folder), "utf8").trim().split("\n");
const cells = lines.map((line) => line.split(",").map(Number));
const table = tableFromColumns(
  Object.fromEntries(head!.split(",").map((name, k) => [name, cells.map((row) => row[k]!)])),
);
const [b0, b1, b2, b3] = reference.conditional as [number, number, number, number];
const posterior = posteriorAt(
  ["severe ~ terbinafine * time + (1 | id)"],
  table,
  { family: "bernoulli" },
  {
    b_Intercept: [b0],
    b_terbinafine: [b1],
    b_time: [b2],
    "b_terbinafine:time": [b3],
    sd_id__Intercept: [reference.sd],
  },
);

describe("marginal, at the maximum-likelihood estimates of the toenail trial", () => {
  const answer = marginal(posterior);

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
