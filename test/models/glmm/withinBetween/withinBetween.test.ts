/** Slopes within and between groups, and their difference, draw by draw. */
import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../../engine/data/table.js";
import { normalQuantile } from "../../../../engine/math/normalQuantile.js";
import { withinBetween, withinBetweenText } from "../../../../models/glmm/withinBetween/index.js";
import { posteriorOf } from "../means/posteriorOf.js";

const count = 999;
const normal = (mean: number, sd: number) =>
  Array.from({ length: count }, (_, d) => mean + sd * normalQuantile((d + 0.5) / count));
const constant = (value: number) => new Array<number>(count).fill(value);
const table = tableFromColumns({
  y: [1, 2, 3, 4, 5, 7],
  x: [1, 2, 4, 5, 6, 9],
  arm: ["a", "b", "a", "b", "a", "b"],
  g: ["p", "p", "q", "q", "r", "r"],
});
const others = { b_Intercept: constant(0), sd_g__Intercept: constant(1), sigma: constant(1) };
const close = (value: number) => expect.closeTo(value, 10) as number;

describe("withinBetween", () => {
  it("subtracts the slope within from that between in each draw, with 95 % and 99 % intervals", () => {
    const posterior = posteriorOf(
      "y ~ within(x | g) + between(x | g) + (1 | g)",
      table,
      {},
      {
        ...others,
        b_within_x: constant(0.5),
        b_between_x: normal(1.5, 0.4),
      },
    );
    const [row] = withinBetween(posterior).rows;
    expect(row).toMatchObject({ parameter: "mu", predictor: "x", grouping: "g" });
    expect(row!.contrast.mean).toBeCloseTo(1, 10);
    // Those of a normal law of sd 0.4: quantiles of 999 equal steps are those of the law to 1e-2.
    expect(row!.contrast["q2.5"]).toBeCloseTo(1 - 1.959964 * 0.4, 2);
    expect(row!.contrast["q99.5"]).toBeCloseTo(1 + 2.575829 * 0.4, 1);
    expect(row!.excludes0).toEqual({ "95": true, "99": false });
    expect(row!.contrast.pDirection).toBe(row!.contrast.pPositive);
    expect(row!.contrast.pDirection).toBeCloseTo(0.9938, 3);
    const text = withinBetweenText(withinBetween(posterior), { width: 200 });
    expect(text).toContain("x within and between levels of g");
    expect(text).toContain("The two differ (95% interval");
    expect(text).toContain("though the 99% interval holds 0");
  });

  it("reads the coefficient of a mean beside that of the column itself as the contrast", () => {
    const posterior = posteriorOf(
      "y ~ x + between(x | g) + (1 | g)",
      table,
      {},
      {
        ...others,
        b_x: normal(0.5, 0.1),
        b_between_x: constant(-0.2),
      },
    );
    const [row] = withinBetween(posterior).rows;
    expect([row!.within.mean, row!.between.mean, row!.contrast.mean]).toEqual([close(0.5), close(0.3), close(-0.2)]);
    expect(row!.contrast.pDirection).toBe(1);
    expect(withinBetweenText(withinBetween(posterior), { width: 200 })).toContain("differ downward");
  });

  it("has a row for each interaction", () => {
    const posterior = posteriorOf(
      "y ~ (within(x | g) + between(x | g)) * arm + (1 | g)",
      table,
      {},
      {
        ...others,
        ...{ b_within_x: constant(1), b_between_x: constant(1), b_armb: constant(0) },
        ...{ "b_within_x:armb": constant(0.25), "b_between_x:armb": normal(0.5, 1) },
      },
    );
    const { rows } = withinBetween(posterior);
    expect(rows.map(({ with: other, contrast }) => [other, contrast.mean])).toEqual([
      [undefined, 0],
      ["armb", close(0.25)],
    ]);
    expect(rows[0]!.excludes0).toEqual({ "95": false, "99": false });
    expect(withinBetweenText(withinBetween(posterior), { width: 200 })).toContain("The two may be equal");
  });

  it("refuses formulas without such a pair, with what to write", () => {
    for (const formula of ["y ~ x + (1 | g)", "y ~ within(x | g) + (1 | g)"]) {
      const posterior = posteriorOf(formula, table, {}, { ...others, b_x: constant(1), b_within_x: constant(1) });
      expect(() => withinBetween(posterior)).toThrow("write within(x | g) + between(x | g) in place of x");
    }
  });
});
