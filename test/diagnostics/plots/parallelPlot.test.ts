import { expect, test } from "vitest";
import { parallelPlot, type Panel } from "../../../diagnostics/plots/index.js";
import { alarm } from "../../../diagnostics/plots/parts/theme.js";
import { funnel } from "./madeDraws.js";
import { pathsOf } from "./pathsOf.js";

const { mu, tau, theta, divergent } = funnel();
const variables = [
  { name: "mu", chains: mu },
  { name: "tau", chains: tau, log: true },
  { name: "theta", chains: theta[0] },
];
type Lines = Extract<Panel, { kind: "lines" }>;

test("the panel says where a draw crosses each axis: the line of the one divergent draw goes there", () => {
  const flags = mu.map((chain, k) => chain.map((_, i) => (k === 2 && i === 10 ? 1 : 0)));
  const { svg, panels } = parallelPlot(variables, { title: "x", divergent: flags });
  const { axes, box } = panels![0] as Lines;
  const numbers = [...pathsOf(svg, alarm)[0].matchAll(/[Ml](-?[\d.]+)[ ]?(-?[\d.]+)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  let [x, y] = [0, 0];
  axes.forEach((axis, i) => {
    [x, y] = [x + numbers[i][0], y + numbers[i][1]];
    const value = variables[i].chains[2][10];
    const { low, high, log } = axis.span;
    const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    // Lines are drawn on whole pixels.
    expect(Math.abs(x - axis.x)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y - (box[3] - share * (box[3] - box[1])))).toBeLessThanOrEqual(0.5);
  });
  expect(axes.map(({ variable }) => variable)).toEqual(["mu", "tau", "theta"]);
  expect(axes[1].span.log).toBe(true);
});

test("words and table say where divergent draws crowd", () => {
  const { description, table } = parallelPlot(variables, { title: "x", divergent });
  expect(description).toContain("They crowd where tau is small");
  expect(table.rows[1][0]).toBe("tau");
  expect(table.rows[1][5]).toBeLessThan(0.2);
  expect(Number(table.rows[0][5])).toBeGreaterThan(0.3);
});

test("moments in the table are those of the draws, not of their logarithms", () => {
  const { table } = parallelPlot([{ name: "a", chains: [Float64Array.of(1, 2, 6)], log: true }], { title: "x" });
  expect(table.rows[0].slice(0, 5)).toEqual(["a", 3, Math.sqrt(7), 1, 6]);
});

test("few and many variables stay below 25 KB", () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ name: `v${i}`, chains: theta[i % 3] }));
  expect(parallelPlot(variables, { title: "x", divergent }).svg.length).toBeLessThan(25_000);
  expect(parallelPlot(many, { title: "x", divergent }).svg.length).toBeLessThan(25_000);
});
