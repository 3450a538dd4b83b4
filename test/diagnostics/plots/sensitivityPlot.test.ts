import { expect, test } from "vitest";
import { powerScalePlot, sensitivityPlot } from "../../../diagnostics/plots/index.js";

test("the words name what is sensitive to the prior, and where the prior decides", () => {
  const { description, table } = sensitivityPlot(
    [
      { variable: "a", prior: 0.4, likelihood: 0.6, diagnosis: "potential prior-likelihood conflict" },
      { variable: "b", prior: 0.05, likelihood: 0.01 },
      { variable: "c", prior: 0.049, likelihood: 0.3 },
      { variable: "d", prior: NaN, likelihood: NaN },
    ],
    { title: "x" },
  );
  expect(description).toContain("Sensitive to the prior: a, b.");
  expect(description).toContain("so that the prior decides: b.");
  expect(description).toContain("Largest to the prior: a, 0.40.");
  expect(table.rows[0]).toEqual(["a", 0.4, 0.6, "potential prior-likelihood conflict"]);
});

test("power-scaled means are told from the least to the greatest power, and points not to be trusted are counted", () => {
  const at = (alpha: number, mean: number, paretoK: number) => ({
    ...{ alpha, paretoK: { value: paretoK }, ess: 100 },
    variables: [{ variable: "a", mean, sd: 1, quantiles: [mean - 1, mean, mean + 2] }],
  });
  const { description, table } = powerScalePlot(
    { prior: [at(2, 1.5, 0.9), at(1, 2, NaN), at(0.5, 3, 0.2)], likelihood: [at(0.5, 2, 0.1), at(2, 4, 0.1)] },
    { title: "x" },
  );
  expect(description).toContain(
    "mean 3 to 1.5 as the power of the prior goes from 0.5 to 2, mean 2 to 4 as the power of the likelihood",
  );
  expect(description).toContain("1 point with a Pareto k too high");
  expect(table.rows[0]).toEqual(["a", "prior", 2, 1.5, 0.5, 3.5, 0.9]);
  expect(table.rows).toHaveLength(5);
});
