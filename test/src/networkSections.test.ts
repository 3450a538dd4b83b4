import { expect, it } from "vitest";

import type { Chart } from "../../diagnostics/plots/index.js";
import { networkSections } from "../../src/networkSections.js";
import type { NetworkSummary } from "../../src/NetworkQuestions.js";

it("the forest of effects has its inner interval by the rule of its outer one, R's type 7", () => {
  // quantile(c(1, 2, 4, 8, 16, 32), c(.025, .25, .5, .75, .975)) in R: 1.125, 2.5, 6, 14, 30.
  const draws = [new Float64Array(6), Float64Array.of(32, 1, 16, 2, 8, 4)];
  const effect = { from: "A", to: "B", mean: 10.5, sd: 11.9, "q2.5": 1.125, q50: 6, "q97.5": 30 };
  const summary: NetworkSummary = {
    treatments: ["A", "B"],
    reference: "A",
    relative_effects: [effect],
    ...{ tau: null, residual_deviance: null, pD: null, DIC: null, data_points: null, ranks: null },
  };
  const [section] = networkSections(summary, draws, { treatments: ["A", "B"] });
  const [{ table }] = section!.figure as readonly [Chart];
  expect(table.rows[0]!.slice(1)).toEqual([6, 1.125, 2.5, 14, 30]);
});
