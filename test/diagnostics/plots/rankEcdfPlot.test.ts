import { expect, test } from "vitest";
import { rankEcdfPlot } from "../../../diagnostics/plots/index.js";
import { rankEcdfDifference } from "../../../diagnostics/uniformity/index.js";
import { autoregressive } from "./madeDraws.js";

const chains = autoregressive(0);

test("the table holds the curves and the band of the statistic", () => {
  const difference = rankEcdfDifference(chains);
  const { table } = rankEcdfPlot(chains, { title: "x" });
  expect(table.rows).toHaveLength(difference.points.length);
  const middle = 20;
  expect(table.rows[middle]).toEqual([
    difference.points[middle],
    difference.lower[middle],
    difference.upper[middle],
    ...difference.curves.map((curve) => curve[middle]),
  ]);
});

test("the words name the chain that differs most", () => {
  const shifted = chains.map((chain, k) => (k === 2 ? chain.map((z) => 1.5 * z) : chain));
  expect(rankEcdfPlot(chains, { title: "x" }).description).toContain("All stay within the band: the chains agree");
  expect(rankEcdfPlot(shifted, { title: "x" }).description).toContain("furthest 3.");
});

test("a trend that chains have in common shows between their halves only", () => {
  const trend = chains.map((chain) => chain.map((z, i) => z + i / 800));
  expect(rankEcdfPlot(trend, { title: "x" }).description).toContain("the chains agree");
  const halves = rankEcdfPlot(trend, { title: "x", halves: true });
  expect(halves.description).toMatch(/leave the band: half 1a, 1b/);
  expect(halves.table.columns.slice(3)).toEqual([
    "chain 1a",
    "chain 1b",
    "chain 2a",
    "chain 2b",
    "chain 3a",
    "chain 3b",
    "chain 4a",
    "chain 4b",
  ]);
});
