import { expect, test } from "vitest";
import { histogramPlot } from "../../../diagnostics/plots/index.js";

test("whole numbers get a bar each, with their share of the draws, empty values between them too", () => {
  const { table, description, svg } = histogramPlot([Float64Array.of(0, 1, 1, 4), Float64Array.of(1, 0, 1, 4)], {
    title: "x",
  });
  expect(table.rows).toEqual([
    [0, 0, 0.25],
    [1, 1, 0.5],
    [2, 2, 0],
    [3, 3, 0],
    [4, 4, 0.25],
  ]);
  expect(description).toContain("Most frequent is 1, with 50% of the draws.");
  // One path for all bars, none for empty ones.
  const [bars] = /d="M[^"]*z"/.exec(svg)!;
  expect(bars.split("M")).toHaveLength(4);
});

test("other numbers get equal bars that hold all draws", () => {
  const values = Float64Array.from({ length: 101 }, (_, i) => i / 100);
  const { table } = histogramPlot([values], { title: "x", bins: 4 });
  // 0.25, 0.5 and 0.75 belong to the bar they begin; 1 to the last.
  expect(table.rows.map(([low, high]) => [low, high])).toEqual([
    [0, 0.25],
    [0.25, 0.5],
    [0.5, 0.75],
    [0.75, 1],
  ]);
  [25, 25, 25, 26].forEach((n, i) => expect(table.rows[i][2]).toBeCloseTo(n / 101, 12));
});

test("the number of bars follows Freedman and Diaconis", () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => i / 999);
  // Range 1, IQR 1/2, n^(1/3) = 10: bars of width 1/10.
  expect(histogramPlot([values], { title: "x" }).table.rows).toHaveLength(10);
});

test("draws far out are counted, not drawn", () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => (i === 0 ? 1e6 : i / 999 + 0.1));
  const { description, table } = histogramPlot([values], { title: "x" });
  expect(description).toMatch(/[1-4] draws? beyond the axis\.$/);
  expect(Number(table.rows[table.rows.length - 1][1])).toBeLessThan(2);
});

test("its panel spans the drawn axis", () => {
  const { panels } = histogramPlot([Float64Array.of(0, 1, 2)], { title: "x", variable: "n" });
  expect(panels).toHaveLength(1);
  expect(panels![0]).toMatchObject({ kind: "interval", variable: "n", span: { low: -0.6, high: 2.6 } });
});
