import { expect, test } from "vitest";
import { quantileDotPlot } from "../../../diagnostics/plots/index.js";
import { accent, second } from "../../../diagnostics/plots/parts/theme.js";
import { pathsOf, startsOf } from "./pathsOf.js";

const even = Float64Array.from({ length: 1001 }, (_, i) => i / 1000);

test("dots stand at the quantiles (i - 1/2)/n", () => {
  const { table } = quantileDotPlot([even], { title: "x", dots: 20 });
  table.rows.forEach(([dot, value]) => expect(value).toBeCloseTo((Number(dot) - 0.5) / 20, 12));
});

test("dots above the threshold are counted in words and drawn in another colour", () => {
  const { description, svg } = quantileDotPlot([even], { title: "x", dots: 20, reference: 0.74 });
  // 0.775, 0.825, …, 0.975; and 260 of 1001 draws.
  expect(description).toContain("5 of 20 dots lie above 0.74, and 26% of the draws");
  expect(startsOf(pathsOf(svg, second)[0])).toHaveLength(5);
  expect(startsOf(pathsOf(svg, accent)[0])).toHaveLength(15);
});

test("dots of a narrow peak are stacked within the height and none hides another", () => {
  const spike = Float64Array.from({ length: 1000 }, (_, i) => (i < 950 ? 1 : i / 100));
  const { svg } = quantileDotPlot([spike], { title: "x", dots: 100, height: 200 });
  const [path] = pathsOf(svg, accent);
  const size = Number(/stroke-width="([\d.]+)"/.exec(svg.slice(svg.indexOf(path)))![1]);
  const places = startsOf(path);
  expect(places).toHaveLength(100);
  for (const [, y] of places) expect(y).toBeGreaterThan(15);
  const column = places
    .filter(([x]) => x === places[0][0])
    .map(([, y]) => y)
    .sort((a, b) => a - b);
  expect(column.length).toBe(95);
  expect(column[1] - column[0]).toBeGreaterThan(size * 0.5);
});
