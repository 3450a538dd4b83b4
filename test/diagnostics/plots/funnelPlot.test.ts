import { expect, test } from "vitest";
import { funnelPlot } from "../../../diagnostics/plots/index.js";
import { accent, coolGrounds, paper, rule } from "../../../diagnostics/plots/parts/theme.js";
import { linesOf, markersOf, polygonsOf, textsOf } from "./marksOf.js";

const point = (study: string, effect: number, standardError: number) => ({ study, effect, standardError });

test("precise studies stand at the top, and the middle of the funnel at the centre", () => {
  const { svg } = funnelPlot([point("a", 1, 0.1), point("b", 1.5, 0.4), point("c", 0.5, 0.4)], {
    title: "x",
    centre: 1,
  });
  const [a, b, c] = markersOf(svg, accent);
  expect(a.y).toBeLessThan(b.y);
  expect(b.y).toBe(c.y);
  const middle = linesOf(svg, rule).find(({ x1, x2, y1, y2 }) => x1 === x2 && y2 > y1 + 100)!;
  expect(a.x).toBeCloseTo(middle.x1, 1);
  expect((b.x + c.x) / 2).toBeCloseTo(middle.x1, 1);
});

test("the dashed limits are 1.96 standard errors from the centre, on an axis of ratios too", () => {
  for (const scale of ["linear", "log"] as const) {
    // Points exactly on the limits.
    const { svg } = funnelPlot([point("a", -0.5 + 1.959964 * 0.5, 0.5), point("b", -0.5 - 1.959964 * 0.2, 0.2)], {
      title: "x",
      centre: -0.5,
      scale,
    });
    const limits = linesOf(svg, rule).filter(({ rest, y1, y2 }) => rest.includes("dasharray") && y2 > y1 + 100);
    expect(limits).toHaveLength(2);
    const [a, b] = markersOf(svg, accent);
    const at = ({ x1, y1, x2, y2 }: (typeof limits)[number], y: number): number =>
      x1 + ((x2 - x1) * (y - y1)) / (y2 - y1);
    const right = limits.find(({ x1, x2 }) => x2 > x1)!;
    const left = limits.find(({ x1, x2 }) => x2 < x1)!;
    expect(at(right, a.y)).toBeCloseTo(a.x, 0);
    expect(at(left, b.y)).toBeCloseTo(b.x, 0);
  }
});

test("what is expected of a comparison is subtracted, and comparisons are told by the key", () => {
  const { svg, table } = funnelPlot(
    [
      { ...point("a", 2.25, 0.3), comparison: "B against A", expected: 2 },
      { ...point("b", -0.75, 0.3), comparison: "C against A", expected: -1 },
    ],
    { title: "x" },
  );
  const marks = ["#0b62a4", "#c65102"].map((colour) => markersOf(svg, colour)[0]);
  expect(marks[0].x).toBeCloseTo(marks[1].x, 2);
  expect(svg).toContain(">B against A<");
  expect(table.rows).toEqual([
    ["a", "B against A", 2.25, 2, 0.3],
    ["b", "C against A", -0.75, -1, 0.3],
  ]);
});

test("contours begin where p is 0.1, 0.05 and 0.01, around no effect and not around the centre", () => {
  // An axis wide enough that no contour leaves the plot before its bottom.
  const { svg } = funnelPlot([point("a", 0, 1), point("b", 4, 0.1), point("c", 1, 0.5)], {
    title: "x",
    centre: 0.5,
    contours: true,
  });
  const [a, b] = markersOf(svg, accent);
  const unit = (b.x - a.x) / 4;
  const bottom = (fill: string): number[] => {
    const corners = polygonsOf(svg, fill).find((polygon) => polygon.length === 3)!;
    return corners.slice(1).map(([x]) => (x - a.x) / unit / 1.06);
  };
  // The axis ends 6% below the largest standard error, 1. Quantiles of the normal distribution.
  [
    [paper, 1.644854],
    [coolGrounds[0], 1.959964],
    [coolGrounds[1], 2.575829],
  ].forEach(([fill, z]) => {
    const [right, left] = bottom(fill as string);
    // Half a pixel of about 80.
    expect(Math.abs(right - Number(z))).toBeLessThan(0.01);
    expect(Math.abs(left + Number(z))).toBeLessThan(0.01);
  });
});

test("studies outside the limits are named and counted", () => {
  const { svg, description } = funnelPlot([point("inside", 0.1, 0.3), point("outside", 2, 0.3)], { title: "x" });
  const names = textsOf(svg).map(({ text }) => text);
  expect(names).toContain("outside");
  expect(names).not.toContain("inside");
  expect(description).toContain("1 lie outside the 95% limits of sampling error: outside");
});

test("studies without a standard error are not drawn, and the description says so", () => {
  const { svg, description, table } = funnelPlot([point("a", 1, NaN), point("b", 1, 0.3)], { title: "x" });
  expect(markersOf(svg, accent)).toHaveLength(1);
  expect(description).toContain("1 without an effect or a standard error");
  expect(table.rows).toHaveLength(2);
});
