import { expect, test } from "vitest";
import { forestPlot } from "../../../diagnostics/plots/index.js";

const rows = [
  { label: "a", estimate: 1, inner: [0.8, 1.2], outer: [0.5, 1.5] },
  { label: "b", estimate: -0.2, inner: [-0.5, 0.1], outer: [-1, 0.6] },
] as const;

test("the description counts the intervals on one side of the reference", () => {
  const { description } = forestPlot(rows, { title: "Effects", reference: 0 });
  expect(description).toContain("1 of 2 95% intervals lie wholly on one side of 0");
});

test("rows stand in the order given, and the table holds their numbers in full", () => {
  const { table } = forestPlot(rows, { title: "Effects" });
  expect(table.rows).toEqual([
    ["a", 1, 0.5, 0.8, 1.2, 1.5],
    ["b", -0.2, -1, -0.5, 0.1, 0.6],
  ]);
});

test("the height grows with the rows", () => {
  const height = (n: number): number => {
    const many = Array.from({ length: n }, () => rows[0]);
    return Number(/height="(\d+)"/.exec(forestPlot(many, { title: "Effects" }).svg)![1]);
  };
  expect(height(30) - height(10)).toBe(20 * 24);
});

test("a logarithmic axis puts 1/2 and 2 at equal distances from 1", () => {
  const ratios = [{ label: "a", estimate: 1, outer: [0.5, 2] }] as const;
  const { svg } = forestPlot(ratios, { title: "Ratios", scale: "log", reference: 1 });
  const reference = Number(/x1="([\d.]+)"[^>]*stroke-dasharray/.exec(svg)![1]);
  const [, low, high] = /<line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)" y2="[\d.]+" stroke="#1a5a96"/
    .exec(svg)!
    .map(Number);
  // Coordinates are rounded to 0.01.
  expect(reference - low).toBeCloseTo(high - reference, 1);
});

test("an interval beyond a cut axis ends in an arrow on that side only", () => {
  const cut = (outer: readonly [number, number]): number => {
    const { svg } = forestPlot([{ label: "a", estimate: 0, outer }], { title: "Cut", domain: [-1, 1] });
    return svg.split('stroke="#1a5a96"').length - 1;
  };
  // The interval is one stroke, an arrow two.
  expect([cut([-0.5, 0.5]), cut([-0.5, 5]), cut([-5, 5])]).toEqual([1, 3, 5]);
});

test("a value that cannot be drawn is said in words", () => {
  expect(forestPlot([{ label: "a", estimate: NaN, outer: [NaN, NaN] }], { title: "x" }).svg).toContain("no value");
});
