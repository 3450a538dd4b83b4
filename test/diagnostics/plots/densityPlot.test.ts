import { expect, test } from "vitest";
import { densityPlot } from "../../../diagnostics/plots/index.js";

test("a heavy tail does not squeeze the centre of a density plot, and what is cut off is counted", () => {
  const heavy = Float64Array.from({ length: 4000 }, (_, i) => Math.tan(Math.PI * ((i + 0.5) / 4000 - 0.5)));
  const { description, svg } = densityPlot([heavy], { title: "Cauchy" });
  // 0.2% on either side of 4000 draws.
  expect(description).toContain("16 draws beyond the axis");
  expect(svg).not.toContain(">1000<");
});
