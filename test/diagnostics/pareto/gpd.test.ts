import { expect, test } from "vitest";
import { gpdFit } from "../../../diagnostics/pareto/gpdFit.js";
import { gpdQuantile } from "../../../diagnostics/pareto/gpdQuantile.js";
import { paretoConvergenceRate } from "../../../diagnostics/pareto/paretoConvergenceRate.js";
import { paretoKThreshold } from "../../../diagnostics/pareto/paretoKThreshold.js";
import { paretoMinimumDraws } from "../../../diagnostics/pareto/paretoMinimumDraws.js";
import { smoothTail } from "../../../diagnostics/pareto/smoothTail.js";
import { tailLength } from "../../../diagnostics/pareto/tailLength.js";
import { readReference } from "../reference.js";

interface Fitted {
  readonly k: number;
  readonly sigma: number;
}
interface GpdReference {
  readonly exp100: Fitted;
  readonly exp100_nowip: Fitted;
  readonly gp_k03: Fitted;
  readonly gp_k09: Fitted;
  readonly gp_km05: Fitted;
  readonly loo_test_rexp: Fitted & { readonly x: number[]; readonly k_nowip: number };
  readonly qgpd: { readonly p: number[]; readonly k02: number[]; readonly k0: number[] };
  readonly thresholds: { readonly S: number[]; readonly khat_threshold: number[] };
  readonly min_ss: { readonly k: number[]; readonly v: (number | string)[] };
  readonly conv_rate: { readonly k: number[]; readonly S: number; readonly v: number[] };
  readonly tail_len: { readonly S: number[]; readonly r: number[]; readonly v: number[] };
}
const reference = readReference<GpdReference>("gpd.json");

/** Quantiles at (i - 1/2)/n. */
const quantiles = (n: number, quantile: (p: number) => number) =>
  Float64Array.from({ length: n }, (_, i) => quantile((i + 0.5) / n));
const exponential = quantiles(100, (p) => -Math.log1p(-p));
const pareto = (k: number) => quantiles(200, (p) => ((1 - p) ** -k - 1) / k);

/** Reference values have 15 digits; the fit sums some hundred terms. */
const digits = 12;

test.each([
  ["exp100", exponential],
  ["gp_k03", pareto(0.3)],
  ["gp_k09", pareto(0.9)],
  ["gp_km05", pareto(-0.5)],
  ["loo_test_rexp", Float64Array.from(reference.loo_test_rexp.x).sort()],
] as const)("%s is fitted as by R's posterior", (name, values) => {
  const fit = gpdFit(values);
  expect(fit.k).toBeCloseTo(reference[name].k, digits);
  expect(fit.sigma).toBeCloseTo(reference[name].sigma, digits);
});

test("without the prior the shape is posterior's too, and the scale is the same", () => {
  expect(gpdFit(exponential, { prior: false }).k).toBeCloseTo(reference.exp100_nowip.k, digits);
  expect(gpdFit(exponential, { prior: false }).sigma).toBeCloseTo(reference.exp100_nowip.sigma, digits);
  const values = Float64Array.from(reference.loo_test_rexp.x).sort();
  expect(gpdFit(values, { prior: false }).k).toBeCloseTo(reference.loo_test_rexp.k_nowip, digits);
});

test("the shape does not depend on the unit, over all magnitudes that doubles have room for", () => {
  const { k, sigma } = gpdFit(pareto(0.9));
  for (const unit of [1e-150, 1e-9, 1e9, 1e150]) {
    const scaled = gpdFit(pareto(0.9).map((x) => x * unit));
    expect(scaled.k).toBeCloseTo(k, 11);
    expect(scaled.sigma / unit).toBeCloseTo(sigma, 11);
  }
});

test("what cannot be fitted is NaN", () => {
  expect(gpdFit(Float64Array.of(2, 2, 2, 2, 3, 4)).k).toBeNaN();
  expect(gpdFit(new Float64Array()).k).toBeNaN();
  expect(gpdFit(Float64Array.of(1)).k).toBeNaN();
});

test("quantiles are posterior's, and exponential at k = 0", () => {
  reference.qgpd.p.forEach((p, i) => {
    expect(gpdQuantile(p, 0.2, 1)).toBeCloseTo(reference.qgpd.k02[i], 13);
    expect(gpdQuantile(p, 0, 1)).toBeCloseTo(reference.qgpd.k0[i], 13);
  });
  expect(gpdQuantile(1, 0.2, 1)).toBe(Infinity);
  expect(gpdQuantile(1, -0.5, 1)).toBe(2);
  expect(gpdQuantile(1.1, 0.2, 1)).toBeNaN();
});

test("thresholds, minimum draws, convergence rates and tail lengths are posterior's", () => {
  const { thresholds, min_ss, conv_rate, tail_len } = reference;
  thresholds.S.forEach((s, i) => expect(paretoKThreshold(s)).toBeCloseTo(thresholds.khat_threshold[i], 13));
  min_ss.k.forEach((k, i) => {
    const expected = min_ss.v[i];
    if (expected === "Inf") expect(paretoMinimumDraws(k)).toBe(Infinity);
    else expect(paretoMinimumDraws(k) / Number(expected)).toBeCloseTo(1, 12);
  });
  conv_rate.k.forEach((k, i) => expect(paretoConvergenceRate(k, conv_rate.S)).toBeCloseTo(conv_rate.v[i], 12));
  tail_len.S.forEach((s, i) => expect(tailLength(s, tail_len.r[i], "posterior")).toBe(tail_len.v[i]));
  // loo: ceil(min(0.2 S, 3 sqrt(S/r))).
  expect(tailLength(1000, 1, "loo")).toBe(95);
  expect(tailLength(101, 1, "loo")).toBe(21);
});

test("a smoothed tail holds the quantiles of its fit, ascending from the cutoff", () => {
  const cutoff = 7;
  const tail = pareto(0.3).map((x) => cutoff + x);
  const { k, values } = smoothTail(tail, cutoff);
  expect(k).toBeCloseTo(reference.gp_k03.k, digits);
  values!.forEach((value, i) => {
    const p = (i + 0.5) / 200;
    const expected = cutoff + (reference.gp_k03.sigma * ((1 - p) ** -reference.gp_k03.k - 1)) / reference.gp_k03.k;
    expect(value).toBeCloseTo(expected, 10);
  });
});

test("a tail too short or without a range is not smoothed, and says why", () => {
  expect(smoothTail(Float64Array.of(1, 2, 3, 4, 5), 0)).toEqual({ k: NaN, reason: "tooShort" });
  expect(smoothTail(new Float64Array(9).fill(3), 0)).toEqual({ k: NaN, reason: "equalTail" });
  expect(smoothTail(Float64Array.of(3, 3, 3, 3, 3, 3, 8), 0)).toEqual({ k: NaN, reason: "equalTail" });
});
