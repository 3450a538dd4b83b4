import type { AuxiliaryKey } from "../../../../models/glmm/Family.js";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compiledRows, discrepancy, logDensity, pairs, readReference, slopeOf, type Reference } from "./references.js";

const references = readReference<Reference>("values.json");
const rowsOf = (family: string, link: string): Reference[] =>
  references.filter((row) => row.family === family && row.link === link);
// R's functions and ours each lose a few ulp of the largest term; differences of lgamma lose up to 2e-11.
const toleranceOf = (family: string): number => (family === "negbinomial" ? 2e-11 : 1e-12);

beforeAll(async () => void (await loadTensorflow()));

/** The row that agrees least, to be shown when it is not good enough. */
function worst<Row extends { readonly error: number }>(rows: readonly Row[]): Row {
  return rows.reduce((a, b) => (b.error > a.error || Number.isNaN(b.error) ? b : a));
}

describe.each(pairs)("the log density of %s(%s)", (family, link) => {
  it("agrees with R for plain numbers", () => {
    const rows = rowsOf(family, link).map((row) => {
      const own = logDensity(family, link, row.inputs, row.y);
      return { ...row, own, error: discrepancy(own, row.value) };
    });
    expect(worst(rows)).toMatchObject({ error: expect.toSatisfy((error: number) => error < toleranceOf(family)) });
  });

  it("agrees with R row by row when it is traced and compiled, with the slopes of the plain log density", () => {
    const rows = rowsOf(family, link);
    expect(rows.length).toBeGreaterThan(10);
    const { values, slopes } = compiledRows(family, link, rows);
    const densities = rows.map((row, i) => ({ ...row, own: values[i]!, error: discrepancy(values[i]!, row.value) }));
    expect(worst(densities)).toMatchObject({ error: expect.toSatisfy((error: number) => error < toleranceOf(family)) });
    expect(Object.keys(slopes)).toContain("eta");
    const differences = (Object.keys(slopes) as AuxiliaryKey[]).flatMap((name) =>
      rows.map(({ inputs, y, value }, i) => {
        const own = slopes[name]![i]!;
        const slope = slopeOf((x) => logDensity(family, link, { ...inputs, [name]: x }, y), inputs[name] as number);
        return {
          name,
          inputs,
          y,
          own,
          slope,
          error: Math.abs(own - slope) / Math.max(1, Math.abs(value), Math.abs(slope)),
        };
      }),
    );
    // Rounding of the value over h, and h⁴ times the fifth derivative.
    expect(worst(differences)).toMatchObject({ error: expect.toSatisfy((error: number) => error < 1e-8) });
  });
});

describe("far out on the predictor's scale", () => {
  const inputs = { sigma: 1.3, shape: 2.5, nu: 4, phi: 3, trials: 5, rate: 2 };
  const needed: Readonly<Record<string, readonly (keyof typeof inputs)[]>> = {
    gaussian: ["sigma"],
    student: ["sigma", "nu"],
    binomial: ["trials"],
    poisson: ["rate"],
    negbinomial: ["shape", "rate"],
    gamma: ["shape"],
    beta: ["phi"],
    lognormal: ["sigma"],
  };
  const responses: Readonly<Record<string, readonly number[]>> = {
    bernoulli: [0, 1],
    binomial: [0, 2, 5],
    beta: [0.3],
    poisson: [0, 3],
    negbinomial: [0, 3],
  };

  it.each(pairs)("%s(%s) is a number or -Infinity, and its slopes are numbers where it is one", (family, link) => {
    // A mean that may not be negative is NaN there by design.
    const negative =
      link === "identity" || link === "inverse"
        ? family !== "poisson" && family !== "negbinomial" && family !== "gamma"
        : true;
    const etas = [-800, -40, 40, 800].filter((eta) => eta > 0 || negative);
    const own = Object.fromEntries((needed[family] ?? []).map((name) => [name, inputs[name]]));
    const rows = etas.flatMap((eta) => (responses[family] ?? [1.5]).map((y) => ({ inputs: { ...own, eta }, y })));
    const { values, slopes } = compiledRows(family, link, rows);
    rows.forEach((row, i) => {
      const at = JSON.stringify(row);
      expect(values[i]! < Infinity, `${at}: ${values[i]}`).toBe(true);
      const plain = logDensity(family, link, row.inputs, row.y);
      expect(discrepancy(values[i]!, plain), at).toBeLessThan(1e-10);
      if (values[i]! > -1e300) expect(Number.isFinite(slopes["eta"]![i]!), `${at}: ${slopes["eta"]![i]}`).toBe(true);
    });
  });

  it.each([
    ["bernoulli", "cloglog", 1, -800, -800, 1],
    ["bernoulli", "cloglog", 0, -800, 0, 0],
    ["bernoulli", "cloglog", 1, 800, 0, 0],
    ["bernoulli", "logit", 1, -800, -800, 1],
    ["bernoulli", "probit", 0, -800, 0, 0],
  ] as const)("%s(%s) of %d at %d is %d with slope %d", (family, link, y, eta, value, slope) => {
    const { values, slopes } = compiledRows(family, link, [{ inputs: { eta }, y }]);
    expect(values[0]).toBeCloseTo(value, 12);
    expect(slopes["eta"]![0]).toBeCloseTo(slope, 12);
  });

  it.each([
    ["poisson", "identity", 0],
    ["poisson", "identity", 3],
    ["negbinomial", "identity", 0],
    ["gamma", "identity", 1.5],
    ["gamma", "inverse", 1.5],
  ] as const)("%s(%s) of %d rejects a mean below 0", (family, link, y) => {
    const row = { inputs: { eta: -0.5, ...(family === "poisson" ? {} : { shape: 2 }) }, y };
    expect(compiledRows(family, link, [row]).values[0]).toBeNaN();
    expect(logDensity(family, link, row.inputs, y)).toBeNaN();
  });

  it.each([
    ["poisson", "identity", -1],
    ["poisson", "sqrt", 0],
    ["negbinomial", "identity", -1],
    ["negbinomial", "sqrt", 0],
  ] as const)("%s(%s) takes a count of 0 where the mean is exactly 0, with slope %d", (family, link, slope) => {
    const row = { inputs: { eta: 0, ...(family === "poisson" ? {} : { shape: 2 }) }, y: 0 };
    const { values, slopes } = compiledRows(family, link, [row]);
    expect(values[0]).toBeCloseTo(0, 15);
    expect(slopes["eta"]![0]).toBeCloseTo(slope, 15);
  });
});
