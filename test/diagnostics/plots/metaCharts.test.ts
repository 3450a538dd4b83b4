/** What every chart of a meta-analysis must be, whatever numbers and names it is given. */
import { describe, expect, test } from "vitest";
import {
  absoluteRiskPlot,
  comparisonForestPlot,
  cumulativeMetaPlot,
  cumulativeRankPlot,
  devianceComparisonPlot,
  funnelPlot,
  influencePlot,
  leagueTable,
  leveragePlot,
  networkPlot,
  rankIntervalPlot,
  rankProbabilityPlot,
  regressionPlot,
  studyForestPlot,
  type Chart,
  type IntervalEstimate,
} from "../../../diagnostics/plots/index.js";
import { darkCounterparts } from "../../../diagnostics/plots/parts/theme.js";
import { coordinatesOf, faultsOf } from "./svgOf.js";

const hostile = `<script>alert(1)</script> __proto__ "'&\u0000`;
const long = "a name that nobody would want to read in a figure ".repeat(8);

/** Numbers that break drawings, after the first, which does not. */
const estimates: readonly IntervalEstimate[] = [
  { estimate: 0.5, low: 0.2, high: 1.2 },
  { estimate: NaN, low: NaN, high: NaN },
  { estimate: 1, low: 1, high: 1 },
  { estimate: 0, low: 0, high: 2 },
  { estimate: 3, low: -Infinity, high: Infinity },
  { estimate: Infinity, low: 0, high: Infinity },
  { estimate: 1e300, low: 1e-300, high: 1e300 },
  { estimate: -5, low: -9, high: NaN },
];
const labels = ["plain", hostile, long, "__proto__", "constructor", "", "治療法", "0"];
const each = <T>(n: number, make: (label: string, estimate: IntervalEstimate, i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(labels[i % labels.length], estimates[i % estimates.length], i));

const sizes = [0, 1, 8, 100];
const options = { title: "x", measure: hostile, favours: [long, hostile] as const };
const scales = ["linear", "log"] as const;

const charts: Readonly<Record<string, (n: number, scale: "linear" | "log", width: number) => Chart>> = {
  studyForestPlot: (n, scale, width) =>
    studyForestPlot(
      each(n, (study, own, i) => ({
        study,
        own,
        shrunken: estimates[(i + 1) % 8],
        weight: [0.1, NaN, 0][i % 3],
        data: [study, "1/2"],
        ...(i % 2 === 0 ? {} : { group: labels[i % 8] }),
      })),
      each(Math.min(n, 8), (label, estimate, i) => ({
        label,
        ...estimate,
        group: i === 0 ? undefined! : label,
        prediction: [estimate.low, estimate.high] as const,
        note: label,
      })),
      { ...options, scale, width, dataColumns: [[hostile, "b"], [long]] },
    ),
  comparisonForestPlot: (n, scale, width) =>
    comparisonForestPlot(
      each(n, (comparison, direct, i) => ({
        comparison,
        direct,
        ...(i % 3 === 0 ? {} : { indirect: estimates[(i + 3) % 8] }),
        network: estimates[(i + 5) % 8],
        studies: i,
        p: [0.01, NaN, 0, 1][i % 4],
      })),
      { ...options, scale, width },
    ),
  influencePlot: (n, scale, width) =>
    influencePlot(
      each(n, (label, estimate) => ({ label, ...estimate, notes: [label] })),
      { ...options, scale, width, noteColumns: [["tau"]], overall: { label: hostile, ...estimates[n % 8] } },
    ),
  cumulativeMetaPlot: (n, scale, width) =>
    cumulativeMetaPlot(
      each(n, (label, estimate) => ({ label, ...estimate })),
      { ...options, scale, width },
    ),
  absoluteRiskPlot: (n, scale, width) =>
    absoluteRiskPlot(
      each(n, (treatment, estimate) => ({ treatment, ...estimate, prediction: [0.1, 0.9] as const, cells: [long] })),
      { title: "x", measure: hostile, percent: scale === "log", reference: hostile, columns: [["NNT"]], width },
    ),
  rankIntervalPlot: (n, _, width) =>
    rankIntervalPlot(
      each(n, (treatment, rank, i) => ({
        treatment,
        rank,
        sucra: [0.5, NaN][i % 2],
        sucraInterval: [0, NaN] as const,
      })),
      { title: "x", width },
    ),
  cumulativeRankPlot: (n, _, width) =>
    cumulativeRankPlot(
      each(Math.min(n, 40), (treatment, _estimate, i) => ({
        treatment,
        probabilities: Array.from({ length: n }, (_unused, r) => (i === 1 && r === 2 ? NaN : 1 / n)),
        sucra: 0.5,
      })),
      { title: "x", width },
    ),
  rankProbabilityPlot: (n, _, width) =>
    rankProbabilityPlot(
      each(Math.min(n, 40), (treatment) => ({
        treatment,
        probabilities: Array.from({ length: Math.min(n, 40) }, () => 1 / n),
        sucra: 0.5,
      })),
      { title: "x", width },
    ),
  funnelPlot: (n, scale, width) =>
    funnelPlot(
      each(n, (study, { estimate, high }, i) => ({
        study,
        comparison: labels[(i * 3) % 8],
        effect: Math.min(estimate, 50),
        standardError: [0.3, NaN, 0, high][i % 4],
        expected: i % 2,
      })),
      { title: "x", axisTitle: hostile, note: hostile, scale, contours: scale === "log", centre: -0.4, width },
    ),
  devianceComparisonPlot: (n, _, width) =>
    devianceComparisonPlot(
      each(n, (label, { estimate }, i) => ({ label, across: Math.min(estimate, 30), up: i % 5 })),
      { title: "x", models: [hostile, long], width },
    ),
  leveragePlot: (n, _, width) =>
    leveragePlot(
      each(n, (label, { estimate }, i) => ({
        label,
        deviance: Math.min(estimate, 30),
        leverage: [0.5, NaN, -0.3, 1.4][i % 4],
        sign: i % 2 === 0 ? 1 : -1,
      })),
      { title: "x", width },
    ),
  regressionPlot: (n, scale, width) =>
    regressionPlot(
      each(Math.min(n, 8), (comparison, _estimate, i) => ({
        comparison,
        at: i === 5 ? [] : [1, 2, 3],
        effects: [{ estimate: 0.1, low: -1, high: 1 }, { estimate: NaN, low: NaN, high: NaN }, estimates[0]],
      })),
      each(n, (study, { estimate }, i) => ({
        study,
        comparison: labels[i % 8],
        at: [1, NaN, 2.5][i % 3],
        effect: estimate,
        standardError: [0.2, NaN, 0][i % 3],
      })),
      { title: "x", covariate: hostile, measure: long, scale, centre: 2, width },
    ),
  leagueTable: (n, scale) =>
    leagueTable(
      each(Math.min(n, 8), (to, { estimate, low, high }) => ({
        from: "plain",
        to,
        mean: estimate,
        lower: low,
        upper: high,
      })),
      labels,
      { title: "x", measure: hostile, reference: scale === "log" ? 1 : 0 },
    ),
  networkPlot: (n, scale) =>
    networkPlot(
      each(Math.min(n, 40), (label, _, i) => ({ label: `${label.slice(0, 40)} ${i}`, participants: i * 10 })),
      each(Math.min(n, 39), (_label, _, i) => ({
        from: `plain 0`,
        to: `${labels[(i + 1) % 8].slice(0, 40)} ${i + 1}`,
        studies: i,
      })),
      { title: hostile, multiArm: [[hostile, "plain 0"], labels], numbers: scale === "log" },
    ),
};

const cases = Object.entries(charts).flatMap(([name, chart]) =>
  sizes.flatMap((n) => scales.map((scale) => ({ name, chart, n, scale }))),
);

describe.each(cases)("$name of $n rows on a $scale scale", ({ chart, n, scale }) => {
  const both = [chart(n, scale, 800), chart(n, scale, 340)];

  test("is named, described, backed by a table and free of empty coordinates, on a phone too", () => {
    expect(both.flatMap(faultsOf)).toEqual([]);
  });

  test("keeps its marks on the page", () => {
    for (const { svg } of both) {
      // 100 rows of 60 pixels, and turned letters, lie within this.
      expect(coordinatesOf(svg).filter((value) => !(Math.abs(value) < 9000))).toEqual([]);
    }
  });

  test("lets no name become markup", () => {
    for (const { svg } of both) {
      expect(svg).not.toContain("<script");
      expect(svg).not.toContain("\u0000");
    }
  });

  test("uses only colours that have a counterpart on a dark page", () => {
    const colours = both.flatMap(({ svg }) =>
      [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour),
    );
    expect([...new Set(colours)].filter((colour) => colour !== "none" && !darkCounterparts.has(colour))).toEqual([]);
  });
});
