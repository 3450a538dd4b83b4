import { expect, test } from "vitest";
import { shrinkageChart, type ShrinkageChartRow } from "../../../diagnostics/plots/index.js";

const row = (
  level: string,
  own: number,
  model: number,
  factor: number,
  coefficient = "Intercept",
): ShrinkageChartRow => ({
  level,
  coefficient,
  noPooling: { mean: own },
  partialPooling: { mean: model, "q2.5": model - 0.5, "q97.5": model + 0.5 },
  completePooling: { mean: 1 },
  factor: { mean: factor },
});
const rows = [row("a", 2, 1.5, 0.5), row("b", NaN, 0.9, 0.95), row("c", 3, 2.8, 0.1)];
const circles = (svg: string) => [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));

test("levels stand from the highest estimate to the lowest, in the drawing and in the table", () => {
  const { svg, table } = shrinkageChart(rows, { title: "x" });
  const order = [...svg.matchAll(/<text[^>]*>([abc])</g)].map(([, level]) => level);
  expect(order).toEqual(["c", "a", "b"]);
  expect(table.rows.map(([, level]) => level)).toEqual(order);
  expect(table.rows[1]).toEqual(["Intercept", "a", 2, 1.5, 1, 2, 1, 0.5]);
});

test("a level without an estimate of its own has no hollow circle, and the words count it", () => {
  const { svg, description } = shrinkageChart(rows, { title: "x" });
  // One circle is the legend's.
  expect(circles(svg)).toHaveLength(3);
  expect(description).toContain("1 level has no finite estimate of its own.");
  expect(description).toContain("Most shrunk is b, by 95%; least c, by 10%.");
});

test("an own estimate far out is drawn at the edge as a triangle and leaves the others their room", () => {
  const far = shrinkageChart([...rows, row("d", 500, 2, 0.9)], { title: "x" });
  expect(circles(far.svg)).toHaveLength(3);
  expect(far.svg).toMatch(/<path d="M[^"]*v9Z"/);
  const [, a, c] = circles(far.svg).sort((p, q) => p - q);
  // Intervals span 0.4 to 3.3; half of that and 4% on either side are added. The axis has the width from 54 to 748.
  expect(c! - a!).toBeCloseTo((748 - 54) / (2.9 * 1.5 * 1.08), 1);
});

test("each coefficient has a panel of its own", () => {
  const two = shrinkageChart([...rows, row("a", 1, 1, 0.3, "x"), row("b", 2, 1.5, 0.4, "x")], { title: "x" });
  expect(two.svg).toContain(">Intercept, link scale<");
  expect(two.svg).toContain(">x, link scale<");
  expect(two.description).toContain("x of 2 levels, population 1.");
});

test("of many levels the highest and lowest are drawn, the rest is counted and in the table", () => {
  const many = Array.from({ length: 100 }, (_, i) => row(`L${i}`, i, i / 2, 0.5));
  const { svg, table, description } = shrinkageChart(many, { title: "x", maxLevels: 10 });
  expect([...svg.matchAll(/>L(\d+)</g)].map(([, level]) => Number(level))).toEqual([99, 98, 97, 96, 95, 4, 3, 2, 1, 0]);
  expect(svg).toContain("… 90 levels between, in the table …");
  expect(table.rows).toHaveLength(100);
  expect(description).toContain("Drawn are the 10 levels with the highest and the lowest estimates.");
});
