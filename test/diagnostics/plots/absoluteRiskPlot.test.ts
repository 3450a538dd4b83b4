import { expect, test } from "vitest";
import { absoluteRiskPlot } from "../../../diagnostics/plots/index.js";
import { accent, rule } from "../../../diagnostics/plots/parts/theme.js";
import { linesOf, markersOf, textsOf } from "./marksOf.js";

const risk = (treatment: string, estimate: number) => ({
  treatment,
  estimate,
  low: estimate / 2,
  high: estimate * 1.5,
});

test("probabilities stand on an axis from 0%, at distances in proportion", () => {
  const { svg } = absoluteRiskPlot([risk("a", 0.1), risk("b", 0.3)], { title: "x" });
  const zero = textsOf(svg).find(({ text }) => text === "0%")!;
  const [tick] = linesOf(svg, rule).filter(({ x1, y1, y2 }) => Math.abs(x1 - zero.x) < 12 && y2 - y1 === 4);
  const [a, b] = markersOf(svg, accent);
  expect((b.x - tick.x1) / (a.x - tick.x1)).toBeCloseTo(3, 2);
});

test("a line stands at the estimate of the reference", () => {
  const { svg } = absoluteRiskPlot([risk("a", 0.1), risk("b", 0.3)], { title: "x", reference: "b" });
  const [line] = linesOf(svg, rule).filter(({ rest, x1, x2 }) => rest.includes("dasharray") && x1 === x2);
  expect(line.x1).toBeCloseTo(markersOf(svg, accent)[1].x, 1);
  expect(svg).toContain(">estimate of b<");
});

test("rare events keep two digits, and further columns are printed as given", () => {
  const { svg, table } = absoluteRiskPlot([{ ...risk("a", 0.0004), cells: ["NNT 950"] }], {
    title: "x",
    columns: [["number needed", "to treat"]],
  });
  expect(svg).toContain(">0.040% [0.020%, 0.060%]<");
  expect(svg).toContain(">NNT 950<");
  expect(table.rows).toEqual([["a", 0.0004, 0.0002, expect.closeTo(0.0006, 10), NaN, NaN, "NNT 950"]]);
});

test("means are printed without percent signs", () => {
  const { svg } = absoluteRiskPlot([risk("a", -4)], { title: "x", percent: false, measure: "mean change" });
  expect(svg).not.toContain("%<");
  expect(svg).toContain(">mean change<");
});
