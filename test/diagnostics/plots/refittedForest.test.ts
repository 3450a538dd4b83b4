import { describe, expect, test } from "vitest";
import { cumulativeMetaPlot, influencePlot } from "../../../diagnostics/plots/index.js";
import { accent, band } from "../../../diagnostics/plots/parts/theme.js";
import { markersOf, polygonsOf } from "./marksOf.js";

const of = (label: string, estimate: number, factor = 1.5) => ({
  label,
  estimate,
  low: estimate / factor,
  high: estimate * factor,
});

describe("studies left out one at a time", () => {
  const { svg, description, table } = influencePlot([of("a", 0.6), of("b", 0.8), of("c", 0.55)], {
    title: "x",
    scale: "log",
    overall: of("all studies", 0.6),
  });

  test("the shaded ground spans the interval of all studies, as the diamond does", () => {
    const [, x, width] = new RegExp(`<rect x="([\\d.]+)"[^>]*width="([\\d.]+)"[^>]*fill="${band}"`)
      .exec(svg)!
      .map(Number);
    const [[left, , right]] = polygonsOf(svg, accent);
    expect(x).toBeCloseTo(left[0], 1);
    expect(x + width).toBeCloseTo(right[0], 1);
  });

  test("the study that changes most is named, and those that turn the conclusion", () => {
    expect(description).toContain("It changes most without b: 0.80 [0.53, 1.20]");
    expect(description).toContain("Without b it changes whether the interval holds 1");
  });

  test("the table holds a row for each and for all", () => {
    expect(table.rows.map(([label]) => label)).toEqual(["a", "b", "c", "all studies"]);
    expect(table.rows[0].slice(1)).toEqual([0.6, 0.6 / 1.5, 0.6 * 1.5]);
  });
});

test("distances on a logarithmic axis tell which study changes most: a half more than a third above", () => {
  const { description } = influencePlot([of("third above", 1.34), of("half", 0.5)], {
    title: "x",
    scale: "log",
    overall: of("all", 1),
  });
  expect(description).toContain("It changes most without half");
});

describe("studies added one at a time", () => {
  const describeOf = (...estimates: number[]): string =>
    cumulativeMetaPlot(
      estimates.map((estimate, i) => of(`study ${i}`, estimate)),
      { title: "x", scale: "log" },
    ).description;

  test("the description says from which study on no interval holds no effect", () => {
    expect(describeOf(0.5, 0.9, 0.5, 0.6)).toContain("From study 2 on no interval holds 1");
    expect(describeOf(0.5, 0.5)).toContain("From study 0 on no interval holds 1");
    expect(describeOf(0.5, 0.9)).toContain("The last interval holds 1");
  });

  test("rows stand in the order given", () => {
    const { svg } = cumulativeMetaPlot([of("a", 2), of("b", 1), of("c", 4)], { title: "x", scale: "log" });
    const marks = markersOf(svg, accent);
    expect(marks.map(({ y }) => y)).toEqual([...marks.map(({ y }) => y)].sort((a, b) => a - b));
    expect(marks[0].x).toBeCloseTo((marks[1].x + marks[2].x) / 2, 1);
  });
});
