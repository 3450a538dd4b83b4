import { describe, expect, test } from "vitest";
import { devianceComparisonPlot, leveragePlot } from "../../../diagnostics/plots/index.js";
import { accent, crowd, rule, second } from "../../../diagnostics/plots/parts/theme.js";
import { dotsOf, linesOf, textsOf } from "./marksOf.js";
import { pathsOf, startsOf } from "./pathsOf.js";

/** All corners of a path of relative moves and lines. */
function cornersOf(d: string): [number, number][] {
  return startsOf(d.replace(/l/g, "m"));
}

describe("deviances under two models", () => {
  const points = [
    { label: "alike", across: 3, up: 3 },
    { label: "worse", across: 1, up: 2.5 },
    { label: "better", across: 6, up: 0.5 },
  ];
  const { svg, description, table } = devianceComparisonPlot(points, { title: "x", models: ["UME", "consistency"] });

  test("a point that fits alike lies on the diagonal, one that fits better under the model up lies below", () => {
    const diagonal = linesOf(svg, rule).find(({ rest, y1, y2 }) => rest.includes("dasharray") && y1 !== y2)!;
    const heightAt = (x: number): number =>
      diagonal.y1 + ((diagonal.y2 - diagonal.y1) * (x - diagonal.x1)) / (diagonal.x2 - diagonal.x1);
    const [alike] = dotsOf(svg, crowd);
    const [worse, better] = dotsOf(svg, second);
    // Dots are rounded to half a pixel.
    expect(Math.abs(heightAt(alike[0]) - alike[1])).toBeLessThan(1);
    expect(worse[1]).toBeLessThan(heightAt(worse[0]) - 20);
    expect(better[1]).toBeGreaterThan(heightAt(better[0]) + 20);
  });

  test("only points far apart are named", () => {
    const names = textsOf(svg).map(({ text }) => text);
    expect(names).toEqual(expect.arrayContaining(["worse", "better"]));
    expect(names).not.toContain("alike");
  });

  test("sums and the furthest points are said, the furthest first, and the table holds all", () => {
    expect(description).toContain("10.0 in all under UME, 6.0 under consistency");
    expect(description).toContain("better (6.0 and 0.5) and worse (1.0 and 2.5)");
    expect(table.rows).toEqual([
      ["alike", 3, 3],
      ["worse", 1, 2.5],
      ["better", 6, 0.5],
    ]);
  });
});

describe("leverage", () => {
  test.each([1, 2, 3, 4])("the parabola of %i goes through points that add as much to DIC", (c) => {
    const leverages = [0.2, 0.5, 0.9];
    const { svg } = leveragePlot(
      leverages.flatMap((leverage) =>
        ([1, -1] as const).map((sign) => ({ label: "a", deviance: c - leverage, leverage, sign })),
      ),
      { title: "x" },
    );
    const curves = pathsOf(svg, rule).map(cornersOf);
    const dots = [...dotsOf(svg, accent), ...dotsOf(svg, second)];
    expect(dots).toHaveLength(6);
    for (const [x, y] of dots) {
      const away = curves.flatMap((corners) =>
        corners.slice(1).map((corner, i) => distanceTo([x, y], corners[i], corner)),
      );
      // Dots are rounded to half a pixel, and curves thinned to a third.
      expect(Math.min(...away)).toBeLessThan(1);
    }
  });

  const points = [
    { label: "good", deviance: 0.5, leverage: 0.4, sign: 1 },
    { label: "bad", deviance: 4, leverage: 0.6, sign: -1 },
  ] as const;

  test("points that add more than 3 to DIC are named, at the side of their sign", () => {
    const { svg, description } = leveragePlot(points, { title: "x" });
    expect(textsOf(svg).map(({ text }) => text)).toContain("bad");
    expect(textsOf(svg).map(({ text }) => text)).not.toContain("good");
    const [[good], [bad]] = [dotsOf(svg, accent)[0], dotsOf(svg, second)[0]];
    expect(bad).toBeLessThan(good);
    expect(description).toContain("1 point adds more than 3 to DIC: bad (4.6)");
  });

  test("deviance, pD and DIC are the sums of the points", () => {
    const { description, table } = leveragePlot(points, { title: "x" });
    expect(description).toContain("Residual deviance 4.5 and leverage, pD, 1.0 add up to a DIC of 5.5");
    expect(table.rows).toEqual([
      ["good", 0.5, 0.4, 1, 0.9],
      ["bad", 4, 0.6, -1, 4.6],
    ]);
  });
});

function distanceTo([x, y]: readonly number[], [ax, ay]: readonly number[], [bx, by]: readonly number[]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / Math.max(1e-9, dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
