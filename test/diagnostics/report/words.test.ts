import { expect, test } from "vitest";
import { words } from "../../../diagnostics/report/words.js";

test.each([
  ["R-hat 1.2 (b_x), 4 draws", "R-hat 1.2 (b_x), 4 draws"],
  ["R-hat 1.2 (\u0639\u0645\u0631), 4", "R-hat 1.2 (<bdi>\u0639\u0645\u0631</bdi>), 4"],
  ["\u05d0\u05d1 \u05d2: 5", "<bdi>\u05d0\u05d1 \u05d2</bdi>: 5"],
  ["<\u05d0>", "&lt;<bdi>\u05d0</bdi>&gt;"],
  ["abc\u202edef\u2066", "abcdef"],
])("%j keeps runs from right to left to themselves", (text, markup) => {
  expect(words(text).markup).toBe(markup);
});

test("long names from right to left take no time", () => {
  const name = "\u0639 ".repeat(20_000);
  expect(words(name).markup).toBe(`<bdi>${name.trimEnd()}</bdi> `);
});
