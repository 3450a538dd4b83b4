/** What figures of model checking say in numbers, against cases worked out by hand. */
import { describe, expect, test } from "vitest";
import {
  calibrationPlot,
  conditionalEffectsPlot,
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
  ppcRootogramPlot,
  ppcStatPlot,
  sbcPlot,
  trajectoriesPlot,
} from "../../../diagnostics/plots/index.js";
import type { Replicates } from "../../../engine/core/Replicates.js";
import { generator } from "../report/syntheticPosterior.js";
import { drawn, replicatesOf } from "./replicatesOf.js";

const title = { title: "x" };
const uniform = generator(2);

test.each([
  ["positive", { censored: Int32Array.of(1) }, /^Survival curves, since times are censored\./],
  ["binary", { expected: Float64Array.from({ length: 40 }, (_, i) => i / 40) }, /^A calibration plot, since totals/],
  ["binary", {}, /^Bars, since there are two categories/],
  ["ordinal", {}, /^Bars, since the response is a category\./],
  ["count", {}, /^A rootogram, since the response is a count/],
  ["bounded", { trials: new Float64Array(40).fill(3) }, /^A rootogram, since the response counts successes/],
  ["bounded", { trials: Float64Array.from({ length: 40 }, (_, i) => i) }, /^PIT values, since counts of different/],
  ["continuous", {}, /^PIT values, since a density misleads: there are 2 distinct values/],
] as const)("the figure of a %s response fits its kind and says why", (outcome, more, why) => {
  const chart = ppcPlot(
    drawn(
      outcome,
      [40, 20],
      (i) => i % 2,
      (i) => i % 2,
      more,
    ),
    title,
  );
  expect(chart.description).toMatch(why);
  expect(chart.svg).toContain(`<desc>${chart.description.slice(0, 20)}`);
});

test("smooth responses get densities, few of them intervals, and replicates of the prior are named so", () => {
  expect(ppcPlot(drawn("continuous", [100, 20], uniform), title).description).toMatch(/^Densities, since/);
  expect(ppcPlot(drawn("continuous", [8, 20], uniform), title).description).toMatch(/^An interval for each/);
  expect(ppcPlot(drawn("continuous", [100, 20], uniform), { ...title, prior: true }).description).toMatch(
    /^Replicates are drawn from the prior/,
  );
});

test("each replicate of a density has its path under the number of its draw, and the panel names them", () => {
  const { svg, panels } = ppcDensityPlot(drawn("continuous", [60, 120], uniform), title);
  const draws = [...svg.matchAll(/data-draw="(\d+)"/g)].map(([, draw]) => Number(draw));
  expect(draws).toHaveLength(50);
  expect(draws[0]).toBe(10);
  expect(panels).toEqual([{ kind: "curves", draws }]);
});

test("the density of a proportion neither falls at its bounds nor goes beyond them", () => {
  const { table } = ppcDensityPlot(drawn("proportion", [2000, 20], uniform), title);
  expect(table.rows[0]![0]).toBeGreaterThanOrEqual(0);
  expect(table.rows[table.rows.length - 1]![0]).toBeLessThanOrEqual(1 + 1e-12);
  // Even numbers have the density 1; a kernel of 2,000 of them strays by about 0.1 at the bounds.
  for (const row of table.rows) expect(Math.abs((row[1] as number) - 1)).toBeLessThan(0.25);
});

test("a density that misses a heap of observations says where", () => {
  const shifted = ppcDensityPlot(
    drawn("continuous", [300, 40], (i) => (i % 3 ? uniform() : 3 + uniform()), uniform),
    title,
  );
  expect(shifted.description).toMatch(/leaves the middle 95% of the replicates' where \d+% of the observations lie/);
  const [, place] = /more observations than replicates near ([\d.]+)\./.exec(shifted.description)!;
  expect(Number(place)).toBeGreaterThan(2.5);
});

test("a rootogram counts each value beside its frequencies in replicates", () => {
  const replicates = replicatesOf(
    "count",
    [0, 0, 0, 2],
    [
      [0, 1, 1, 2],
      [0, 1, 1, 2],
      [0, 1, 1, 2],
    ],
  );
  const { table, description } = ppcRootogramPlot(replicates, title);
  expect(table.rows).toEqual([
    ["0", 3, 1, 1, 1],
    ["1", 0, 2, 2, 2],
    ["2", 1, 1, 1, 1],
  ]);
  expect(description).toContain("2 of 3 observed frequencies lie outside 95% of replicates");
  expect(description).toContain("Zeros: 3 observed, 1 to 1 in 95% of replicates.");
});

test("one count far out shares the last, open bar", () => {
  const rows = ppcRootogramPlot(
    drawn(
      "count",
      [100, 20],
      (i) => (i === 0 ? 5000 : i % 4),
      (i) => i % 4,
    ),
    title,
  ).table.rows;
  expect(rows.length).toBeLessThan(20);
  expect(rows[rows.length - 1]).toMatchObject({ 1: 1, 2: 0, 4: 0 });
  expect(rows[rows.length - 1]![0]).toMatch(/\+$/);
});

test("bars count categories by their names", () => {
  const replicates = replicatesOf(
    "ordinal",
    [1, 1, 3],
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
    { categories: ["low", "middle", "high"] },
  );
  const { table, description } = ppcBarsPlot(replicates, title);
  expect(table.rows).toEqual([
    ["low", 2, 1, 1, 1],
    ["middle", 0, 1, 1, 1],
    ["high", 1, 1, 1, 1],
  ]);
  expect(description).toContain("2 of 3 lie outside 95% of replicates: low (2 observed, 1 to 1 replicated)");
});

test("of many groups those that agree least come first", () => {
  const codes = Int32Array.of(0, 0, 1, 1, 2, 2);
  const replicates = replicatesOf(
    "continuous",
    [1, 1, 5, 5, 3, 3],
    [
      [0, 0, 0, 0, 0, 0],
      [2, 2, 2, 2, 2, 2],
    ],
    { groups: [{ name: "herd", codes, levels: ["a", "b", "c"] }] },
  );
  const { svg, table, description } = ppcGroupedPlot(replicates, { ...title, maxLevels: 2 });
  expect([...svg.matchAll(/<text[^>]*>([abc])</g)].map(([, level]) => level)).toEqual(["b", "c"]);
  expect(table.rows[1]!.slice(0, 3)).toEqual(["b", 2, 5]);
  expect(table.rows[1]![5]).toBe(1);
  expect(description).toContain("2 levels lie outside their 95% interval");
  expect(() => ppcGroupedPlot(replicates, { ...title, group: "farm" })).toThrow(
    'unknown grouping: "farm"; there are herd',
  );
});

test("calibration pools what is out of order and takes the Brier score apart", () => {
  const replicates = replicatesOf("binary", [0, 1, 0, 1], [[0, 1, 0, 1]], {
    expected: Float64Array.of(0.2, 0.4, 0.6, 0.8),
  });
  const { table, description } = calibrationPlot(replicates, title);
  expect(table.rows.map((row) => [row[0], row[1], row[2], row[4]])).toEqual([
    [0.2, 0.2, 1, 0],
    [0.4, 0.6, 2, 0.5],
    [0.8, 0.8, 1, 1],
  ]);
  // Score (0.04 + 0.36 + 0.36 + 0.04) / 4 = 0.2; recalibrated (0.25 + 0.25) / 4 = 0.125; by the base rate 0.25.
  expect(description).toContain("Brier score) 0.200: miscalibration 0.075, discrimination 0.125 of 0.250");
  expect(() =>
    calibrationPlot(
      drawn("count", [3, 2], () => 1),
      title,
    ),
  ).toThrow("needs a binary response");
});

test("p of a statistic counts ties half and is never 0", () => {
  const { table, description } = ppcStatPlot(
    [
      { name: "mean", observed: 2, replicated: Float64Array.of(1, 2, 3, 4) },
      { name: "sd", observed: 9, replicated: Float64Array.of(1, 2, 3, 4) },
    ],
    title,
  );
  expect(table.rows.map((row) => row[5])).toEqual([0.625, 0]);
  expect(description).toContain("1 of 2 lies outside 95% of replicates: sd 9 observed");
  expect(description).toContain("p <0.3");
});

test("intervals count what they hold and name what lies farthest outside", () => {
  const rows = Array.from({ length: 101 }, (_, k) => [k, k, k]);
  const { description, table } = ppcIntervalPlot(replicatesOf("continuous", [50, 200, 10], rows), {
    ...title,
    labels: ["a", "b", "c"],
    by: "observation",
  });
  expect(table.rows[1]).toEqual(["b", 200, 2.5, 25, 50, 75, 97.5]);
  expect(description).toContain("The 95% intervals hold 2 (67%), the 50% intervals 1 (33%).");
  expect(description).toContain("Farthest outside: b (200, interval 2.5 to 97.5).");
});

test("survival counts the censored and finds the median", () => {
  const { description } = kaplanMeierPlot(
    replicatesOf("positive", [1, 2, 3, 4], [[1, 2, 3, 4]], { censored: Int32Array.of(0, 0, 0, 1) }),
    title,
  );
  expect(description).toContain("4 times of y, 1 of them censored");
  expect(description).toContain("Half of the observed times have ended by 2.");
});

test("PIT values that crowd the ends say that predictions are too narrow, those in the middle too wide", () => {
  const ends = Array.from({ length: 200 }, (_, i) => (i % 2 ? 0.02 : 0.98) + 0.01 * (uniform() - 0.5));
  expect(pitEcdfPlot(ends, title).description).toContain("predictions are too narrow");
  expect(
    pitEcdfPlot(
      ends.map((u) => 0.5 + 0.1 * (u - 0.5)),
      title,
    ).description,
  ).toContain("predictions are too wide");
  const even = Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200);
  const { description, table } = pitEcdfPlot(even, { ...title, leftOut: true });
  expect(description).toContain("It stays in the band");
  expect(table.rows.every(([, difference]) => Math.abs(difference as number) < 1e-12)).toBe(true);
});

test("ranks that are too low accuse posteriors of being too high, even ones nobody", () => {
  const even = Array.from({ length: 200 }, (_, i) => i % 20);
  const { table, description } = sbcPlot(
    [
      { name: "mu", ranks: even, draws: 19 },
      { name: "tau", ranks: even.map((rank) => Math.floor(rank / 2)), draws: 19 },
    ],
    title,
  );
  expect(table.rows[0]!.slice(0, 3)).toEqual(["mu", 200, 1]);
  expect(description).toMatch(/1 of 2 leave their 95% bands.*: tau \(p <0\.0001: posteriors too high/);
});

test("coverage farther than two standard errors off is named", () => {
  const { description, table } = coveragePlot(
    [{ name: "mu", simulations: 100, nominal: [0.5, 0.9], covered: [52, 80] }],
    title,
  );
  expect(table.rows[1]).toEqual(["mu", 0.9, 100, 80, 0.8, expect.closeTo(0.03, 12)]);
  expect(description).toContain(
    "1 of 2 lie farther than two standard errors from what they should be: mu 80% where 90% are nominal",
  );
});

test("Pareto k above the threshold are counted, the worst first", () => {
  const { description, table } = paretoKPlot([0.1, 0.8, 1.2, 0.3], {
    ...title,
    threshold: 0.7,
    labels: ["a", "b", "c", "d"],
  });
  expect(description).toContain("2 of 4 (50%) exceed 0.7, 1 of them 1");
  expect(description).toContain("Highest: c and b, up to 1.2.");
  expect(table.rows.map(([name]) => name)).toEqual(["c", "b", "d", "a"]);
});

test("a comparison says when a difference is small, unclear or clear", () => {
  const said = (elpdDiff: number, seDiff: number) =>
    looComparisonPlot(
      [
        { name: "b", elpdDiff, seDiff },
        { name: "a", elpdDiff: 0, seDiff: 0 },
      ],
      { ...title, observations: 60 },
    ).description;
  expect(said(-3, 1)).toContain("A difference below 4 is small");
  expect(said(-8, 5)).toContain("which of the two predicts better is not clear");
  expect(said(-20, 5)).toContain("It is 4 standard errors: a predicts better than b.");
  expect(said(-20, 5)).toContain("With 60 observations");
});

test("differences by observation sum to that of the models, with its standard error", () => {
  const { description } = looInfluencePlot(
    { name: "a", elpd: [-1, -2, -3] },
    { name: "b", elpd: [-2, -2.5, -2] },
    title,
  );
  // 1, 0.5, −1: the variance is 13/12, and the root of 3 × 13/12 is 1.8.
  expect(description).toContain(
    "a predicts 2 of 3 observations better than b (67%); in sum the difference is 0.5 (standard error 1.8)",
  );
  expect(() => looInfluencePlot({ name: "a", elpd: [1] }, { name: "b", elpd: [] }, title)).toThrow("a has 1, b 0");
});

const around = (x: number | string, median: number) => ({
  x,
  median,
  q25: median - 1,
  q75: median + 1,
  "q2.5": median - 2,
  "q97.5": median + 2,
});

test("the course of an effect is told by its ends and its turn, with what is held fixed", () => {
  const rows = [0, 1, 2, 3, 4].map((x) => around(x, 10 - (x - 2) * (x - 2)));
  const chart = conditionalEffectsPlot(
    { variables: ["age"], response: "expected height", rows, held: [["diet", "control"]] },
    title,
  );
  expect(chart.description).toBe(
    "Expected height along age. From 6 (95% 4 to 8) at 0 to 6 (95% 4 to 8) at 4, by way of 10 (95% 8 to 12) at 2. Held fixed: diet control.",
  );
  expect(chart.table.rows[2]).toEqual([2, 10, 8, 9, 11, 12]);
});

test("an effect of a factor has a row for each level and value of the second variable", () => {
  const rows = [
    { ...around("m", 1), by: "A" },
    { ...around("f", 3), by: "B" },
  ];
  const { description, table } = conditionalEffectsPlot(
    { variables: ["sex", "arm"], response: "expected y", rows },
    title,
  );
  expect(description).toBe("Expected y by sex and arm: m, A 1 (95% −1 to 3); f, B 3 (95% 1 to 5).");
  expect(table.columns.slice(0, 3)).toEqual(["sex", "arm", "expected y"]);
});

test("every observed response is on the axes of an effect, the lowest and the highest too", () => {
  const rows = [1, 2, 3].map((x) => around(x, 3));
  const points = [
    ...Array.from({ length: 117 }, (_, i) => ({ x: 1 + i / 60, y: 1 + (i % 5) })),
    ...[0, 13, 9].map((y) => ({ x: 2, y })),
  ];
  const { svg, description } = conditionalEffectsPlot(
    { variables: ["temp"], response: "expected count", rows, points },
    title,
  );
  expect(description).toContain("120 observed responses are drawn beside it.");
  const dots = /<path d="([^"]*)"[^>]*stroke-linecap="round"/.exec(svg)![1];
  expect(dots.split("h0").length - 1).toBe(120);
});

test("where responses so far out that the curve would be flat are left out, key and words say how many", () => {
  const rows = [1, 2, 3].map((x) => around(x, 3));
  const points = [...Array.from({ length: 199 }, (_, i) => ({ x: 1 + i / 100, y: 1 + (i % 5) })), { x: 2, y: 1000 }];
  const { svg, description } = conditionalEffectsPlot(
    { variables: ["temp"], response: "expected count", rows, points },
    title,
  );
  expect(description).toContain(
    "Of 200 observed responses 199 are drawn beside it. 1 lies beyond the axis, so far out that the curve would be flat.",
  );
  expect(svg).toContain(">observed (1 beyond the axis)<");
});

test("trajectories are sorted by their end, and the extremes of change are named", () => {
  const course = (level: string, slope: number) => ({ level, rows: [0, 1, 2].map((x) => around(x, slope * x)) });
  const chart = trajectoriesPlot(
    {
      group: "Subject",
      along: "Days",
      response: "expected time",
      trajectories: [course("a", -1), course("b", 3), course("c", 1)],
    },
    title,
  );
  expect([...chart.svg.matchAll(/<text[^>]*>([abc])</g)].map(([, level]) => level)).toEqual(["b", "c", "a"]);
  expect(chart.description).toContain("2 rise and 1 do not; the change is from −2 (a) to +6 (b).");
});

describe("twelve trajectories, of which one has an interval to 150,000", () => {
  const chart = trajectoriesPlot(
    {
      group: "site",
      along: "temp",
      response: "expected count",
      trajectories: Array.from({ length: 12 }, (_, k) => ({
        level: `s${k + 1}`,
        rows: [0, 1, 2].map((x) => (k === 4 && x === 2 ? { ...around(x, 5), "q97.5": 150_000 } : around(x, 3 + x))),
        points: [0, 1, 2].map((x) => ({ x, y: 4 })),
      })),
    },
    title,
  );

  test("keep an axis on which the others can be read, and that one is named as cut", () => {
    const labels = [...chart.svg.matchAll(/<text[^>]*>([\d−]+)</g)].map(([, label]) => Number(label.replace("−", "-")));
    expect(Math.max(...labels)).toBeLessThan(20);
    expect(chart.description).toContain("The axis ends before the course or interval of s5, which is cut at its edge.");
    expect(chart.svg).toContain("(of 1 level beyond the axis, cut at its edge)");
    expect(Math.max(...chart.table.rows.map((row) => Number(row[4])))).toBe(150_000);
  });

  test("stand in two rows of six", () => {
    const places = [...chart.svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>s\d+</g)];
    const rows = new Map<string, number>();
    for (const [, , y] of places) rows.set(y, (rows.get(y) ?? 0) + 1);
    expect([...rows.values()]).toEqual([6, 6]);
  });
});

test("statistics of replicates have a tick for each draw that is told, under its place, in every histogram", () => {
  const statistics = [
    { name: "mean", observed: 2, replicated: Float64Array.of(1, 2, 4) },
    { name: "sd", observed: 5, replicated: Float64Array.of(8, NaN, 4) },
  ];
  const { svg, panels } = ppcStatPlot(statistics, { ...title, draws: [7, 30, 900] });
  expect(panels).toEqual([{ kind: "curves", draws: [7, 30, 900] }]);
  const ticks = [...svg.matchAll(/<path data-draw="(\d+)" d="M([\d.]+) /g)].map(([, draw, x]) => [draw, Number(x)]);
  expect(ticks.map(([draw]) => draw)).toEqual(["7", "30", "900", "7", "900"]);
  const [one, two, four, eight, last] = ticks.map(([, x]) => x as number);
  // Coordinates are written with one decimal.
  expect(four - two).toBeCloseTo(2 * (two - one), 0);
  expect(eight).toBeGreaterThan(last);
  expect(ppcStatPlot(statistics, title).panels).toBeUndefined();
});

describe("replicates one by one, so that chosen draws can be marked", () => {
  const uniform = (() => {
    let state = 7;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
  })();
  const small = () => Math.floor(5 * uniform());
  const n = 30;
  const expected = Float64Array.from({ length: n }, uniform);
  const trials = Float64Array.from({ length: n }, (_, i) => 4 + (i % 3));
  const made: Readonly<Record<string, () => Replicates>> = {
    "a rootogram": () => drawn("count", [n, 60], small),
    "PIT values": () => drawn("bounded", [n, 60], small, small, { trials }),
    calibration: () => drawn("binary", [n, 60], (i) => Number(uniform() < expected[i]), undefined, { expected }),
    bars: () => drawn("ordinal", [n, 60], () => 1 + small()),
    intervals: () => drawn("continuous", [9, 60], uniform),
    densities: () => drawn("continuous", [n, 60], uniform),
  };

  test.each(Object.entries(made))("stand in the figure of %s", (_, make) => {
    const { panels, svg } = ppcPlot(make(), title);
    const marked = [...svg.matchAll(/<path data-draw="(\d+)" d="M/g)].map(([, draw]) => Number(draw));
    // Draws are numbered 0, 10, 20, …; a curve that is a single point is none.
    expect(marked.length).toBeGreaterThan(45);
    expect(panels).toHaveLength(1);
    const [panel] = panels!;
    expect(panel.kind === "curves" && new Set(panel.draws)).toEqual(new Set(marked));
    expect(Math.max(...marked)).toBeGreaterThan(500);
  });

  test("lie in a rootogram where the feet of their bars would be", () => {
    // Of two counts 0 and 1 the median frequencies are 2 and 2; the second replicate has 4 zeros.
    const replicates = replicatesOf(
      "count",
      [0, 0, 1, 1],
      [
        [0, 0, 1, 1],
        [0, 0, 0, 0],
        [1, 1, 0, 0],
      ],
    );
    const { svg } = ppcRootogramPlot(replicates, title);
    const places = [0, 10, 20].map((draw) => {
      const d = new RegExp(`data-draw="${draw}" d="M[\\d.]+ ([\\d.]+)l[\\d.]+ ?(-?[\\d.]+)"`).exec(svg)!;
      return [Number(d[1]), Number(d[1]) + Number(d[2])];
    });
    const tick = (label: string) =>
      Number(new RegExp(`y="([\\d.]+)"[^>]*text-anchor="end"[^>]*>${label}<`).exec(svg)![1]);
    const above = (y: number) => (tick("0") - y) / (tick("0") - tick("1"));
    // Where a bar from the root of 2 down to the root of what that replicate has would end; half a pixel is below 0.01 of the unit. Beyond
    // 95% of replicates, as for four of one kind, the line stays at the edge.
    expect(above(places[0][0])).toBeCloseTo(0, 1);
    expect(above(places[0][1])).toBeCloseTo(0, 1);
    expect(above(places[1][1])).toBeCloseTo(Math.sqrt(2), 1);
    expect(above(places[2][1])).toBeCloseTo(0, 1);
    expect(above(places[1][0])).toBeLessThan(-0.5);
  });
});
