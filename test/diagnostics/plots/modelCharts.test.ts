/** What every figure of model checking and of effects must be, whatever it is given. */
import { describe, expect, test } from "vitest";
import {
  calibrationPlot,
  conditionalEffectsPlot,
  contractionPlot,
  coveragePlot,
  kaplanMeierPlot,
  looComparisonPlot,
  looInfluencePlot,
  paretoKPlot,
  pitEcdfPlot,
  ppcBarsPlot,
  ppcDensityPlot,
  ppcGroupedPlot,
  ppcIntervalPlot,
  ppcPlot,
  ppcResidualPlot,
  ppcRootogramPlot,
  ppcStatPlot,
  sbcPlot,
  trajectoriesPlot,
  type Chart,
} from "../../../diagnostics/plots/index.js";
import { textWidth } from "../../../diagnostics/plots/parts/textWidth.js";
import { darkCounterparts } from "../../../diagnostics/plots/parts/theme.js";
import type { Replicates } from "../../../engine/core/Replicates.js";
import { generator } from "../report/syntheticPosterior.js";
import { drawn, replicatesOf } from "./replicatesOf.js";
import { coordinatesOf, faultsOf } from "./svgOf.js";

const hostile = `<script>alert(1)</script> __proto__ "'&\u0000`;
const arabic = "مستشفى ".repeat(70);
const uniform = generator(11);
const bell = () => uniform() + uniform() + uniform() - 1.5;
const count = () => Math.floor(12 * uniform() * uniform());
const size = [150, 50] as const;
const big = [10_000, 20] as const;

const groups = (n: number, levels: readonly string[]): Pick<Replicates, "groups"> => ({
  groups: [{ name: hostile, codes: Int32Array.from({ length: n }, (_, i) => i % levels.length), levels }],
});
const levels = (n: number) =>
  Array.from({ length: n }, (_, i) => (i === 0 ? hostile : i === 1 ? arabic : `level ${i}`));
const probabilities = (n: number) => Float64Array.from({ length: n }, uniform);
const binary = (n: number) => {
  const expected = probabilities(n);
  return drawn("binary", [n, 40], (i) => Number(uniform() < expected[i]), undefined, { name: hostile, expected });
};

const kinds: Readonly<Record<string, () => Replicates>> = {
  continuous: () => drawn("continuous", size, bell, bell, { name: hostile, ...groups(150, levels(60)) }),
  "10,000 continuous": () => drawn("continuous", big, bell, bell, groups(10_000, levels(60))),
  "positive over many orders": () => drawn("positive", size, () => 1 / (0.001 + uniform())),
  constant: () => drawn("continuous", [30, 20], () => 2),
  proportions: () => drawn("proportion", size, uniform),
  counts: () => drawn("count", size, count, count, groups(150, ["one"])),
  "counts with one far out": () => drawn("count", size, (i) => (i === 0 ? 100_000 : count()), count),
  bounded: () => drawn("bounded", size, count, count, { trials: new Float64Array(150).fill(12) }),
  "bounded by different trials": () =>
    drawn("bounded", size, count, count, { trials: Float64Array.from({ length: 150 }, (_, i) => 12 + i) }),
  binary: () => binary(300),
  ordinal: () =>
    drawn("ordinal", size, () => 1 + Math.floor(4 * uniform()), undefined, { categories: [hostile, arabic, "c", "d"] }),
  censored: () =>
    drawn("positive", size, () => -Math.log(uniform()), undefined, {
      censored: Int32Array.from({ length: 150 }, (_, i) => Number(i % 3 === 0)),
    }),
  few: () => drawn("continuous", [8, 20], bell),
  "no observations": () => replicatesOf("continuous", [], [[], []]),
  "no draws": () => replicatesOf("count", [1, 2, 3], []),
  "missing and infinite values": () =>
    replicatesOf(
      "continuous",
      [NaN, 1, Infinity, 2],
      [
        [NaN, NaN, 1, 2],
        [1, Infinity, -Infinity, NaN],
      ],
    ),
};

type Case = readonly [name: string, chart: () => Chart];
const title = { title: hostile };
const cases = (width: number): readonly Case[] => [
  ...Object.entries(kinds).flatMap(([kind, make]): Case[] => [
    [`the fitting figure of ${kind}`, () => ppcPlot(make(), { ...title, width })],
    [`density of ${kind}`, () => ppcDensityPlot(make(), { ...title, width })],
    [`rootogram of ${kind}`, () => ppcRootogramPlot(make(), { ...title, width })],
    [`standing rootogram of ${kind}`, () => ppcRootogramPlot(make(), { ...title, width, style: "standing" })],
    [`intervals of ${kind}`, () => ppcIntervalPlot(make(), { ...title, width })],
    [`residuals of ${kind}`, () => ppcResidualPlot(make(), { ...title, width })],
    [`survival of ${kind}`, () => kaplanMeierPlot(make(), { ...title, width })],
    ...(make().groups ? [[`groups of ${kind}`, () => ppcGroupedPlot(make(), { ...title, width })] as const] : []),
  ]),
  ["bars of categories", () => ppcBarsPlot(kinds.ordinal(), { ...title, width })],
  ["bars of nothing", () => ppcBarsPlot(replicatesOf("nominal", [], []), { ...title, width })],
  ["calibration", () => calibrationPlot(kinds.binary(), { ...title, width })],
  ["calibration of 10,000", () => calibrationPlot(binary(10_000), { ...title, width })],
  [
    "calibration without draws",
    () =>
      calibrationPlot(replicatesOf("binary", [0, 1], [], { expected: Float64Array.of(0.2, NaN) }), { ...title, width }),
  ],
  [
    "statistics",
    () =>
      ppcStatPlot(
        [hostile, arabic, "c"].map((name) => ({
          name,
          observed: 1,
          replicated: Float64Array.from({ length: 400 }, bell),
        })),
        { ...title, width },
      ),
  ],
  [
    "statistics of NaN",
    () => ppcStatPlot([{ name: "a", observed: NaN, replicated: Float64Array.of(NaN) }], { ...title, width }),
  ],
  ["no statistics", () => ppcStatPlot([], { ...title, width })],
  ["PIT values", () => pitEcdfPlot(Float64Array.from({ length: 200 }, uniform), { ...title, width })],
  ["PIT values of 10,000", () => pitEcdfPlot(Float64Array.from({ length: 10_000 }, uniform), { ...title, width })],
  ["PIT values of NaN", () => pitEcdfPlot([NaN], { ...title, width })],
  [
    "Pareto k",
    () =>
      paretoKPlot(Float64Array.from({ length: 10_000 }, uniform), {
        ...title,
        width,
        threshold: 0.7,
        labels: levels(10_000),
      }),
  ],
  [
    "Pareto k of NaN and infinity",
    () => paretoKPlot([NaN, Infinity, -Infinity, 0.3], { ...title, width, threshold: 0.7 }),
  ],
  ["Pareto k of nothing", () => paretoKPlot([], { ...title, width, threshold: 0.7 })],
  [
    "comparison",
    () =>
      looComparisonPlot(
        levels(9).map((name, i) => ({ name, elpdDiff: -3 * i, seDiff: i === 8 ? NaN : i, highK: i })),
        { ...title, width, observations: 50 },
      ),
  ],
  ["comparison of NaN", () => looComparisonPlot([{ name: "a", elpdDiff: NaN, seDiff: NaN }], { ...title, width })],
  ["comparison of nothing", () => looComparisonPlot([], { ...title, width })],
  [
    "differences",
    () =>
      looInfluencePlot(
        { name: hostile, elpd: Float64Array.from({ length: 10_000 }, bell) },
        { name: arabic, elpd: Float64Array.from({ length: 10_000 }, bell) },
        { ...title, width, labels: levels(10_000) },
      ),
  ],
  [
    "differences of nothing",
    () => looInfluencePlot({ name: "a", elpd: [NaN] }, { name: "b", elpd: [1] }, { ...title, width }),
  ],
  [
    "ranks",
    () =>
      sbcPlot(
        levels(14).map((name) => ({
          name,
          draws: 99,
          ranks: Array.from({ length: 200 }, () => Math.floor(100 * uniform())),
        })),
        { ...title, width },
      ),
  ],
  ["no ranks", () => sbcPlot([], { ...title, width })],
  [
    "contraction",
    () =>
      contractionPlot(
        levels(6).map((name) => ({
          name,
          zScore: Array.from({ length: 500 }, bell),
          contraction: Array.from({ length: 500 }, uniform),
        })),
        { ...title, width },
      ),
  ],
  ["no contraction", () => contractionPlot([], { ...title, width })],
  [
    "coverage",
    () =>
      coveragePlot(
        levels(9).map((name) => ({ name, simulations: 100, nominal: [0.5, 0.8, 0.9], covered: [50, 70, 91] })),
        { ...title, width },
      ),
  ],
  ["no coverage", () => coveragePlot([], { ...title, width })],
  ["an effect", () => conditionalEffectsPlot(effect([""]), { ...title, width })],
  ["an effect at hostile levels", () => conditionalEffectsPlot(effect([hostile, arabic, "c"]), { ...title, width })],
  ["an effect at many levels", () => conditionalEffectsPlot(effect(levels(30)), { ...title, width })],
  ["an effect of a factor", () => conditionalEffectsPlot(factorEffect(levels(50)), { ...title, width })],
  [
    "an effect of nothing",
    () => conditionalEffectsPlot({ variables: ["x"], response: "y", rows: [] }, { ...title, width }),
  ],
  ["trajectories of 18", () => trajectoriesPlot(trajectories(18), { ...title, width })],
  ["trajectories of 200", () => trajectoriesPlot(trajectories(200), { ...title, width })],
  ["trajectories of 60 in panels", () => trajectoriesPlot(trajectories(60), { ...title, width, layout: "panels" })],
  ["trajectories of none", () => trajectoriesPlot(trajectories(0), { ...title, width })],
];

const around = (median: number) => ({
  median,
  q25: median - 0.2,
  q75: median + 0.2,
  "q2.5": median - 1,
  "q97.5": median + 1,
});

function effect(by: readonly string[]) {
  const rows = by.flatMap((level, k) =>
    Array.from({ length: 60 }, (_, i) => ({
      x: i / 10,
      ...(level === "" ? {} : { by: level }),
      ...around(k + Math.sin(i / 10)),
    })),
  );
  const points = Array.from({ length: 5000 }, () => ({ x: 6 * uniform(), y: 4 * bell(), by: by[0] }));
  return { variables: by[0] === "" ? [hostile] : [hostile, arabic], response: "expected y", rows, points };
}

function factorEffect(names: readonly string[]) {
  const rows = names.flatMap((x) => ["a", "b"].map((by) => ({ x, by, ...around(bell()) })));
  return { variables: ["f", "g"], response: "expected y", rows, points: names.map((x) => ({ x, y: bell() })) };
}

function trajectories(n: number) {
  return {
    group: hostile,
    along: arabic,
    response: "expected y",
    trajectories: levels(n).map((level, k) => ({
      level,
      rows: Array.from({ length: 25 }, (_, i) => ({ x: i, ...around(Math.sin(i / 4 + k) + k / 10) })),
      points: Array.from({ length: 10 }, (_, i) => ({ x: 2 * i, y: bell() })),
    })),
  };
}

/** Texts that reach beyond the edges, at two thirds of the width that the charts reckon with: so much is surely there. */
function textsBeyond(svg: string, width: number): string[] {
  return [...svg.matchAll(/<text ([^>]*)>(?:<title>[^<]*<\/title>)?([^<]*)</g)].flatMap(([, attributes, escaped]) => {
    const text = escaped.replace(/&[a-z#0-9]+;/g, "x");
    const x = Number(/\bx="([-\d.]+)"/.exec(attributes)?.[1]);
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? "start";
    const length = (2 / 3) * textWidth(text, 11);
    const start = anchor === "start" ? x : anchor === "middle" ? x - length / 2 : x - length;
    return start < -2 || start + length > width + 2 ? [`${text} at ${x}, ${anchor}`] : [];
  });
}

describe.each([800, 360])("every figure of model checking, %i pixels wide,", (width) => {
  test.each(cases(width))("is sound, small, within its edges and in known colours: %s", (name, make) => {
    const chart = make();
    expect(faultsOf(chart)).toEqual([]);
    expect(coordinatesOf(chart.svg).filter((value) => !(Math.abs(value) < 6000))).toEqual([]);
    // Of many panels each has its axes and its name, of which some here have 490 letters.
    expect(chart.svg.length).toBeLessThan(/levels|panels|ranks|coverage/.test(name) ? 31_000 : 25_000);
    expect(chart.svg).not.toContain("<script");
    expect(chart.description).not.toMatch(/NaN|undefined|Infinity/);
    expect(textsBeyond(chart.svg, width)).toEqual([]);
    const colours = [...chart.svg.matchAll(/(?:fill|stroke)="(#[^"]*)"/g)].map(([, colour]) => colour);
    expect(colours.filter((colour) => !darkCounterparts.has(colour))).toEqual([]);
  });
});
