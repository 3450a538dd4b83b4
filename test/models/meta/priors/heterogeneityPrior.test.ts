import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../../engine/distributions/Distribution.js";
import { boundsOf } from "../../../../engine/distributions/Support.js";
import { cutPrior } from "../../../../models/meta/priors/cutPrior.js";
import { heterogeneityPrior } from "../../../../models/meta/priors/heterogeneityPrior.js";
import { parseNetworkPrior } from "../../../../models/meta/priors/parseNetworkPrior.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { traced } from "../../../engine/distributions/traced.js";

beforeAll(async () => void (await loadTensorflow()));

/** The law of tau that a prior gives it. */
function lawOf(text: string): Distribution {
  const slot = { class: "tau", name: "tau", keys: [], fallback: { target: "tau", text: "flat()" } } as const;
  return cutPrior(slot, parseNetworkPrior(text));
}

const priors = [
  "tau ~ normal(0, 5)",
  "tau ~ half_normal(0.5)",
  "tau ~ half_cauchy(1)",
  "tau ~ half_student_t(3, 2.5)",
  "tau ~ exponential(2)",
  "tau ~ uniform(0, 5)",
  "tau ~ log_student_t(5, -1, 0.7)",
  "tau^2 ~ normal(0, 2)",
  "tau^2 ~ uniform(0, 4)",
  "tau^2 ~ uniform(1, 4)",
  "tau^2 ~ exponential(1)",
  "tau^2 ~ gamma(2, 3)",
  "tau^2 ~ inv_gamma(1.5, 0.4)",
  "tau^2 ~ lognormal(-2.56, 1.74)",
  "tau^2 ~ log_student_t(5, -3.44, 2.59)",
  "tau^2 ~ half_cauchy(1)",
  "1/tau^2 ~ gamma(1.5, 0.4)",
  "1/tau^2 ~ gamma(0.5, 1)",
  "1/tau^2 ~ uniform(0.25, 10)",
  "1/tau^2 ~ lognormal(2.56, 1.74)",
  "1/tau^2 ~ log_student_t(5, 1, 1)",
];

/** ∫ exp(logDensity) over u = ln tau by Simpson's rule; laws with tails as heavy as a log-t need a wide range. */
function mass(law: Distribution, to = Infinity): number {
  const { lower, upper } = boundsOf(law.support);
  const from = Math.max(Math.log(lower), -150);
  const end = Math.min(Math.log(Math.min(upper, to)), 150);
  const steps = 6_000;
  const h = (end - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i += 1) {
    // The ends themselves may lie outside by rounding.
    const u = i === 0 ? from + h * 1e-6 : i === steps ? end - h * 1e-6 : from + i * h;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp((law.logDensity(Math.exp(u)) as number) + u);
  }
  return (sum * h) / 3;
}

describe("a law of tau", () => {
  it.each(priors)("from %s has a mass of 1", (text) => {
    // Of a log-t with 5 degrees of freedom less than 1e-6 lies beyond the range; rules at an end that jumps lose a step of 1e-4.
    expect(mass(lawOf(text))).toBeCloseTo(1, 4);
  });

  it.each(priors)("from %s has draws that fall below its quarter points as often as its density says", (text) => {
    const law = lawOf(text);
    const rng = testRng(11);
    const draws = Float64Array.from({ length: 2000 }, () => law.random(rng) as number).sort();
    for (const share of [0.25, 0.5, 0.75]) {
      const below = mass(law, draws[Math.round(share * 2000)]!);
      // 5.3 standard errors of an order statistic's place: a right sampler fails once in 1e7.
      expect(Math.abs(below - share)).toBeLessThan(5.3 * Math.sqrt((share * (1 - share)) / 2000));
    }
  });

  it.each(priors)("from %s is the same traced as of numbers, and its slope that of central differences", (text) => {
    const law = lawOf(text);
    const { lower, upper } = boundsOf(law.support);
    const points = [0.003, 0.2, 0.9, 1.3, 1.9, 40].filter((x) => x > lower + 1e-3 && x < upper - 1e-3);
    expect(points.length).toBeGreaterThan(1);
    const { values, gradient } = traced(points, (position) => law.logDensity(position));
    points.forEach((x, i) => {
      const at = (y: number): number => law.logDensity(y) as number;
      expect(Math.abs(values[i]! - at(x))).toBeLessThan(1e-12 * Math.max(1, Math.abs(at(x))));
      const h = 1e-5 * x;
      const slope = (at(x + h) - at(x - h)) / (2 * h);
      expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
    });
  });

  it("has no mass outside the square roots of where its variance may be", () => {
    const law = lawOf("tau^2 ~ uniform(1, 4)");
    expect([0.99, 2.01, -1.5].map((x) => law.logDensity(x))).toEqual([-Infinity, -Infinity, -Infinity]);
    expect(boundsOf(lawOf("1/tau^2 ~ uniform(0.25, 10)").support)).toEqual({ lower: 1 / Math.sqrt(10), upper: 2 });
  });
});

describe("laws with a closed form", () => {
  const grid = [1e-4, 0.02, 0.3, 1, 5, 100];
  it("lognormal of the variance or precision is lognormal with half of its numbers", () => {
    for (const [text, same] of [
      ["tau^2 ~ lognormal(-3.95, 1.34)", "tau ~ lognormal(-1.975, 0.67)"],
      ["1/tau^2 ~ lognormal(-3.95, 1.34)", "tau ~ lognormal(1.975, 0.67)"],
      ["tau^2 ~ log_student_t(5, -3.44, 2.59)", "tau ~ log_student_t(5, -1.72, 1.295)"],
      ["1/tau^2 ~ log_student_t(5, -3.44, 2.59)", "tau ~ log_student_t(5, 1.72, 1.295)"],
    ] as const) {
      expect(lawOf(text).parameters).toEqual(lawOf(same).parameters);
      expect(lawOf(text).name).toBe(lawOf(same).name);
    }
  });

  it("is what the change of variables gives", () => {
    for (const power of [2, -2] as const) {
      const closed = lawOf(power === 2 ? "tau^2 ~ lognormal(-2.56, 1.74)" : "1/tau^2 ~ lognormal(-2.56, 1.74)");
      const base = lawOf("tau ~ lognormal(-2.56, 1.74)");
      const changed = heterogeneityPrior({ ...base, name: "another" }, power);
      for (const x of grid) expect(closed.logDensity(x)).toBeCloseTo(changed.logDensity(x) as number, 10);
    }
  });

  it("gamma of the precision is inverse gamma of the variance, exponential of the variance has density 2 tau e^-tau²", () => {
    const [precision, variance] = [lawOf("1/tau^2 ~ gamma(1.5, 0.4)"), lawOf("tau^2 ~ inv_gamma(1.5, 0.4)")];
    for (const x of grid) {
      const expected = precision.logDensity(x) as number;
      expect(Math.abs((variance.logDensity(x) as number) - expected)).toBeLessThan(
        1e-12 * Math.max(1, Math.abs(expected)),
      );
      expect(lawOf("tau^2 ~ exponential(1)").logDensity(x)).toBeCloseTo(Math.log(2 * x) - x * x, 10);
    }
  });

  it("half laws are twice their wholes above zero", () => {
    for (const [half, whole] of [
      ["half_normal(2)", "normal(0, 2)"],
      ["half_normal(0, 2)", "normal(0, 2)"],
      ["half_cauchy(2)", "cauchy(0, 2)"],
      ["half-student_t(3, 2)", "student_t(3, 0, 2)"],
    ]) {
      for (const x of grid) {
        const wholeLaw = parseNetworkPrior(`d ~ ${whole}`).distribution;
        const expected = Math.log(2) + (wholeLaw.logDensity(x) as number);
        expect(lawOf(`tau ~ ${half}`).logDensity(x)).toBeCloseTo(expected, 12);
      }
    }
  });
});
