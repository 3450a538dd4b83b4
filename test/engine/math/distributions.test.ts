import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { betaQuantile } from "../../../engine/math/betaQuantile.js";
import { gammaQuantile } from "../../../engine/math/gammaQuantile.js";
import { incompleteBeta } from "../../../engine/math/incompleteBeta.js";
import { incompleteGamma, incompleteGammaUpper } from "../../../engine/math/incompleteGamma.js";
import { logBeta } from "../../../engine/math/logBeta.js";
import { logChoose } from "../../../engine/math/logChoose.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { normalQuantile } from "../../../engine/math/normalQuantile.js";
import { errorInUlp } from "./ulp.js";

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../reference/math/${file}`, import.meta.url), "utf8")) as Record<
    string,
    number[][]
  >;
const fromR = read("distributions.json");

const functions: Record<string, (...args: number[]) => number> = {
  betaQuantile,
  gammaQuantile,
  incompleteBeta,
  incompleteGamma,
  incompleteGammaUpper,
  logBeta,
  logChoose,
};

describe.each(Object.keys(fromR))("%s", (name) => {
  it("agrees with R to 1e-12 of itself, for parameters from 0.1 to 1e6", () => {
    expect(fromR[name]!.length).toBeGreaterThanOrEqual(60);
    const failures = fromR[name]!.filter((row) => {
      const expected = row[row.length - 1]!;
      // Below 1e-290 R's and our logarithms of tails are still right, but no longer to 12 digits.
      const tolerance = 1e-12 * Math.abs(expected) + 1e-290;
      return !(Math.abs(functions[name]!(...row.slice(0, -1)) - expected) <= tolerance);
    });
    expect(failures).toEqual([]);
  });
});

describe("normalQuantile", () => {
  it("agrees with mpmath to 6 ulp down to 1e-300", () => {
    const rows = read("values.json").normalQuantile as [number, number, number][];
    expect(rows.length).toBeGreaterThanOrEqual(50);
    expect(rows.filter(([p, z, rest]) => !(errorInUlp(normalQuantile(p), z, rest) <= 6))).toEqual([]);
  });

  it("is odd about 1/2 and inverts normalCdf", () => {
    for (const p of [0.5, 0.25, 0.0625, 0.03125, 2 ** -20, 2 ** -40]) {
      expect(normalQuantile(1 - p)).toBe(-normalQuantile(p) + 0);
      expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(3e-14);
    }
  });

  it("is infinite at 0 and 1 and NaN outside", () => {
    expect([0, 1, -0.1, 1.1, NaN].map(normalQuantile)).toEqual([-Infinity, Infinity, NaN, NaN, NaN]);
  });
});

describe("quantiles and tails", () => {
  it("invert one another, also for extreme parameters", () => {
    for (const a of [0.01, 0.5, 3, 1e3, 1e6]) {
      for (const p of [1e-12, 0.01, 0.5, 0.99]) {
        const x = gammaQuantile(p, a);
        if (x > 1e-290) expect(Math.abs(incompleteGamma(x, a) / p - 1)).toBeLessThan(1e-11);
        for (const b of [0.01, 2, 1e6]) {
          const y = betaQuantile(p, a, b);
          // Where x is next to 1 a double cannot tell its distance from there.
          if (y > 1e-290 && y < 0.999) expect(Math.abs(incompleteBeta(y, a, b) / p - 1)).toBeLessThan(1e-10);
        }
      }
    }
  });

  it("are mirrored by exchanging the parameters of the beta", () => {
    expect(betaQuantile(0.3, 5, 9)).toBeCloseTo(1 - betaQuantile(0.7, 9, 5), 14);
    expect(incompleteBeta(0.3, 5, 9) + incompleteBeta(0.7, 9, 5)).toBeCloseTo(1, 14);
    expect(incompleteGamma(3, 2) + incompleteGammaUpper(3, 2)).toBeCloseTo(1, 14);
  });

  it("are 0, 1 or Infinity at the ends of the support", () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3), incompleteBeta(-1, 2, 3)]).toEqual([0, 1, 0]);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect([incompleteGamma(0, 2), incompleteGamma(Infinity, 2), incompleteGammaUpper(0, 2)]).toEqual([0, 1, 1]);
    expect([gammaQuantile(0, 2), gammaQuantile(1, 2)]).toEqual([0, Infinity]);
  });

  it("are NaN for parameters that are not positive or probabilities outside [0, 1]", () => {
    const values = [
      betaQuantile(0.5, 0, 1), betaQuantile(0.5, 1, -1), betaQuantile(1.5, 1, 1), betaQuantile(NaN, 1, 1),
      incompleteBeta(0.5, 0, 1), incompleteBeta(NaN, 1, 1), incompleteGamma(1, 0), incompleteGamma(NaN, 1),
      gammaQuantile(0.5, 0), gammaQuantile(-0.1, 1), logBeta(-1, 2),
    ]; // prettier-ignore
    expect(values).toEqual(values.map(() => NaN));
  });
});

describe("logChoose", () => {
  it("is the log of a whole number for small ones, and -Infinity outside", () => {
    expect(Math.exp(logChoose(10, 3))).toBeCloseTo(120, 9);
    expect([logChoose(7, 0), logChoose(7, 7), logChoose(7, -1), logChoose(7, 8)]).toEqual([0, 0, -Infinity, -Infinity]);
  });
});
