import { describe, expect, test } from "vitest";
import { cumulativeRankPlot, rankIntervalPlot, rankProbabilityPlot } from "../../../diagnostics/plots/index.js";
import { accent } from "../../../diagnostics/plots/parts/theme.js";
import { markersOf, textsOf } from "./marksOf.js";
import { pathsOf, startsOf } from "./pathsOf.js";

const treatments = [
  { treatment: "middling", probabilities: [0.2, 0.6, 0.2], sucra: 0.5 },
  { treatment: "best", probabilities: [0.7, 0.2, 0.1], sucra: 0.8 },
];

describe("cumulative ranks", () => {
  const { svg, table, description } = cumulativeRankPlot(treatments, { title: "x" });

  test("are sums of probabilities, in the order of SUCRA, which is their mean over all ranks but the last", () => {
    expect(table.rows.map(([name]) => name)).toEqual(["best", "middling"]);
    for (const [, ...numbers] of table.rows as readonly (readonly [string, ...number[]])[]) {
      const [first, second, third, sucra] = numbers;
      expect(third).toBeCloseTo(1, 12);
      expect((first + second) / 2).toBeCloseTo(sucra, 12);
    }
    expect(table.rows[0].slice(1, 3)).toEqual([0.7, 0.7 + 0.2]);
  });

  test("are curves on the same axes: that of the best begins higher", () => {
    const curves = pathsOf(svg, accent).map((d) => startsOf(d.replace(/l/g, "m")));
    expect(curves).toHaveLength(2);
    const [best, middling] = curves;
    expect(best[0][1]).toBeLessThan(middling[0][1]);
    // Both end at 1. Curves are rounded to half a pixel.
    expect(best.at(-1)![1]).toBe(middling.at(-1)![1]);
    const rise = middling[0][1] - middling.at(-1)![1];
    expect((middling[0][1] - best[0][1]) / rise).toBeCloseTo((0.7 - 0.2) / 0.8, 1);
  });

  test("are said in words", () => {
    expect(description).toContain("best SUCRA 0.80, among the best 2 with probability 90%");
  });
});

describe("mean ranks", () => {
  const rank = (estimate: number, low: number, high: number) => ({ estimate, low, high });

  test("stand where the axis of ranks says, in the order of SUCRA", () => {
    const { svg, table } = rankIntervalPlot(
      [
        { treatment: "c", rank: rank(3, 2, 3), sucra: 0.1 },
        { treatment: "a", rank: rank(1, 1, 2), sucra: 0.9, sucraInterval: [0.5, 1] },
        { treatment: "b", rank: rank(2, 1, 3), sucra: 0.5 },
      ],
      { title: "x" },
    );
    const marks = markersOf(svg, accent);
    expect(marks[1].x).toBeCloseTo((marks[0].x + marks[2].x) / 2, 1);
    expect(marks[0].x).toBeLessThan(marks[1].x);
    expect(table.rows.map(([name]) => name)).toEqual(["a", "b", "c"]);
    expect(table.rows[0]).toEqual(["a", 1, 1, 2, 0.9, 0.5, 1]);
    expect(svg).toContain(">0.90 [0.50, 1.00]<");
    expect(svg).toContain(">1.0 [1, 2]<");
  });
});

test("of 40 ranks in narrow columns every fifth is named, and no two names touch", () => {
  const many = Array.from({ length: 40 }, (_, i) => ({
    treatment: `t${i}`,
    probabilities: Array.from({ length: 40 }, () => 1 / 40),
    sucra: 0.5,
  }));
  const names = textsOf(rankProbabilityPlot(many, { title: "x" }).svg).filter(({ text }) => /^\d+$/.test(text));
  expect(names.map(({ text }) => text)).toEqual(["1", "5", "10", "15", "20", "25", "30", "35", "40"]);
});
