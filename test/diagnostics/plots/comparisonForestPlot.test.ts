import { expect, test } from "vitest";
import { comparisonForestPlot } from "../../../diagnostics/plots/index.js";
import { accent, ink, second } from "../../../diagnostics/plots/parts/theme.js";
import { markersOf, textsOf } from "./marksOf.js";

const of = (estimate: number) => ({ estimate, low: estimate - 1, high: estimate + 1 });
const full = { comparison: "B against A", studies: 3, direct: of(1), indirect: of(3), network: of(2), p: 0.3 };

test("direct, indirect and network estimates stand below one another where the axis says", () => {
  const { svg } = comparisonForestPlot([full], { title: "x" });
  const [[direct], [indirect], [network]] = [ink, second, accent].map((colour) => markersOf(svg, colour));
  expect(network.x).toBeCloseTo((direct.x + indirect.x) / 2, 1);
  expect(direct.y).toBeLessThan(indirect.y);
  expect(indirect.y).toBeLessThan(network.y);
});

test("each estimate is printed at the height of its mark", () => {
  const { svg } = comparisonForestPlot([full], { title: "x" });
  const height = (text: string): number => textsOf(svg).find((found) => found.text.startsWith(text))!.y;
  const at = [ink, second, accent].map((colour) => markersOf(svg, colour)[0].y);
  const printed = ["1.00 [", "3.00 [", "2.00 ["].map(height);
  // A baseline lies a third of the letters below their middle.
  printed.forEach((y, i) => expect(Math.abs(y - at[i])).toBeLessThan(5));
});

test("evidence that is missing leaves no line, and the row is lower", () => {
  const direct = { comparison: "B against A", studies: 3, direct: of(1), network: of(2), p: 0.3 };
  const whole = comparisonForestPlot([full], { title: "x" });
  const part = comparisonForestPlot([direct], { title: "x" });
  expect(markersOf(part.svg, second)).toEqual([]);
  const height = (svg: string): number => Number(/height="(\d+)"/.exec(svg)![1]);
  expect(height(whole.svg) - height(part.svg)).toBe(14);
  expect(part.table.rows[0]).toEqual(["B against A", 3, 1, 0, 2, NaN, NaN, NaN, 2, 1, 3, 0.3]);
});

test("a p below 0.05 is bold and said in the description, others are neither", () => {
  const { svg, description } = comparisonForestPlot(
    [full, { ...full, comparison: "C against A", p: 0.012 }, { ...full, comparison: "D against A", p: 0.0001 }],
    { title: "x" },
  );
  const bold = (text: string): boolean =>
    textsOf(svg)
      .find((found) => found.text === text)!
      .rest.includes("600");
  expect([bold("0.30"), bold("0.012"), bold("&lt;0.001")]).toEqual([false, true, true]);
  expect(description).toContain(
    "disagree with p below 0.05 in 2 of 3: C against A (p 0.012) and D against A (p <0.001).",
  );
});

test("without doubtful comparisons the description says so", () => {
  expect(comparisonForestPlot([full], { title: "x" }).description).toContain("In none of 1 do direct and indirect");
});
