import { expect, test } from "vitest";
import { regressionPlot } from "../../../diagnostics/plots/index.js";
import { accent } from "../../../diagnostics/plots/parts/theme.js";
import { pathsOf, startsOf } from "./pathsOf.js";

const at = [0, 5, 10];
const line = (comparison: string, slope: number) => ({
  comparison,
  at,
  effects: at.map((x) => ({ estimate: slope * x, low: slope * x - 1, high: slope * x + 1 })),
});
const study = (name: string, x: number, effect: number, standardError = 0.5, comparison = "B against A") => ({
  study: name,
  comparison,
  at: x,
  effect,
  standardError,
});
const options = { title: "x", covariate: "latitude" };

function bubblesOf(svg: string): { x: number; y: number; r: number }[] {
  return [...svg.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"/g)].map(([, x, y, r]) => ({
    x: Number(x),
    y: Number(y),
    r: Number(r),
  }));
}

test.each(["linear", "log"] as const)("studies on the line lie on the line drawn, on a %s axis", (scale) => {
  const { svg } = regressionPlot([line("B against A", -0.1)], [study("a", 0, 0), study("b", 10, -1)], {
    ...options,
    scale,
  });
  const [path] = pathsOf(svg, accent)
    .map((d) => startsOf(d.replace(/l/g, "m")))
    .filter((corners) => corners.length === 2);
  const bubbles = bubblesOf(svg);
  bubbles.forEach(({ x, y }, i) => {
    // The curve is rounded to half a pixel.
    expect(Math.abs(path[i][0] - x)).toBeLessThan(0.6);
    expect(Math.abs(path[i][1] - y)).toBeLessThan(0.6);
  });
  expect(bubbles).toHaveLength(2);
});

test("the area of a bubble is proportional to the precision of its study", () => {
  const { svg } = regressionPlot([line("B against A", 0)], [study("a", 1, 0, 0.2), study("b", 2, 0, 0.4)], options);
  const [a, b] = bubblesOf(svg).map(({ r }) => r * r);
  expect(a / b).toBeCloseTo(4, 2);
});

test("comparisons have panels of their own with the same axes, and studies stand in that of theirs", () => {
  const { svg } = regressionPlot(
    [line("B against A", -0.1), line("C against A", 0.1)],
    [study("a", 5, 0.3), study("b", 5, 0.3, 0.5, "C against A")],
    options,
  );
  expect(svg).toContain(">B against A<");
  expect(svg).toContain(">C against A<");
  const [a, b] = bubblesOf(svg);
  expect(a.y).toBe(b.y);
  expect(b.x - a.x).toBeGreaterThan(200);
});

test("a study far beyond the bands does not flatten the lines: it is left out and counted", () => {
  const { svg, description, table } = regressionPlot(
    [line("B against A", -0.1)],
    [study("near", 5, -0.5), study("far", 5, 40)],
    options,
  );
  expect(bubblesOf(svg)).toHaveLength(1);
  expect(description).toContain("1 study effect beyond the axis is not drawn");
  expect(table.rows.map((row) => row[1])).toEqual(["", "", "", "near", "far"]);
});

test("the description gives the effect at both ends of the covariate, in ratios where the axis is in ratios", () => {
  const { description } = regressionPlot([line("B against A", -0.1)], [], {
    ...options,
    scale: "log",
    measure: "odds ratio",
  });
  // exp(0), exp(±1); exp(-1), exp(-2), exp(0).
  expect(description).toContain("B against A 1.00 [0.37, 2.72] at 0 and 0.37 [0.14, 1.00] at 10");
});
