import { describe, expect, test } from "vitest";
import { studyForestPlot, type StudyForestRow } from "../../../diagnostics/plots/index.js";
import { accent, ink, rule, second } from "../../../diagnostics/plots/parts/theme.js";
import { linesOf, markersOf, polygonsOf, textsOf } from "./marksOf.js";

const row = (study: string, estimate: number, factor = 1.5, weight?: number): StudyForestRow => ({
  study,
  own: { estimate, low: estimate / factor, high: estimate * factor },
  ...(weight === undefined ? {} : { weight }),
});
const ratios = { title: "x", scale: "log", measure: "odds ratio" } as const;

test("a logarithmic axis puts odds ratios of 1/2 and 2 at equal distances from 1", () => {
  const { svg } = studyForestPlot([row("a", 0.5), row("b", 2)], [], ratios);
  const [a, b] = markersOf(svg, ink);
  const [reference] = linesOf(svg, rule).filter(({ rest }) => rest.includes("dasharray"));
  // Coordinates are rounded to 0.01.
  expect(reference.x1 - a.x).toBeCloseTo(b.x - reference.x1, 1);
  expect(reference.x1).toBeGreaterThan(a.x);
});

test("the area of a square beyond its least size is proportional to the weight", () => {
  const { svg } = studyForestPlot([row("a", 0.5, 1.5, 0.1), row("b", 2, 1.5, 0.4), row("c", 1, 1.5, 0.5)], [], ratios);
  const [a, b, c] = markersOf(svg, ink).map(({ side }) => side * side);
  // Sides are rounded to 0.01 of about 10.
  expect((b - a) / (c - a)).toBeCloseTo(0.3 / 0.4, 1);
});

test("the diamond spans the pooled interval, and its middle is the estimate, on the axis of the studies", () => {
  const pooled = { label: "all", estimate: 1, low: 0.5, high: 2, prediction: [0.25, 4] as const };
  const { svg } = studyForestPlot([row("a", 0.25), row("b", 0.5), row("c", 2), row("d", 4)], [pooled], ratios);
  const x = markersOf(svg, ink).map((marker) => marker.x);
  const [[left, top, right]] = polygonsOf(svg, accent);
  expect(left[0]).toBeCloseTo(x[1], 1);
  expect(right[0]).toBeCloseTo(x[2], 1);
  expect(top[0]).toBeCloseTo((x[1] + x[2]) / 2, 1);
  const prediction = linesOf(svg, accent).find(({ rest }) => rest.includes('stroke-width="4"'))!;
  expect([prediction.x1, prediction.x2].map(Math.round)).toEqual([x[0], x[3]].map(Math.round));
});

test("the shrunken effect of a study stands below its own", () => {
  const { svg } = studyForestPlot([{ ...row("a", 0.5), shrunken: { estimate: 0.8, low: 0.6, high: 1.1 } }], [], ratios);
  const [own] = markersOf(svg, ink);
  const [shrunken] = markersOf(svg, second);
  expect(shrunken.y).toBeGreaterThan(own.y);
  expect(shrunken.x).toBeGreaterThan(own.x);
});

test("one study that tells little does not stretch the axis: its interval ends in arrows, and its text has it in full", () => {
  const narrow = Array.from({ length: 12 }, (_, i) => row(`s${i}`, 1 + i / 20, 1.3));
  const wide = { study: "wide", own: { estimate: 1.1, low: 0.0004, high: 3000 } };
  const with_ = studyForestPlot([...narrow, wide], [], ratios);
  const without = studyForestPlot([...narrow, row("wide", 1.1, 1.3)], [], ratios);
  const spread = (svg: string): number => {
    const x = markersOf(svg, ink).map((marker) => marker.x);
    return Math.max(...x) - Math.min(...x);
  };
  // The intervals of the others set the axis, but for the room of the arrows.
  expect(spread(with_.svg)).toBeGreaterThan(0.6 * spread(without.svg));
  // A line for each of 13 intervals, and two for each of two arrows.
  expect(linesOf(with_.svg, ink).filter(({ rest }) => rest.includes("1.25"))).toHaveLength(17);
  expect(linesOf(without.svg, ink).filter(({ rest }) => rest.includes("1.25"))).toHaveLength(13);
  expect(with_.svg).toContain("1.10 [0.00040, 3000]");
});

describe("groups", () => {
  const rows = [
    { ...row("a", 1), group: "B against A" },
    { ...row("b", 2), group: "C against A" },
    { ...row("c", 3), group: "B against A" },
  ];
  const pooled = (label: string, group?: string) => ({
    label,
    estimate: 1,
    low: 0.9,
    high: 1.2,
    ...(group === undefined ? {} : { group }),
  });
  const { svg, table } = studyForestPlot(
    rows,
    [pooled("all"), pooled("pooled B", "B against A"), pooled("pooled C", "C against A")],
    ratios,
  );

  test("stand below their name, which is printed once, and end in what is pooled of them", () => {
    const wanted = ["B against A", "a", "c", "pooled B", "C against A", "b", "pooled C", "all"];
    const order = textsOf(svg)
      .filter(({ text, x }) => x < 10 && wanted.includes(text))
      .sort((a, b) => a.y - b.y);
    expect(order.map(({ text }) => text)).toEqual(wanted);
  });

  test("are named in the table", () => {
    expect(table.rows.map((cells) => cells.slice(0, 2))).toEqual([
      ["a", "B against A"],
      ["b", "C against A"],
      ["c", "B against A"],
      ["all", ""],
      ["pooled B", "B against A"],
      ["pooled C", "C against A"],
    ]);
  });
});

test("the table holds the numbers given, and the drawing the data of the arms", () => {
  const { svg, table } = studyForestPlot(
    [{ study: "a", own: { estimate: 0.123456, low: 0.1, high: 0.2 }, weight: 0.25, data: ["4/123", "11/139"] }],
    [{ label: "all", estimate: 0.3, low: 0.2, high: 0.4, prediction: [0.1, 0.9] }],
    { ...ratios, dataColumns: [["BCG", "events/total"], ["control"]] },
  );
  expect(table.columns.slice(2, 7)).toEqual(["BCG events/total", "control", "estimate", "2.5%", "97.5%"]);
  expect(table.rows[0]).toEqual(["a", "", "4/123", "11/139", 0.123456, 0.1, 0.2, NaN, NaN, NaN, 0.25, NaN, NaN]);
  expect(table.rows[1]).toEqual(["all", "", "", "", 0.3, 0.2, 0.4, NaN, NaN, NaN, NaN, 0.1, 0.9]);
  for (const text of ["4/123", "11/139", "25.0%", "0.12 [0.10, 0.20]", "0.30 [0.20, 0.40]", "[0.10, 0.90]"])
    expect(svg).toContain(`>${text}<`);
});

test("what each side of no effect favours stands on its side", () => {
  const { svg } = studyForestPlot([row("a", 0.5), row("b", 2)], [], { ...ratios, favours: ["good", "bad"] });
  const texts = textsOf(svg);
  const [reference] = linesOf(svg, rule).filter(({ rest }) => rest.includes("dasharray"));
  const good = texts.find(({ text }) => text === "← good")!;
  const bad = texts.find(({ text }) => text === "bad →")!;
  expect(good.rest).toContain('text-anchor="end"');
  expect(good.x).toBeLessThan(reference.x1);
  expect(bad.x).toBeGreaterThan(reference.x1);
});

test("a study without an estimate is said not to be estimable", () => {
  const none = { estimate: NaN, low: NaN, high: NaN };
  expect(studyForestPlot([{ study: "0 events", own: none }], [], ratios).svg).toContain(">not estimable<");
});

test("on a phone weights and data are left to the table, and the axis keeps its width", () => {
  const rows = [
    { ...row("a study of a very long name", 0.5, 1.5, 0.3), data: ["4/123"] },
    { ...row("b", 2, 1.5, 0.7), data: ["40/123"] },
  ];
  const { svg, table } = studyForestPlot(rows, [], { ...ratios, width: 340, dataColumns: [["BCG"]] });
  expect(svg).not.toContain(">30.0%<");
  expect(svg).not.toContain(">4/123<");
  expect(table.rows[0]).toContain("4/123");
  const [a, b] = markersOf(svg, ink);
  expect(b.x - a.x).toBeGreaterThan(60);
});

test("the description says what is pooled, and how many studies exclude no effect by themselves", () => {
  const { description } = studyForestPlot(
    [row("a", 0.5), row("b", 1.1)],
    [{ label: "all studies", estimate: 0.7, low: 0.5, high: 0.98, prediction: [0.3, 1.6] }],
    ratios,
  );
  expect(description).toContain("2 studies");
  expect(description).toContain("1 of 2 intervals of single studies lie wholly on one side of 1");
  expect(description).toContain("all studies 0.70 [0.50, 0.98], in a new study 0.30 to 1.60");
});
