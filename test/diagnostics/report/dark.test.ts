import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  coolGrounds,
  darkCounterparts,
  ink,
  meaningfulColours,
  warmGrounds,
} from "../../../diagnostics/plots/parts/theme.js";
import { reportStyle } from "../../../diagnostics/report/style.js";

const paper = "#15181c";

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

describe("on a dark page", () => {
  test.each(meaningfulColours)("the counterpart of %s has a contrast of 3:1", (colour) => {
    expect(contrast(darkCounterparts.get(colour)!, paper)).toBeGreaterThanOrEqual(3);
  });

  test.each([...warmGrounds, ...coolGrounds])("text on the counterpart of the ground %s keeps 7:1", (colour) => {
    expect(contrast(darkCounterparts.get(ink)!, darkCounterparts.get(colour)!)).toBeGreaterThan(7);
  });

  test("every colour of charts is recoloured, as fill and as stroke", () => {
    for (const [light, dark] of darkCounterparts) {
      expect(reportStyle).toContain(`figure [fill="${light}"] { fill: ${dark}; }`);
      expect(reportStyle).toContain(`figure [stroke="${light}"] { stroke: ${dark}; }`);
    }
  });

  test("charts use no colour that has no counterpart", () => {
    const folder = fileURLToPath(new URL("../../../diagnostics/plots/", import.meta.url));
    const strays = readdirSync(folder)
      .filter((name) => name.endsWith(".ts") && name !== "theme.ts")
      .flatMap((name) =>
        [
          ...readFileSync(folder + name, "utf8")
            .replace(/^ *\*.*$/gm, "")
            .matchAll(/"(#[0-9a-f]{3,8})"/g),
        ]
          .map(([, colour]) => colour)
          .filter((colour) => !darkCounterparts.has(colour))
          .map((colour) => `${name} ${colour}`),
      );
    expect(strays).toEqual([]);
  });
});
