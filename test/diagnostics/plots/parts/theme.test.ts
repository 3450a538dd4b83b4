import { expect, test } from "vitest";
import { meaningfulColours } from "../../../../diagnostics/plots/parts/theme.js";
import { leagueTable } from "../../../../diagnostics/plots/index.js";

/** Relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test.each(meaningfulColours)("%s has a contrast of 3:1 on white at least (WCAG 1.4.11)", (colour) => {
  expect(contrast(colour, "#ffffff")).toBeGreaterThanOrEqual(3);
});

test("text in the darkest cells of a league table keeps a contrast of 7:1", () => {
  const effects = [
    { from: "a", to: "b", mean: 1, lower: 0, upper: 2 },
    { from: "b", to: "a", mean: -1, lower: -2, upper: 0 },
  ];
  const fills = [...leagueTable(effects, ["a", "b"], { title: "x" }).svg.matchAll(/<rect [^>]*fill="(#[0-9a-f]{6})"/g)];
  expect(fills.length).toBeGreaterThanOrEqual(4);
  for (const [, fill] of fills) expect(contrast("#1f2328", fill)).toBeGreaterThan(7);
});
