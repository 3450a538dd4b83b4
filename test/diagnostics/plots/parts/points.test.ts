import { expect, test } from "vitest";
import { crosses, dots, polylines } from "../../../../diagnostics/plots/parts/points.js";
import { startsOf } from "../pathsOf.js";

const pathOf = (markup: string): string => /d="([^"]*)"/.exec(markup)![1];

test("dots are strokes without length at the places, whatever their order, and none is drawn twice", () => {
  const { markup } = dots(
    [
      [13, 20.2],
      [10, 20],
      [13, 20],
      [-4, 7.5],
    ],
    { fill: "#000" },
  );
  expect(pathOf(markup)).toBe("M-4 7.5h0m14 12.5h0m3 0h0");
  expect(startsOf(pathOf(markup))).toEqual([
    [-4, 7.5],
    [10, 20],
    [13, 20],
  ]);
  expect(markup).toContain('stroke-linecap="round"');
});

test("crosses are centred at the places", () => {
  const { markup } = crosses(
    [
      [10, 20],
      [30, 5],
    ],
    { stroke: "#000" },
  );
  // Each begins at its upper left corner, two pixels off, and has a second stroke four pixels to the right of that.
  expect(startsOf(pathOf(markup))).toEqual([
    [8, 18],
    [12, 18],
    [28, 3],
    [32, 3],
  ]);
});

test("lines keep their course through relative steps that are rounded from the true place, not from step to step", () => {
  const line = Array.from({ length: 1001 }, (_, i) => [i * 0.3, i * 0.7] as const);
  const path = polylines([line]);
  const steps = [...path.matchAll(/[Ml](-?[\d.]+)[ ]?(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const end = steps.reduce(([x, y], [dx, dy]) => [x + dx, y + dy]);
  expect(end).toEqual([300, 700]);
});

test("places that are not finite are left out, and nothing at all gives no element", () => {
  expect(
    dots(
      [
        [NaN, 1],
        [1, Infinity],
      ],
      { fill: "#000" },
    ).markup,
  ).toBe("");
  expect(crosses([[NaN, 1]], { stroke: "#000" }).markup).toBe("");
  expect(
    polylines([
      [
        [NaN, 1],
        [2, 3],
      ],
    ]),
  ).toBe("");
});
