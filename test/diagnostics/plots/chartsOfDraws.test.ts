/** What every figure of draws must be, whatever draws it is given. */
import { describe, expect, test } from "vitest";
import * as plots from "../../../diagnostics/plots/index.js";
import { darkCounterparts } from "../../../diagnostics/plots/parts/theme.js";
import { generator } from "../report/syntheticPosterior.js";
import { coordinatesOf, faultsOf } from "./svgOf.js";

const hostile = `<script>alert(1)</script> __proto__ "'&\u0000 ${"اسم طويل ".repeat(40)}`;
const uniform = generator(7);
const made = (count: number, draws: number, f: (i: number) => number): Float64Array[] =>
  Array.from({ length: count }, () => Float64Array.from({ length: draws }, (_, i) => f(i)));

const sets: Record<string, Float64Array[]> = {
  ordinary: made(4, 200, () => uniform() + uniform() + uniform()),
  constant: made(3, 200, () => 2.5),
  broken: made(2, 100, (i) => (i % 10 === 0 ? NaN : i % 17 === 0 ? Infinity : uniform())),
  empty: [],
  single: made(1, 1, () => 3),
  whole: made(2, 100, (i) => i % 5),
  many: made(30, 40, () => uniform()),
  huge: made(2, 50, () => (uniform() - 0.5) * 1.7e308),
  tiny: made(2, 50, () => uniform() * 1e-300),
};

type Case = readonly [name: string, chart: (width: number) => plots.Chart];
const title = hostile;
const cases: readonly Case[] = Object.entries(sets).flatMap(([name, set]): Case[] => {
  const divergent = set.map((chain) => chain.map((_, i) => (i % 7 === 0 ? 1 : 0)));
  const other = set.map((chain) => chain.map((value) => Math.abs(value) + 1));
  const variables = [
    { name: hostile, chains: set, log: true },
    { name: "b", chains: other, log: true },
    { name: "c", chains: set },
  ];
  const row = {
    label: hostile,
    estimate: set[0]?.[0] ?? NaN,
    outer: [set[0]?.[0] ?? NaN, set[0]?.[1] ?? NaN] as const,
  };
  return [
    [`ranks of ${name} chains`, (width) => plots.rankPlot(set, { title, width })],
    [`trace of ${name} chains`, (width) => plots.tracePlot(set, { title, divergent, width })],
    [`density of ${name} chains`, (width) => plots.densityPlot(set, { title, variable: hostile, width })],
    [`histogram of ${name} chains`, (width) => plots.histogramPlot(set, { title, variable: hostile, width })],
    [`autocorrelation of ${name} chains`, (width) => plots.autocorrelationPlot(set, { title, width })],
    [`evolution of ${name} chains`, (width) => plots.essEvolutionPlot(set, { title, width })],
    [`quantile sizes of ${name} chains`, (width) => plots.essQuantilePlot(set, { title, width })],
    [`local sizes of ${name} chains`, (width) => plots.essLocalPlot(set, { title, width })],
    [`quantile errors of ${name} chains`, (width) => plots.mcseQuantilePlot(set, { title, width })],
    [`rank differences of ${name} chains`, (width) => plots.rankEcdfPlot(set, { title, width })],
    [
      `rank differences of halves of ${name} chains`,
      (width) => plots.rankEcdfPlot(set, { title, width, halves: true }),
    ],
    [`pairs of ${name} chains`, (width) => plots.pairPlot(variables, { title, divergent, width })],
    [`parallel coordinates of ${name} chains`, (width) => plots.parallelPlot(variables, { title, divergent, width })],
    [
      `ridges of ${name} chains`,
      (width) => plots.ridgePlot([{ label: hostile, chains: set }], { title, reference: 0, width }),
    ],
    [`dots of ${name} chains`, (width) => plots.quantileDotPlot(set, { title, reference: 1, width })],
    [
      `priors of ${name} chains`,
      (width) => plots.priorPosteriorPlot([{ label: hostile, prior: set, posterior: other }], { title, width }),
    ],
    [`upright intervals of ${name} chains`, (width) => plots.intervalPlot([row, row], { title, reference: 0, width })],
    [
      `forest of models of ${name} chains`,
      (width) =>
        plots.forestPlot(
          [
            { ...row, series: hostile, variable: hostile },
            { ...row, series: "b" },
          ],
          { title, rope: [-1, 1], width },
        ),
    ],
  ];
});
const others: readonly Case[] = [
  ["pairs of none", (width) => plots.pairPlot([], { title, width })],
  ["parallel coordinates of none", (width) => plots.parallelPlot([], { title, width })],
  ["ridges of none", (width) => plots.ridgePlot([], { title, width })],
  ["priors of none", (width) => plots.priorPosteriorPlot([], { title, width })],
  ["upright intervals of none", (width) => plots.intervalPlot([], { title, width })],
  ["sensitivity of none", (width) => plots.sensitivityPlot([], { title, width })],
  [
    "sensitivity without values",
    (width) => plots.sensitivityPlot([{ variable: hostile, prior: NaN, likelihood: Infinity }], { title, width }),
  ],
  ["power scaling of none", (width) => plots.powerScalePlot({ prior: [], likelihood: [] }, { title, width })],
  [
    "power scaling without values",
    (width) => {
      const variables = [{ variable: hostile, mean: NaN, sd: NaN, quantiles: [NaN, NaN] }];
      const scaled = [0.5, 2].map((alpha) => ({ alpha, paretoK: { value: NaN }, ess: NaN, variables }));
      return plots.powerScalePlot({ prior: scaled, likelihood: [] }, { title, width });
    },
  ],
];

/** What is wrong with a figure, in words. */
function faultsAt(width: number, chart: Case[1]): string[] {
  const made = chart(width);
  const { svg } = made;
  // Words may say that draws are NaN; marks may not.
  const faults = faultsOf({ ...made, svg: svg.replaceAll("some draws are NaN or infinite", "") });
  if (coordinatesOf(svg).some((value) => !(Math.abs(value) < 5000))) faults.push("a coordinate far off the page");
  if (svg.includes("<script") || svg.includes("\u0000")) faults.push("a name became markup");
  const colours = [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-f]+)"/g)].map(([, colour]) => colour);
  const strange = colours.filter((colour) => !darkCounterparts.has(colour));
  if (strange.length > 0) faults.push(`${strange[0]} has no counterpart on a dark page`);
  if (made.description.length > 2500) faults.push("a description that nobody reads to its end");
  return faults;
}

describe("every figure of draws is named, described, backed by a table, safe and complete", () => {
  test.each([...cases, ...others])("%s", (_, chart) => {
    expect([faultsAt(800, chart), faultsAt(360, chart)]).toEqual([[], []]);
  });
});
