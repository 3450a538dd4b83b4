/** What every chart must be, whatever it draws. */
import { describe, expect, test } from "vitest";
import {
  densityPlot,
  energyPlot,
  forestPlot,
  leagueTable,
  networkPlot,
  rankPlot,
  rankProbabilityPlot,
  shrinkageChart,
  tracePlot,
  type Chart,
} from "../../../diagnostics/plots/index.js";
import { generator } from "../report/syntheticPosterior.js";
import { coordinatesOf, faultsOf } from "./svgOf.js";

const hostile = `<script>alert(1)</script> __proto__ "'&\u0000`;

function chains(count: number, draws: number, f: (uniform: () => number, i: number) => number): Float64Array[] {
  const uniform = generator(7);
  return Array.from({ length: count }, () => Float64Array.from({ length: draws }, (_, i) => f(uniform, i)));
}

const ordinary = chains(4, 500, (uniform) => uniform() + uniform() + uniform());
const constant = chains(3, 200, () => 2.5);
const broken = chains(2, 100, (uniform, i) => (i % 10 === 0 ? NaN : i % 17 === 0 ? Infinity : uniform()));
const empty: Float64Array[] = [];
const single = chains(1, 1, () => 3);
const huge = chains(2, 50, (uniform) => (uniform() - 0.5) * 1.7e308);

type Case = readonly [name: string, chart: () => Chart];

const chainSets = { ordinary, constant, broken, empty, single, huge };
const ofChains: readonly Case[] = Object.entries(chainSets).flatMap(([name, set]): Case[] => [
  [
    `trace of ${name} chains`,
    () => tracePlot(set, { title: "x", divergent: set.map((c) => c.map((_, i) => (i === 0 ? 1 : 0))) }),
  ],
  [`ranks of ${name} chains`, () => rankPlot(set, { title: "x", effectiveSize: NaN })],
  [`density of ${name} chains`, () => densityPlot(set, { title: "x", axisTitle: "x" })],
  [`energy of ${name} chains`, () => energyPlot(set, { title: "x", ebfmi: [NaN] })],
]);

const row = (label: string, estimate: number, low: number, high: number) => ({
  label,
  estimate,
  inner: [(estimate + low) / 2, (estimate + high) / 2] as const,
  outer: [low, high] as const,
});
const effects = (names: readonly string[], f: (i: number, j: number) => number) =>
  names.flatMap((from, i) =>
    names.flatMap((to, j) => (i === j ? [] : [{ from, to, mean: f(i, j), lower: f(i, j) - 1, upper: f(i, j) + 1 }])),
  );
const names = (n: number) => Array.from({ length: n }, (_, i) => `treatment ${i}`);

const pooled = (level: string, own: number, model: number, factor: number) => ({
  level,
  coefficient: "Intercept",
  noPooling: { mean: own },
  partialPooling: { mean: model, "q2.5": model - 1, "q97.5": model + 1 },
  completePooling: { mean: 0 },
  factor: { mean: factor },
});

const others: readonly Case[] = [
  ["shrinkage without levels", () => shrinkageChart([], { title: "x" })],
  ["shrinkage of one level", () => shrinkageChart([pooled("a", 2, 1, 0.5)], { title: "x" })],
  [
    "shrinkage with NaN and far away own estimates",
    () =>
      shrinkageChart(
        [pooled(hostile, NaN, 0.1, 0.9), pooled("far", 1e9, 1, 0.2), pooled("gone", -Infinity, NaN, NaN)],
        { title: hostile },
      ),
  ],
  [
    "shrinkage of 200 levels",
    () =>
      shrinkageChart(
        names(200).map((name, i) => pooled(name, i, i / 2, 0.5)),
        { title: "x", width: 400 },
      ),
  ],
  ["forest without rows", () => forestPlot([], { title: "x" })],
  ["forest of one row", () => forestPlot([row("a", 1, 0, 2)], { title: "x", reference: 0 })],
  ["forest of a point", () => forestPlot([row("a", 1, 1, 1)], { title: "x" })],
  ["forest of NaN", () => forestPlot([row("a", NaN, NaN, NaN), row("b", 1, 0, 2)], { title: "x", reference: NaN })],
  ["forest of infinities", () => forestPlot([row("a", 0, -Infinity, Infinity)], { title: "x" })],
  [
    "log forest",
    () => forestPlot([row("a", 1, 0.2, 5), row("b", 0, 0, 1)], { title: "x", scale: "log", reference: 1 }),
  ],
  ["forest of a hostile name", () => forestPlot([{ ...row(hostile, 1, 0, 2), group: hostile }], { title: hostile })],
  ["cut forest", () => forestPlot([row("a", 0, -9, 9)], { title: "x", domain: [-1, 1] })],
  [
    "league of two",
    () =>
      leagueTable(
        effects(names(2), (i, j) => j - i),
        names(2),
        { title: "x" },
      ),
  ],
  [
    "league of twenty",
    () =>
      leagueTable(
        effects(names(20), (i, j) => j - i),
        names(20),
        { title: "x", reference: 1 },
      ),
  ],
  [
    "league of NaN",
    () =>
      leagueTable(
        effects(names(3), () => NaN),
        names(3),
        { title: "x" },
      ),
  ],
  [
    "league of hostile names",
    () =>
      leagueTable(
        effects([hostile, "__proto__"], () => 1),
        [hostile, "__proto__"],
        { title: "x" },
      ),
  ],
  [
    "ranks of treatments",
    () => rankProbabilityPlot([{ treatment: hostile, probabilities: [0.5, 0.5], sucra: 0.5 }], { title: "x" }),
  ],
  ["ranks of none", () => rankProbabilityPlot([], { title: "x" })],
  [
    "ranks of NaN",
    () => rankProbabilityPlot([{ treatment: "a", probabilities: [NaN, 1], sucra: NaN }], { title: "x" }),
  ],
  ["network without edges", () => networkPlot([{ label: hostile, participants: 5 }], [], { title: "x" })],
  ["network of none", () => networkPlot([], [], { title: "x" })],
  [
    "network with unknown ends and counts",
    () =>
      networkPlot(
        [{ label: "a", participants: NaN }, { label: "__proto__" }],
        [
          { from: "a", to: "__proto__", studies: 2 },
          { from: "a", to: "nowhere", studies: NaN },
        ],
        { title: "x" },
      ),
  ],
];

describe("every chart", () => {
  test.each([...ofChains, ...others])(
    "is named, described, backed by a table and free of empty coordinates: %s",
    (_, chart) => {
      expect(faultsOf(chart())).toEqual([]);
    },
  );

  test.each([...ofChains, ...others])("keeps finite coordinates within a page: %s", (_, chart) => {
    const coordinates = coordinatesOf(chart().svg);
    expect(coordinates.length).toBeGreaterThan(0);
    expect(coordinates.filter((value) => !(Math.abs(value) < 5000))).toEqual([]);
  });

  test("lets no name become markup", () => {
    const svg = forestPlot([{ ...row(hostile, 1, 0, 2), group: hostile }], { title: hostile }).svg;
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("\u0000");
    expect(svg).toContain("&lt;script&gt;");
  });
});
