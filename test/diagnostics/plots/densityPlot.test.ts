import { expect, test } from "vitest";
import { densityPlot } from "../../../diagnostics/plots/index.js";

test("a heavy tail does not squeeze the centre of a density plot, and what is cut off is counted", () => {
  const heavy = Float64Array.from({ length: 4000 }, (_, i) => Math.tan(Math.PI * ((i + 0.5) / 4000 - 0.5)));
  const { description, svg } = densityPlot([heavy], { title: "Cauchy" });
  // 0.2% on either side of 4000 draws.
  expect(description).toContain("16 draws beyond the axis");
  expect(svg).not.toContain(">1000<");
});

test("the panel of a density spans its axis, and the area of all draws lies under the lines of the chains", () => {
  const chain = Float64Array.from({ length: 500 }, (_, i) => i / 499);
  const { svg, panels } = densityPlot([chain, chain], { title: "x", variable: "a" });
  expect(panels).toHaveLength(1);
  expect(panels![0]).toMatchObject({ kind: "interval", variable: "a" });
  expect(svg.match(/fill="#cfe0f1"/g)).toHaveLength(1);
  expect(svg.indexOf('fill="#cfe0f1"')).toBeLessThan(svg.indexOf('stroke="#0b62a4"'));
});
