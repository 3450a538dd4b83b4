import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import type { LawInputs, LinkName } from "../../../../models/glmm/Family.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { compiledRows, discrepancy, logDensity, lookUp, readReference, slopeOf } from "./references.js";

interface Case {
  readonly family: string;
  readonly link: LinkName;
  readonly inputs: LawInputs<number>;
  readonly mean: number;
  readonly variance: number | "NaN";
  readonly information: number;
  /** Responses with their log densities. */
  readonly rows: readonly (readonly [number, number | "NaN"])[];
}

const cases = readReference<Case>("continuous.json");
const pairs = [...new Set(cases.map(({ family, link }) => `${family} ${link}`))].map(
  (pair) => pair.split(" ") as [string, LinkName],
);
const casesOf = (family: string, link: string): Case[] =>
  cases.filter((one) => one.family === family && one.link === link);

beforeAll(async () => void (await loadTensorflow()));

describe.each(pairs)("%s(%s)", (family, linkName) => {
  const own = casesOf(family, linkName);
  const { row, link } = lookUp(family, linkName);

  it("has the log density of brms, of numbers and of compiled tensors, with slopes", () => {
    const rows = own.flatMap(({ inputs, rows: known }) =>
      known.flatMap(([y, value]) => (value === "NaN" ? [] : [{ inputs, y, value }])),
    );
    const { values, slopes } = compiledRows(family, linkName, rows);
    rows.forEach(({ inputs, y, value }, i) => {
      const at = `${JSON.stringify(inputs)} ${y}`;
      // R's densities lose a few digits where they take differences of large numbers.
      expect(discrepancy(logDensity(family, linkName, inputs, y), value), at).toBeLessThan(1e-10);
      expect(discrepancy(values[i]!, value), at).toBeLessThan(1e-10);
      for (const [name, all] of Object.entries(slopes)) {
        const key = name as keyof LawInputs;
        const slope = slopeOf(
          (x) => logDensity(family, linkName, { ...inputs, [key]: x }, y),
          inputs[key] as unknown as number,
        );
        const size = Math.max(1, Math.abs(value), Math.abs(slope));
        // Differences err by h⁴ times the fifth derivative; slopes of the laws are held to 60 digits where the laws are tested.
        expect(Math.abs(all[i]! - slope) / size, `${at} ${name}`).toBeLessThan(1e-6);
      }
      expect(Object.keys(slopes)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    });
  });

  it("has the mean, variance and information that quadrature of brms's density gives", () => {
    for (const { inputs, mean, variance, information } of own) {
      const at = JSON.stringify(inputs);
      // R's quadrature is asked for ten digits; tails are cut where the density is below 1e-290.
      expect(discrepancy(row.expectation(inputs, link), mean), at).toBeLessThan(1e-5);
      if (variance !== "NaN") expect(Math.abs(row.variance(inputs, link) / variance - 1), at).toBeLessThan(1e-4);
      // The score is a difference over h, which smears the kink of asym_laplace.
      expect(Math.abs(row.information(inputs, link) / information - 1), at).toBeLessThan(1e-3);
    }
  });

  it("draws responses that may be such", () => {
    const rng = testRng(3);
    for (const { inputs } of own) {
      const numbers = row.values(inputs, link) as Record<string, number>;
      const draws = Array.from({ length: 200 }, () => row.law(link).random(rng, numbers));
      expect(draws.filter((y) => !row.isResponse(y))).toEqual([]);
    }
  });
});

describe("tweedie", () => {
  const { row, link } = lookUp("tweedie", "log");
  const inputs = { eta: 0.4, phi: 0.8, power: 1.4 };

  it("has the mean and variance of its draws, and minus the second derivative of its density as information", () => {
    const rng = testRng(5);
    const numbers = row.values(inputs, link) as Record<string, number>;
    const n = 20_000;
    const draws = Float64Array.from({ length: n }, () => row.law(link).random(rng, numbers));
    const mean = row.expectation(inputs, link);
    const variance = row.variance(inputs, link);
    const average = draws.reduce((sum, y) => sum + y, 0) / n;
    // 5.4 standard errors, as for other families.
    expect(Math.abs(average - mean)).toBeLessThan(5.4 * Math.sqrt(variance / n));
    const squares = draws.map((y) => (y - mean) ** 2);
    const spread = squares.reduce((sum, y) => sum + y, 0) / n;
    const fourth = squares.reduce((sum, y) => sum + (y - variance) ** 2, 0) / n;
    expect(Math.abs(spread - variance)).toBeLessThan(5.4 * Math.sqrt(fourth / n));
    // Exponential dispersion models have a score that is linear in y, and so this information exactly.
    expect(row.information(inputs, link)).toBeCloseTo(mean ** 2 / variance, 12);
  });
});
