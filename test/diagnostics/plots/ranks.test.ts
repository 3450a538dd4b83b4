import { expect, test } from "vitest";
import { averageRanks } from "../../../diagnostics/plots/parts/averageRanks.js";
import { rankPlot, rankProbabilityPlot } from "../../../diagnostics/plots/index.js";
import { generator } from "../report/syntheticPosterior.js";

const uniform = generator(11);
const chain = (shift = 0): Float64Array => Float64Array.from({ length: 1000 }, () => uniform() + shift);

test("ranks are of all chains together, ties share their average, and NaN has none", () => {
  const ranks = averageRanks([Float64Array.of(3, 1, NaN), Float64Array.of(1, 9)]);
  expect(ranks.map((r) => [...r])).toEqual([
    [3, 1.5, NaN],
    [1.5, 4],
  ]);
});

test("chains of one distribution stay in the expected band, a shifted chain leaves it", () => {
  const outside = (chains: Float64Array[]): number =>
    rankPlot(chains, { title: "x" }).table.rows.reduce((sum, row) => sum + Number(row[5]), 0);
  // 80 bars, 1% of them outside by chance; this seed gives at most three.
  expect(outside([chain(), chain(), chain(), chain()])).toBeLessThanOrEqual(3);
  // All 20 bars of a chain that lies above the others, and the 5 empty top bars of each of these.
  expect(outside([chain(), chain(), chain(), chain(1)])).toBeGreaterThanOrEqual(35);
});

test("the band widens with the root of draws per effective draw", () => {
  const chains = [chain(), chain()];
  const width = (effectiveSize?: number): number => {
    const [first] = rankPlot(chains, { title: "x", ...(effectiveSize === undefined ? {} : { effectiveSize }) }).table
      .rows;
    return Number(first[2]) - 1000 / 20;
  };
  expect(width(500) / width()).toBeCloseTo(2, 10);
  expect(width(5000)).toBe(width());
});

test("a wide band says that it hides disagreement", () => {
  expect(rankPlot([chain(), chain()], { title: "x", effectiveSize: 40 }).description).toContain("would hide");
});

test("treatments are ordered by SUCRA and their best rank is named", () => {
  const { description, table } = rankProbabilityPlot(
    [
      { treatment: "placebo", probabilities: [0.1, 0.9], sucra: 0.1 },
      { treatment: "drug", probabilities: [0.9, 0.1], sucra: 0.9 },
    ],
    { title: "Ranks" },
  );
  expect(table.rows.map(([name]) => name)).toEqual(["drug", "placebo"]);
  expect(description).toContain("drug SUCRA 0.90, best with probability 90%");
});

test("of many chains those that differ most are drawn, and the table has all", () => {
  const many = Array.from({ length: 30 }, (_, k) => chain(k === 17 ? 1 : 0));
  const { svg, table, description } = rankPlot(many, { title: "x" });
  expect(svg).toContain(">chain 18<");
  expect(svg.match(/>chain \d+</g)).toHaveLength(12);
  expect(table.rows).toHaveLength(30);
  expect(description).toContain("Drawn are the 12 chains with the most bars outside");
});
