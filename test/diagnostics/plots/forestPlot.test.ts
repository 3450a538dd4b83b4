import { expect, test } from "vitest";
import { forestPlot } from "../../../diagnostics/plots/index.js";

const rows = [
  { label: "a", estimate: 1, inner: [0.8, 1.2], outer: [0.5, 1.5] },
  { label: "b", estimate: -0.2, inner: [-0.5, 0.1], outer: [-1, 0.6] },
] as const;

test("the description counts the intervals on one side of the reference", () => {
  const { description } = forestPlot(rows, { title: "Effects", reference: 0 });
  expect(description).toContain("1 of 2 95% intervals lie wholly on one side of 0");
});

test("rows stand in the order given, and the table holds their numbers in full", () => {
  const { table } = forestPlot(rows, { title: "Effects" });
  expect(table.rows).toEqual([
    ["a", 1, 0.5, 0.8, 1.2, 1.5],
    ["b", -0.2, -1, -0.5, 0.1, 0.6],
  ]);
});

test("the height grows with the rows", () => {
  const height = (n: number): number => {
    const many = Array.from({ length: n }, () => rows[0]);
    return Number(/height="(\d+)"/.exec(forestPlot(many, { title: "Effects" }).svg)![1]);
  };
  expect(height(30) - height(10)).toBe(20 * 24);
});

test("a logarithmic axis puts 1/2 and 2 at equal distances from 1", () => {
  const ratios = [{ label: "a", estimate: 1, outer: [0.5, 2] }] as const;
  const { svg } = forestPlot(ratios, { title: "Ratios", scale: "log", reference: 1 });
  const reference = Number(/x1="([\d.]+)"[^>]*stroke-dasharray/.exec(svg)![1]);
  const [, low, high] = /<line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)" y2="[\d.]+" stroke="#1a5a96"/
    .exec(svg)!
    .map(Number);
  // Coordinates are rounded to 0.01.
  expect(reference - low).toBeCloseTo(high - reference, 1);
});

test("an interval beyond a cut axis ends in an arrow on that side only", () => {
  const cut = (outer: readonly [number, number]): number => {
    const { svg } = forestPlot([{ label: "a", estimate: 0, outer }], { title: "Cut", domain: [-1, 1] });
    return svg.split('stroke="#1a5a96"').length - 1;
  };
  // The interval is one stroke, an arrow two.
  expect([cut([-0.5, 0.5]), cut([-0.5, 5]), cut([-5, 5])]).toEqual([1, 3, 5]);
});

test("a value that cannot be drawn is said in words", () => {
  expect(forestPlot([{ label: "a", estimate: NaN, outer: [NaN, NaN] }], { title: "x" }).svg).toContain("no value");
});

test("rows of several models stand together under one label, told by colour and shape and named in a key", () => {
  const of = (series: string, estimate: number) => ({ label: "a", series, estimate, outer: [-1, 1] as const });
  const { svg, table, description } = forestPlot([of("small", 0.1), of("large", 0.2), of("small", 0.3)], {
    title: "x",
  });
  expect(svg.match(/>a</g)).toHaveLength(1);
  expect(svg).toContain(">small<");
  expect(table.columns.slice(0, 2)).toEqual(["name", "model"]);
  expect(table.rows.map((row) => row[1])).toEqual(["small", "large", "small"]);
  expect(description).toContain("a (large) 0.20 [−1.00, 1.00]");
  for (const colour of ["#0b62a4", "#c65102"])
    expect(svg).toMatch(new RegExp(`<path d="[^"]*" transform[^>]*fill="${colour}"`));
});

test("intervals inside and outside a region of practical equivalence are counted", () => {
  const row = (low: number, high: number) => ({ label: "a", estimate: (low + high) / 2, outer: [low, high] as const });
  const { description, svg } = forestPlot([row(-0.1, 0.1), row(0.3, 0.9), row(-0.1, 0.5), row(-2, -0.3)], {
    title: "x",
    rope: [-0.2, 0.2],
  });
  expect(description).toContain(
    "1 of 4 lie wholly inside the region of no practical difference, −0.2 to 0.2, and 2 wholly outside",
  );
  expect(svg).toContain("no practical difference: −0.2 to 0.2");
});

test("the panel of a row maps the estimate to its marker, on a logarithmic axis too", () => {
  for (const scale of ["linear", "log"] as const) {
    const { svg, panels } = forestPlot(
      [
        { label: "a", estimate: 3, outer: [1, 4], variable: "b_a" },
        { label: "b", estimate: 0.5, outer: [0.2, 2] },
      ],
      { title: "x", scale },
    );
    expect(panels).toHaveLength(1);
    const panel = panels![0];
    if (panel.kind !== "interval") throw new Error("an interval is expected");
    const { low, high, log } = panel.span;
    const share = log ? Math.log(3 / low) / Math.log(high / low) : (3 - low) / (high - low);
    const [, x, y] = /transform="translate\(([\d.]+),([\d.]+)\)"/.exec(svg)!.map(Number);
    expect([panel.variable, panel.y]).toEqual(["b_a", y]);
    // Coordinates are rounded to 0.01.
    expect(x).toBeCloseTo(panel.box[0] + share * (panel.box[2] - panel.box[0]), 1);
    expect(log === true).toBe(scale === "log");
  }
});

test("on a phone the axis keeps its width: names are shortened and intervals left to the table", () => {
  const label = "a name that is far too long for a phone";
  const { svg } = forestPlot([{ label, estimate: 1, outer: [0, 2] }], { title: "x", width: 340 });
  expect(svg).toContain("…");
  expect(svg).toContain(`<title>${label}</title>`);
  expect(svg).not.toContain("1.00 [0.00, 2.00]</text>");
});
