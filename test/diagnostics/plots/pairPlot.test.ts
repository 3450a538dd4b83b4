import { expect, test } from "vitest";
import { pairPlot, type Panel } from "../../../diagnostics/plots/index.js";
import { rankCorrelation } from "../../../diagnostics/plots/parts/rankCorrelation.js";
import { alarm, crowd } from "../../../diagnostics/plots/parts/theme.js";
import { funnel } from "./madeDraws.js";
import { pathsOf, startsOf } from "./pathsOf.js";

const { mu, tau, theta, divergent } = funnel();
const variables = [
  { name: "mu", chains: mu },
  { name: "tau", chains: tau, log: true },
  ...theta.map((chains, i) => ({ name: `theta[${i + 1}]`, chains })),
];
type Points = Extract<Panel, { kind: "points" }>;

/** Where a panel says that a draw lies. */
function placeOf({ box, xSpan, ySpan }: Points, x: number, y: number): [number, number] {
  const share = (value: number, { low, high, log }: Points["xSpan"]): number =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return [box[0] + share(x, xSpan) * (box[2] - box[0]), box[3] - share(y, ySpan) * (box[3] - box[1])];
}

test("the rank correlation is that of R's cor(x, y, method = 'spearman'), ties included", () => {
  // cor(c(1, 2, 2, 4, 5), c(3, 1, 5, 5, 9), method = "spearman")
  expect(rankCorrelation(Float64Array.of(1, 2, 2, 4, 5), Float64Array.of(3, 1, 5, 5, 9))).toBeCloseTo(
    0.763157894736842,
    14,
  );
});

test("every panel says where its draws lie: a divergent draw's cross is there, on linear and logarithmic axes", () => {
  const few = variables.slice(0, 3).map((v) => ({ ...v, chains: v.chains.map((c) => c.subarray(0, 50)) }));
  const flags = few[0].chains.map((chain, k) => chain.map((_, i) => (k === 1 && i === 7 ? 1 : 0)));
  const { svg, panels } = pairPlot(few, { title: "x", divergent: flags });
  const marks = pathsOf(svg, alarm).map((d) => startsOf(d)[0]);
  // The key's sample comes first.
  const [, ...inPanels] = marks;
  expect(panels).toHaveLength(3);
  expect(inPanels).toHaveLength(3);
  const value = (name: string): number => few.find((v) => v.name === name)!.chains[1][7];
  panels!.forEach((panel, i) => {
    const p = panel as Points;
    const [x, y] = placeOf(p, value(p.x), value(p.y));
    // Crosses begin two pixels to the upper left, on whole pixels.
    expect(Math.abs(inPanels[i][0] + 2 - x)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(inPanels[i][1] + 2 - y)).toBeLessThanOrEqual(0.5);
  });
});

test("all divergent draws up to 200 are drawn, and the words say where they crowd", () => {
  const { svg, description } = pairPlot(variables.slice(0, 2), { title: "x", divergent });
  const count = divergent.reduce((sum, flags) => sum + flags.reduce((a, b) => a + b, 0), 0);
  expect(count).toBeGreaterThan(100);
  expect(count).toBeLessThan(250);
  const [, cross] = pathsOf(svg, alarm);
  // Two strokes a cross; two draws on one pixel are one cross.
  expect(startsOf(cross).length / 2).toBeGreaterThan(0.9 * Math.min(200, count));
  expect(description).toContain(`${count} of 4000 draws diverged`);
  expect(description).toMatch(/They crowd where tau is small: half of them lie in its lowest \d+% of the other draws/);
});

test("the table holds the correlation of each pair, and the words name the strongest", () => {
  const x = Float64Array.of(1, 2, 3, 4, 5, 6);
  const chart = pairPlot(
    [
      { name: "a", chains: [x] },
      { name: "b", chains: [x.map((v) => -v * v)] },
      { name: "c", chains: [Float64Array.of(2, 1, 4, 3, 6, 5)] },
    ],
    { title: "x" },
  );
  // Three swaps of neighbours: 1 - 6 * 6 / (6 * 35).
  const swapped = 1 - 36 / 210;
  expect(chart.table.rows.map((row) => row.slice(0, 2))).toEqual([
    ["b", "a"],
    ["c", "a"],
    ["c", "b"],
  ]);
  [-1, swapped, -swapped].forEach((r, i) => expect(chart.table.rows[i][2]).toBeCloseTo(r, 12));
  expect(chart.description).toContain("Strongest correlation: a and b, −1.00");
});

test("five variables of 4000 draws, 200 of them divergent, take less than 60 KB", () => {
  const flags = divergent.map((chain) => chain.map((_, i) => (i % 20 === 0 ? 1 : 0)));
  expect(pairPlot(variables, { title: "x", divergent: flags }).svg.length).toBeLessThan(60_000);
  expect(pairPlot(variables, { title: "x" }).svg.length).toBeLessThan(60_000);
});

test("draws far out do not squeeze the others, and are left out of the drawing", () => {
  const wild = mu.map((chain) => chain.map((v, i) => (i === 500 ? 1e6 : v)));
  const { panels, svg } = pairPlot([{ name: "a", chains: wild }, variables[1]], { title: "x" });
  expect((panels![0] as Points).xSpan.high).toBeLessThan(30);
  const [left, top, right, bottom] = (panels![0] as Points).box;
  const [, cloud] = ["", ...pathsOf(svg, crowd)];
  for (const [x, y] of startsOf(cloud)) {
    expect(x).toBeGreaterThanOrEqual(Math.floor(left));
    expect(x).toBeLessThanOrEqual(Math.ceil(right));
    expect(y).toBeGreaterThanOrEqual(Math.floor(top));
    expect(y).toBeLessThanOrEqual(Math.ceil(bottom));
  }
});

test("a logarithmic axis is asked for in vain where a draw is not positive", () => {
  const { panels } = pairPlot([variables[1], { name: "mu", chains: mu, log: true }], { title: "x" });
  expect((panels![0] as Points).ySpan.log).toBeUndefined();
  expect((panels![0] as Points).xSpan.log).toBe(true);
});

test("of more than eight variables the first eight are drawn, and that is said", () => {
  const many = Array.from({ length: 10 }, (_, i) => ({ name: `v${i}`, chains: mu }));
  const { panels, description } = pairPlot(many, { title: "x" });
  expect(panels).toHaveLength(28);
  expect(description).toContain("2 further variables left out");
});
