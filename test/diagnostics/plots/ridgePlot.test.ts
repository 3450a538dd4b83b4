import { expect, test } from "vitest";
import { intervalPlot, ridgePlot } from "../../../diagnostics/plots/index.js";
import { autoregressive } from "./madeDraws.js";

const ramp = Float64Array.from({ length: 401 }, (_, i) => i - 100);

test("a ridge's table holds type-7 quantiles, and its words the share above the reference", () => {
  const { table, description } = ridgePlot([{ label: "a", chains: [ramp] }], { title: "x", reference: 0 });
  expect(table.rows).toEqual([["a", -90, 0, 100, 200, 290]]);
  // 300 of 401.
  expect(description).toContain("a 100 [−90, 290], above 0 with probability 75%");
});

test("each ridge has its panel, one below the other on one scale", () => {
  const rows = ["a", "b", "c"].map((label) => ({ label, chains: [ramp] }));
  const { panels } = ridgePlot(rows, { title: "x", rowHeight: 30 });
  expect(panels!.map((panel) => (panel.kind === "interval" ? panel.variable : ""))).toEqual(["a", "b", "c"]);
  const ys = panels!.map((panel) => (panel.kind === "interval" ? panel.y : NaN));
  expect([ys[1] - ys[0], ys[2] - ys[1]]).toEqual([30, 30]);
  expect(new Set(panels!.map((panel) => (panel.kind === "interval" ? panel.span.low : NaN))).size).toBe(1);
});

test("fifty ridges stay below 45 KB", () => {
  const rows = Array.from({ length: 50 }, (_, i) => ({ label: `r_${i}`, chains: autoregressive(0, 4, 250, i) }));
  expect(ridgePlot(rows, { title: "x" }).svg.length).toBeLessThan(45_000);
});

const level = (label: string, estimate: number) => ({
  label,
  estimate,
  inner: [estimate - 0.3, estimate + 0.3] as const,
  outer: [estimate - 1, estimate + 1] as const,
});

test("upright intervals are ordered by estimate, those without a value last in the table and not drawn", () => {
  const rows = [level("b", 2), level("none", NaN), level("a", -3), level("c", 5)];
  const { table, description } = intervalPlot(rows, { title: "x", reference: 0 });
  expect(table.rows.map(([name]) => name)).toEqual(["a", "b", "c", "none"]);
  expect(description).toContain("Lowest: a −3 [−4, −2]; highest: c 5 [4, 6]");
  expect(description).toContain("3 of 3 95% intervals lie wholly on one side of 0");
  expect(description).toContain("1 estimate without a value");
  expect(intervalPlot(rows, { title: "x", order: "given" }).table.rows[0][0]).toBe("b");
});

test("a thousand levels are three paths and stay below 60 KB", () => {
  const rows = Array.from({ length: 1000 }, (_, i) => level(`level ${i}`, (i * 7919) % 1009));
  const { svg } = intervalPlot(rows, { title: "x" });
  expect(svg.match(/<path/g)).toHaveLength(3);
  expect(svg.length).toBeLessThan(60_000);
});
