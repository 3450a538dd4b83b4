import { describe, expect, test } from "vitest";
import { choosingSource } from "../../../diagnostics/report/script/choosing.js";
import { placingSource } from "../../../diagnostics/report/script/marking.js";
import type { Panel, Span } from "../../../diagnostics/plots/Panel.js";

interface Range {
  readonly variable: string;
  readonly low: number;
  readonly high: number;
}
interface Script {
  placeOf(span: Span, from: number, to: number, value: number): number;
  valueAt(span: Span, from: number, to: number, pixel: number): number;
  within(values: Float64Array, low: number, high: number): number[];
  spread(values: Float64Array): { low: number; mean: number; high: number } | undefined;
  rangesOf(panel: Panel, a: readonly [number, number], b: readonly [number, number]): Range[];
  panelAt(panels: readonly Panel[], point: readonly [number, number]): Panel | undefined;
}
const { placeOf, valueAt, within, spread, rangesOf, panelAt } = new Function(
  `${placingSource}${choosingSource}; return { placeOf, valueAt, within, spread, rangesOf, panelAt };`,
)() as Script;

const points: Panel = {
  kind: "points",
  x: "a",
  y: "b",
  box: [100, 0, 200, 50],
  xSpan: { low: -1, high: 1 },
  ySpan: { low: 1, high: 100, log: true },
};
const lines: Panel = {
  kind: "lines",
  box: [0, 100, 300, 200],
  axes: [
    { variable: "a", x: 50, span: { low: 0, high: 10 } },
    { variable: "b", x: 250, span: { low: 1, high: 100, log: true } },
  ],
};
const interval: Panel = {
  kind: "interval",
  variable: "a",
  y: 300,
  box: [10, 280, 110, 320],
  span: { low: 0, high: 1 },
};

describe("a place on an axis", () => {
  test.each([
    [{ low: 0, high: 10 }, 2.5, 125],
    [{ low: 1, high: 10000, log: true }, 10, 125],
  ])("of span %j at %d is pixel %d, and back", (span, value, pixel) => {
    expect(placeOf(span, 100, 200, value)).toBeCloseTo(pixel, 10);
    expect(valueAt(span, 100, 200, pixel)).toBeCloseTo(value, 10);
  });
});

describe("a drag", () => {
  test("over a panel of points chooses by both variables, upwards for y, whatever its direction", () => {
    for (const [from, to] of [
      [
        [125, 10],
        [150, 25],
      ],
      [
        [150, 25],
        [125, 10],
      ],
    ] as const) {
      const [x, y] = rangesOf(points, from, to);
      expect([x.variable, x.low, x.high]).toEqual(["a", -0.5, 0]);
      expect(y.variable).toBe("b");
      expect(y.low).toBeCloseTo(10, 10);
      expect(y.high).toBeCloseTo(100 ** 0.8, 8);
    }
  });

  test("that leaves its panel ends at the panel's edge", () => {
    const [x, y] = rangesOf(points, [150, 25], [900, -40]);
    expect([x.low, x.high]).toEqual([0, 1]);
    expect(y.high).toBeCloseTo(100, 10);
  });

  test("along a parallel axis chooses by the nearest variable", () => {
    expect(rangesOf(lines, [60, 150], [240, 200])).toEqual([{ variable: "a", low: 0, high: 5 }]);
  });

  test("along a row of a forest chooses by its variable", () => {
    expect(rangesOf(interval, [60, 300], [35, 302])).toEqual([{ variable: "a", low: 0.25, high: 0.5 }]);
  });

  test("begins in a panel, near an axis or near a row", () => {
    const all = [points, lines, interval, { kind: "curves", draws: [1] } as const];
    expect(panelAt(all, [150, 25])).toBe(points);
    expect(panelAt(all, [255, 150])).toBe(lines);
    expect(panelAt(all, [150, 150])).toBeUndefined();
    expect(panelAt(all, [50, 306])).toBe(interval);
    expect(panelAt(all, [50, 270])).toBeUndefined();
  });
});

describe("chosen draws", () => {
  test("lie within the range, ends included, and NaN nowhere", () => {
    expect(within(Float64Array.of(1, 2, NaN, 3, 4), 2, 3)).toEqual([1, 3]);
  });

  test("are summed up by their mean and middle 95 % (type 7 of R)", () => {
    // R: quantile(c(1, 2, 4, 8), c(.025, .975)) is 1.075 and 7.7.
    const found = spread(Float64Array.of(8, 1, NaN, 4, 2))!;
    expect(found.mean).toBe(3.75);
    expect(found.low).toBeCloseTo(1.075, 12);
    expect(found.high).toBeCloseTo(7.7, 12);
    expect(spread(Float64Array.of(NaN))).toBeUndefined();
  });
});
