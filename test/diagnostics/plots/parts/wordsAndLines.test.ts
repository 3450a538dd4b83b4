import { expect, test } from "vitest";
import { distanceToLine } from "../../../../diagnostics/plots/parts/distanceToLine.js";
import { estimateText, numberFormat } from "../../../../diagnostics/plots/parts/estimateText.js";
import { textWidth } from "../../../../diagnostics/plots/parts/textWidth.js";
import { wrapWords } from "../../../../diagnostics/plots/parts/wrapWords.js";

test("the distance from a line is that from its nearest point, which may be an end", () => {
  const [a, b] = [
    { x: 0, y: 0 },
    { x: 4, y: 0 },
  ];
  expect(distanceToLine({ x: 2, y: 3 }, a, b)).toBe(3);
  expect(distanceToLine({ x: 7, y: 4 }, a, b)).toBe(5);
  expect(distanceToLine({ x: 3, y: 4 }, a, a)).toBe(5);
});

test("lines keep all words in order and fit their width", () => {
  const text = "one two three four five six seven eight nine ten";
  const lines = wrapWords(text, 90, 11);
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join(" ")).toBe(text);
  for (const line of lines) expect(textWidth(line, 11)).toBeLessThanOrEqual(90);
});

test("ratios keep two digits however small, and large ones lose their decimals", () => {
  const format = numberFormat([], true);
  expect([0.5, 0.031, 0.00042, 12.34, 250.4, 0, Infinity].map(format)).toEqual([
    "0.50",
    "0.031",
    "0.00042",
    "12.3",
    "250",
    "0",
    "∞",
  ]);
});

test("differences get decimals alike, by the width of their intervals, and what is none is a dash", () => {
  const wide = { estimate: 12.345, low: -100, high: 120 };
  expect(estimateText(wide, numberFormat([wide]))).toBe("12 [−100, 120]");
  const narrow = { estimate: 0.12345, low: 0.1, high: 0.15 };
  expect(estimateText(narrow, numberFormat([narrow]))).toBe("0.123 [0.100, 0.150]");
  expect(estimateText({ estimate: NaN, low: NaN, high: NaN }, numberFormat([]))).toBe("–");
});
