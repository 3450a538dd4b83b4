/** Censored and truncated responses against probabilities summed up or integrated by other means. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { normalLaw } from "../../../engine/distributions/normal.js";
import { poissonLogLaw } from "../../../engine/distributions/poissonLog.js";
import { stream } from "../../../engine/random/stream.js";
import { families } from "../../../models/glmm/families/families.js";
import { linkOf } from "../../../models/glmm/links.js";
import { seenMean } from "../../../models/glmm/prediction/seenMean.js";
import { seenOnly } from "../../../models/glmm/prediction/seenOnly.js";
import { fittedGlmm } from "../../../models/glmm/FittedGlmm.js";
import { expectationOf } from "../../../models/glmm/prediction/epred.js";
import { epred, predict, predictionArray } from "../../../models/glmm/prediction/index.js";
import { differences, rowsAt, rowsByNumbers } from "./rowsOf.js";

beforeAll(() => loadTensorflow());

const normal = (y: number, mu: number, sd: number) =>
  Math.exp(-0.5 * ((y - mu) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));

/** Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number, steps = 20_000): number {
  const h = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let k = 1; k < steps; k += 1) sum += (k % 2 === 1 ? 4 : 2) * f(from + k * h);
  return (sum * h) / 3;
}

const y = [0.4, 1.7, -0.3, 2.2, 0.9, 1.1, -1.2, 0.1];
const x = [0.1, -0.7, 1.2, 0.4, -1.1, 0.6, 0.2, -0.4];
const codes = ["none", "right", "left", "interval", "none", "right", "interval", "left"];
const upper = y.map((value, row) => value + 0.5 + row / 10);
const table = tableFromColumns({ y, x, c: codes, upper, low: y.map(() => -2), high: y.map((_, row) => 3 + row) });

/** ln of the probability of what is known of a normal row. */
function known(row: number, mu: number, sd: number, lowest = mu - 40 * sd, highest = mu + 40 * sd): number {
  const f = (t: number) => normal(t, mu, sd);
  switch (codes[row]) {
    case "none":
      return Math.log(f(y[row]!));
    case "right":
      return Math.log(integral(f, y[row]!, highest));
    case "left":
      return Math.log(integral(f, lowest, y[row]!));
    default:
      return Math.log(integral(f, y[row]!, upper[row]!));
  }
}

describe("censored rows", () => {
  const formula = ["y | cens(c, upper) ~ x", "sigma ~ x"];
  const ofDraw = (draw: (name: string) => number, row: number) => {
    const mu = draw("b_Intercept") + draw("b_x") * x[row]!;
    return known(row, mu, Math.exp(draw("b_sigma_Intercept") + draw("b_sigma_x") * x[row]!));
  };

  it.each(["1", "2", "3"])("have the probability of where they lie, compiled (position %s)", (seed) => {
    const { draw, compiled, gradient, position, evaluate } = rowsAt(formula, table, {}, seed);
    compiled.forEach((value, row) => expect(value).toBeCloseTo(ofDraw(draw, row), 8));
    differences(position, evaluate).forEach((slope, k) => expect(gradient[k]).toBeCloseTo(slope, 6));
  });

  it("have it by plain numbers", () => {
    const { rows, count, draw } = rowsByNumbers(formula, table, {});
    y.forEach((_, row) => {
      for (let d = 0; d < count; d += 1) {
        expect(rows[row * count + d]).toBeCloseTo(
          ofDraw((name) => draw(name, d), row),
          8,
        );
      }
    });
  });

  it("may be coded by numbers, as brms has them", () => {
    const numbers = codes.map((code) => ({ none: 0, right: 1, left: -1, interval: 2 })[code]!);
    const coded = tableFromColumns({ y, x, c: numbers, upper });
    expect([...rowsAt(formula, coded, {}).compiled]).toEqual([...rowsAt(formula, table, {}).compiled]);
  });

  it("of counts lie above or at most at the number", () => {
    const counts = tableFromColumns({ k: [3, 0, 5, 2], c: [1, 0, -1, 2], to: [9, 9, 9, 4] });
    const { draw, compiled } = rowsAt(["k | cens(c, to) ~ 1"], counts, { family: "poisson" });
    const rate = Math.exp(draw("b_Intercept"));
    const mass = (from: number, to: number) => {
      let [sum, p] = [0, Math.exp(-rate)];
      for (let k = 0; k <= to; k += 1) {
        if (k >= from) sum += p;
        p *= rate / (k + 1);
      }
      return Math.log(sum);
    };
    const expected = [mass(4, 200), mass(0, 0), mass(0, 5), mass(3, 4)];
    compiled.forEach((value, row) => expect(value).toBeCloseTo(expected[row]!, 9));
  });
});

describe("truncated rows", () => {
  it("have their density over the probability of being seen, also where it is known only in part", () => {
    const formula = ["y | cens(c, upper) + trunc(lb = low, ub = high) ~ x"];
    const { draw, compiled, gradient, position, evaluate } = rowsAt(formula, table, {});
    const sd = draw("sigma");
    compiled.forEach((value, row) => {
      const mu = draw("b_Intercept") + draw("b_x") * x[row]!;
      const seen = Math.log(integral((t) => normal(t, mu, sd), -2, 3 + row));
      // What is known to lie above a number lies below the end of what could be seen.
      expect(value).toBeCloseTo(known(row, mu, sd, -2, 3 + row) - seen, 8);
    });
    differences(position, evaluate).forEach((slope, k) => expect(gradient[k]).toBeCloseTo(slope, 6));
  });

  it("of counts include both ends", () => {
    const counts = tableFromColumns({ k: [3, 1, 5, 2] });
    const { draw, compiled } = rowsAt(["k | trunc(lb = 1, ub = 6) ~ 1"], counts, { family: "poisson" });
    const rate = Math.exp(draw("b_Intercept"));
    const terms = [1, 2, 3, 4, 5, 6].map((k) => rate ** k / [1, 1, 2, 6, 24, 120, 720][k]!);
    const sum = terms.reduce((total, term) => total + term, 0);
    [3, 1, 5, 2].forEach((k, row) => expect(compiled[row]).toBeCloseTo(Math.log(terms[k - 1]! / sum), 9));
  });

  it("are expected and drawn between the ends", () => {
    const { posterior, draw } = rowsByNumbers(["y | trunc(lb = low, ub = high) ~ x"], table, {});
    const means = predictionArray(epred(posterior));
    const drawn = predictionArray(predict(posterior));
    y.forEach((_, row) => {
      for (let d = 0; d < 2; d += 1) {
        const mu = draw("b_Intercept", d) + draw("b_x", d) * x[row]!;
        const density = (t: number) => normal(t, mu, draw("sigma", d));
        const mean = integral((t) => t * density(t), -2, 3 + row) / integral(density, -2, 3 + row);
        expect(means[row * 2 + d]).toBeCloseTo(mean, 8);
        expect(drawn[row * 2 + d]).toBeGreaterThanOrEqual(-2);
        expect(drawn[row * 2 + d]).toBeLessThanOrEqual(3 + row);
      }
    });
  });

  it("are expected above one end and of counts, as sums say", () => {
    const counts = tableFromColumns({ k: [3, 1, 5, 2], z: [1.5, 2, 7, 3] });
    const ofCounts = rowsByNumbers(["k | trunc(lb = 1) ~ 1"], counts, { family: "poisson" });
    const rate = Math.exp(ofCounts.draw("b_Intercept", 0));
    expect(predictionArray(epred(ofCounts.posterior))[0]).toBeCloseTo(rate / -Math.expm1(-rate), 10);
    const ofTimes = rowsByNumbers(["z | trunc(lb = 1) ~ 1"], counts, { family: "lognormal" });
    const [mu, sd] = [ofTimes.draw("b_Intercept", 0), ofTimes.draw("sigma", 0)];
    const ofLog = (t: number) => normal(t, mu, sd);
    const top = Math.max(0, mu) + 40 * sd;
    const mean = integral((t) => Math.exp(t) * ofLog(t), 0, top, 40_000) / integral(ofLog, 0, top, 40_000);
    expect(expectationOf(fittedGlmm(ofTimes.posterior)).rows).toBe(4);
    expect(predictionArray(epred(ofTimes.posterior))[0]! / mean).toBeCloseTo(1, 8);
  });
});

describe("the mean and draws of what could be seen", () => {
  /** Of a normal law above an end, by its hazard: mu + sd φ(z)/(1 − Φ(z)), and far out by the series of the latter. */
  const meanAbove = (mu: number, sd: number, end: number) => {
    const z = (end - mu) / sd;
    const mass = integral((t) => Math.exp(-0.5 * t * t - z * t), 0, 40 / Math.max(1, z) + Math.max(0, -2 * z), 200_000);
    return (
      mu +
      sd *
        (z +
          (1 / mass) *
            integral((t) => t * Math.exp(-0.5 * t * t - z * t), 0, 40 / Math.max(1, z) + Math.max(0, -2 * z), 200_000))
    );
  };

  it.each([
    [1, 1, 0],
    [20, 1, 0],
    [1000, 1, 0],
    [-40, 1, 0],
    [170, 8, 0],
  ])("of a normal law at %d with sd %d above %d are right wherever the law lies", (mu, sd, end) => {
    const row = { truncation: { lower: Float64Array.of(end) } };
    const fitted = { family: families.get("gaussian")!, link: linkOf("identity") } as never;
    const mean = seenMean(fitted, row, 0)!({ eta: mu, sigma: sd });
    const expected = mu - end > 30 * sd ? mu : meanAbove(mu, sd, end);
    expect(Math.abs(mean - expected) / sd).toBeLessThan(1e-8);
    const draw = seenOnly(normalLaw, row, 0);
    const rng = stream("2", "seen");
    const draws = Array.from({ length: 2000 }, () => draw(rng, { location: mu, scale: sd }));
    expect(draws.every((y) => y >= end)).toBe(true);
    const average = draws.reduce((sum, y) => sum + y, 0) / draws.length;
    const spread = Math.sqrt(draws.reduce((sum, y) => sum + (y - average) ** 2, 0) / draws.length);
    // Five standard errors.
    expect(Math.abs(average - expected)).toBeLessThan((5 * spread) / Math.sqrt(draws.length));
  });

  it("of many counts are those of the law, and of few out of many those that are left", () => {
    const fitted = { family: families.get("poisson")!, link: linkOf("log") } as never;
    const above = seenMean(fitted, { truncation: { lower: Float64Array.of(1) } }, 0)!;
    expect(above({ eta: Math.log(3e5) }) / 3e5).toBeCloseTo(1, 9);
    expect(above({ eta: Math.log(0.5) })).toBeCloseTo(0.5 / -Math.expm1(-0.5), 10);
    const far = seenOnly(poissonLogLaw, { truncation: { lower: Float64Array.of(40) } }, 0);
    const rng = stream("3", "seen");
    expect(Array.from({ length: 50 }, () => far(rng, { logRate: 0 })).every((k) => k >= 40 && k < 43)).toBe(true);
  });
});

describe("what is wrong with censoring and truncation", () => {
  const refused = (formula: string, columns: Record<string, (number | string)[]>, family = "gaussian") => {
    try {
      rowsAt([formula], tableFromColumns(columns as never), { family });
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing";
  };

  it.each([
    ["y | cens(c) ~ 1", { y: [1, 2], c: [0, 3] }, /c\) holds "3" in row 2: it must be 0 or "none", 1 or "right"/],
    [
      "y | cens(c) ~ 1",
      { y: [1, 2], c: [0, 2] },
      /row 2 is an interval, whose upper end is not given: write cens\(c, y2\)/,
    ],
    [
      "y | cens(c, u) ~ 1",
      { y: [1, 2], c: [0, 2], u: [3, 1] },
      /the interval of row 2 ends at 1, which is not above its lower end 2/,
    ],
    [
      "y | trunc(lb = 2) ~ 1",
      { y: [1, 2] },
      /the response y is 1 in row 1, which trunc\(lb=2\) says could not be seen/,
    ],
    [
      "y | trunc(lb = 2, ub = 1) ~ 1",
      { y: [1, 2] },
      /runs from 2 to 1 in row 1: its lower end must be the smaller one/,
    ],
  ])("%s is said in one sentence", (formula, columns, sentence) => {
    expect(refused(formula, columns)).toMatch(sentence);
  });

  it("is a family whose tails are not known", () => {
    expect(refused("y | cens(c) ~ 1", { y: [0, 1], c: [0, 1] }, "bernoulli")).toMatch(
      /the family bernoulli does not take cens\(\)/,
    );
  });
});
