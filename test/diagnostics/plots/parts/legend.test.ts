import { expect, test } from "vitest";
import { legend } from "../../../../diagnostics/plots/parts/legend.js";
import { coordinatesOf } from "../svgOf.js";

const entries = ["energy of all draws", "change from draw to draw", "enough: 400"].map((label) => ({
  label,
  colour: "#000",
}));
const rightmost = (width: number): number =>
  Math.max(...coordinatesOf(legend(entries, { left: 0, right: width, top: 0 }).marks.markup).filter((x) => x > 0));

test("a key breaks into lines where it is narrow", () => {
  const height = (width: number): number => legend(entries, { left: 0, right: width, top: 0 }).height;
  expect([height(800), height(320), height(160)]).toEqual([18, 36, 54]);
  expect(rightmost(160)).toBeLessThan(160);
});

test("a name longer than the line is shortened and kept whole in its title", () => {
  const { marks } = legend([{ label: "x".repeat(300), colour: "#000" }], { left: 0, right: 200, top: 0 });
  expect(marks.markup).toContain(`<title>${"x".repeat(300)}</title>`);
  expect(marks.markup).toContain("…");
});

test("without entries a key takes no room", () => {
  expect(legend([], { left: 0, right: 200, top: 0 }).height).toBe(0);
});
