/** Numbers of a network for a terminal: as many digits as their uncertainty deserves. */
import { describe, expect, it } from "vitest";
import { exp } from "../../../../engine/math/exp.js";
import type { AbsoluteEffects, EffectSummary } from "../../../../models/meta/index.js";
import { absoluteLines } from "../../../../src/network/text/absoluteLines.js";
import { decimalsOf } from "../../../../src/network/text/decimalsOf.js";
import { effectColumns, interval, meanAndSd } from "../../../../src/network/text/estimateText.js";

const around = (mean: number, sd: number) =>
  ({ mean, sd, "q2.5": mean - 2 * sd, q50: mean, "q97.5": mean + 2 * sd }) as EffectSummary;

describe("decimals of estimates", () => {
  it("show two digits of the typical spread, and no fewer than were asked for", () => {
    expect([9, 0.19, 0.05, 0.0031].map((sd) => decimalsOf([sd], 0))).toEqual([1, 2, 3, 4]);
    expect(decimalsOf([12, 400], 2)).toBe(2);
    expect(decimalsOf([0, NaN, Infinity], 1)).toBe(1);
    // 0.00995 is written 0.010, of which two digits are read.
    expect(decimalsOf([0.00999], 0)).toBe(3);
    expect(decimalsOf([0.001, 1, 1, 1], 0, 0)).toBe(4);
  });

  it("are two for usual intervals and more for narrow ones", () => {
    expect(interval(around(0.84, 0.2))).toBe("0.84 (0.44, 1.24)");
    expect(interval(around(0.003, 0.001))).toBe("0.0030 (0.0010, 0.0050)");
    expect(interval(around(-0.001, 0.0005), exp)).toBe("0.9990 (0.9980, 1.0000)");
    expect(meanAndSd(around(0.0012, 0.0004))).toBe("0.00120 (0.00040)");
  });

  it("are alike in all rows of a table of effects, and enough for those far below a hundredth", () => {
    const rows = [around(0.0004, 0.0002), around(-0.0031, 0.00021), around(0.001, 0.0003)];
    const [mean, sd] = effectColumns(null, rows);
    expect(rows.map((row) => [mean!.cell(row), sd!.cell(row)])).toEqual([
      ["0.00040", "0.00020"],
      ["-0.00310", "0.00021"],
      ["0.00100", "0.00030"],
    ]);
  });

  it("leave rates their digits, and say whose baseline is given", () => {
    const rows = [
      { treatment: "none", category: null, ...around(0.004, 0.001) },
      { treatment: "anti", category: null, ...around(0.0001, 0.00003) },
    ];
    const absolute = { measure: "rate", time: null, baseline: { treatment: "none" }, absolute: rows, notes: [] };
    const [title, , first, second] = absoluteLines(absolute as unknown as AbsoluteEffects, 100);
    expect(title).toBe("Absolute effects, rate, with none at the given baseline");
    expect(first).toContain("0.004000");
    expect(second).toContain("0.000100  0.000030");
  });
});
