import { expect, test } from "vitest";
import { essBulk, essQuantile, essTail, mcseQuantile } from "../../../diagnostics/index.js";
import { essEvolutionPlot, essLocalPlot, essQuantilePlot, mcseQuantilePlot } from "../../../diagnostics/plots/index.js";
import { autoregressive } from "./madeDraws.js";

const chains = autoregressive(0.3);

test("the last step of the evolution is the effective sample size of all draws, the tenth that of the first half", () => {
  const { rows } = essEvolutionPlot(chains, { title: "x" }).table;
  expect(rows).toHaveLength(20);
  expect(rows[19]).toEqual([4000, essBulk(chains).value, essTail(chains).value]);
  const half = chains.map((chain) => chain.slice(0, 500));
  expect(rows[9]).toEqual([2000, essBulk(half).value, essTail(half).value]);
});

test("words say from where on there are enough effective draws, or that there never are", () => {
  const { description, table } = essEvolutionPlot(chains, { title: "x" });
  const first = table.rows.findIndex((_, i) => table.rows.slice(i).every((row) => Number(row[1]) >= 400));
  expect(first).toBeGreaterThan(0);
  expect(description).toContain(`The bulk size stays above 400 from ${table.rows[first][0]} draws on`);
  expect(essEvolutionPlot(autoregressive(0.99), { title: "x" }).description).toContain("The bulk size stays below 400");
});

test("chains that drift apart are said to have stopped growing in effective size", () => {
  const drifting = chains.map((chain, k) => chain.map((z, i) => z + (k * i) / 200));
  expect(essEvolutionPlot(drifting, { title: "x" }).description).toContain("the chains have not settled");
});

test("quantiles of the table have the sizes and errors that the statistics give", () => {
  const sizes = essQuantilePlot(chains, { title: "x", parts: 4 }).table.rows;
  const errors = mcseQuantilePlot(chains, { title: "x", parts: 4 }).table.rows;
  [0.25, 0.5, 0.75].forEach((p, i) => {
    expect(sizes[i]).toEqual([p, essQuantile(chains, p).value]);
    expect(errors[i]).toEqual([p, mcseQuantile(chains, p).value]);
  });
});

test("parts below the size that is enough are counted and the worst is named", () => {
  // Chain 4 alone visits the upper end, so that the highest interval is known badly.
  const uneven = chains.map((chain, k) => chain.map((z, i) => (k === 3 && i > 800 ? 5 + z / 10 : z)));
  const { description, table } = essLocalPlot(uneven, { title: "x" });
  const few = table.rows.filter((row) => Number(row[2]) < 400).length;
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(20);
  expect(description).toContain(`${few} of 20 are below 400`);
  expect(description).toContain("smallest for the interval from the 95% to the 100% quantile");
});
