import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { laws } from "../../../engine/distributions/laws.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { discrepancy, distributionOf, referenceRows, type Row } from "./reference.js";
import { traced } from "./traced.js";

const rows = referenceRows("values.json");
const largeShape = referenceRows("values-large-shape.json");
const names = [...new Set(rows.map((row) => row.law))];
const isScalar = (row: Row): boolean => typeof row.x === "number";

// R's own functions are good to about 1e-13, and logarithms of tails lose a digit or two.
const TOLERANCE = 1e-12;
// Differences of lgamma lose up to 2e-11 before the series takes over.
const toleranceOf = (law: string): number => (law.startsWith("negative") ? 2e-11 : TOLERANCE);

/** The row that agrees least, for a message that says where. */
function worst(pairs: readonly { row: Row; value: number }[]): { discrepancy: number; row: Row; value: number } {
  const scored = pairs.map((pair) => ({ ...pair, discrepancy: discrepancy(pair.value, pair.row.value) }));
  return scored.reduce((a, b) => (b.discrepancy > a.discrepancy || Number.isNaN(b.discrepancy) ? b : a));
}

beforeAll(async () => void (await loadTensorflow()));

describe("log density of plain numbers", () => {
  it.each(names.filter((name) => rows.some((row) => row.law === name && isScalar(row))))("%s agrees with R", (name) => {
    const pairs = rows
      .filter((row) => row.law === name)
      .map((row) => ({ row, value: distributionOf(name, row.parameters).logDensity(row.x as number) as number }));
    expect(worst(pairs), JSON.stringify(worst(pairs))).toMatchObject({
      discrepancy: expect.toSatisfy(below(toleranceOf(name))),
    });
  });

  it("stays exact for shapes and degrees of freedom up to 1e15, where lgamma differences cancel", () => {
    const pairs = largeShape.map((row) => ({
      row,
      value: distributionOf(row.law, row.parameters).logDensity(row.x as number) as number,
    }));
    expect(worst(pairs)).toMatchObject({ discrepancy: expect.toSatisfy(below(2e-11)) });
  });
});

describe("log density of traced tensors", () => {
  it.each([...laws.keys()])("%s with every parameter a tensor agrees with R, row by row", (name) => {
    const own = [...rows, ...largeShape].filter((row) => row.law === name && insideSupport(row));
    const { values } = traced([0], (_, context) => {
      const column = (key: string, pick: (row: Row) => number): Tensor => context.data(key, own.map(pick));
      const keys = Object.keys(own[0]!.parameters);
      const parameters = keys.map((key) => [key, column(key, (row) => row.parameters[key] as number)]);
      return distributionOf(name, Object.fromEntries(parameters)).logDensity(column("x", (row) => row.x as number));
    });
    const pairs = own.map((row, i) => ({ row, value: values[i]! }));
    expect(worst(pairs), JSON.stringify(worst(pairs))).toMatchObject({ discrepancy: expect.toSatisfy(below(2e-11)) });
  });

  it.each(names.filter((name) => !laws.has(name)))("%s agrees with R", (name) => {
    const pairs = rows
      .filter((row) => row.law === name && insideSupport(row))
      .map((row) => {
        const shape = name === "lkj_corr_cholesky" ? [row.parameters.size, row.parameters.size] : undefined;
        const { values } = traced([0], (_, context) => {
          const x = context.data("x", [row.x].flat(), (shape as number[]) ?? (isScalar(row) ? [] : undefined));
          return distributionOf(name, row.parameters).logDensity(x);
        });
        return { row, value: values[0]! };
      });
    expect(worst(pairs), JSON.stringify(worst(pairs))).toMatchObject({
      discrepancy: expect.toSatisfy(below(TOLERANCE)),
    });
  });

  it("of several rows of a vector law is the log density of each row", () => {
    const own = rows.filter((row) => row.law === "multivariate_normal" && (row.x as number[]).length === 3);
    for (const row of own) {
      const { values } = traced([0], (_, context) => {
        const x = context.data("x", [row.x, row.parameters.mean!, row.x].flat(), [3, 3]);
        return distributionOf(row.law, row.parameters).logDensity(x);
      });
      const atMean = traced([0], (_, context) =>
        distributionOf(row.law, row.parameters).logDensity(context.data("x", row.parameters.mean as number[])),
      );
      expect(discrepancy(values[0]!, row.value)).toBeLessThan(TOLERANCE);
      expect(values[1]).toBeCloseTo(atMean.values[0]!, 12);
      expect(values[2]).toBe(values[0]);
    }
  });
});

describe("gradient of the log density", () => {
  const cases: [string, Record<string, number>, number][] = [
    ["normal", { location: 0.3, scale: 1.7 }, -1.2],
    ["student_t", { df: 4.5, location: 0.3, scale: 1.7 }, -1.2],
    ["cauchy", { location: 0.3, scale: 1.7 }, -1.2],
    ["laplace", { location: 0.3, scale: 1.7 }, -1.2],
    ["logistic", { location: 0.3, scale: 1.7 }, 2.2],
    ["exponential", { rate: 1.3 }, 0.4],
    ["gamma", { shape: 2.4, rate: 1.3 }, 0.4],
    ["inv_gamma", { shape: 2.4, scale: 1.3 }, 0.4],
    ["lognormal", { mu: 0.4, sigma: 1.3 }, 0.4],
    ["beta", { alpha: 2.4, beta: 0.7 }, 0.4],
    ["bernoulli", { probability: 0.2 }, 1],
    ["bernoulli_logit", { logit: -0.8 }, 1],
    ["binomial", { trials: 9, probability: 0.2 }, 4],
    ["binomial", { trials: 9, probability: 0.2 }, 0],
    ["binomial", { trials: 9, probability: 0.2 }, 9],
    ["binomial_logit", { trials: 9, logit: -0.8 }, 9],
    ["poisson", { rate: 2.2 }, 0],
    ["poisson", { rate: 2.2 }, 5],
    ["poisson_log", { logRate: 0.7 }, 5],
    ["negative_binomial", { mean: 2.2, shape: 1.4 }, 5],
    ["negative_binomial", { mean: 2.2, shape: 5000 }, 5],
    ["negative_binomial_log", { logMean: 0.7, shape: 1.4 }, 5],
    ["half-normal", { location: -0.8, scale: 1.4 }, 0.9],
    ["half-cauchy", { location: -0.8, scale: 1.4 }, 0.9],
    ["half-cauchy", { location: -4, scale: 1.4 }, 0.9],
    ["cut-laplace", { location: -0.8, scale: 1.4, lower: 0.2 }, 0.9],
    ["cut-logistic", { location: -0.8, scale: 1.4, lower: 0.2 }, 0.9],
  ];
  it.each(cases)("of %s at %o, %d agrees with central differences", (name, parameters, x) => {
    const discrete = distributionOf(name, parameters).support.kind === "integers";
    const free = Object.keys(parameters).filter((key) => !["trials", "lower"].includes(key));
    const position = [...free.map((key) => parameters[key]!), ...(discrete ? [] : [x])];
    const at = (numbers: readonly Value[]): Distribution =>
      distributionOf(name, { ...parameters, ...Object.fromEntries(free.map((key, i) => [key, numbers[i]!])) });
    const { gradient } = traced(position, (all) => {
      const numbers = position.map((_, i) => tf().reshape(tf().slice(all as never, [i], [1]), []));
      const y = discrete ? tf().scalar(x) : numbers[free.length]!;
      return at(numbers).logDensity(y);
    });
    position.forEach((value, i) => {
      const h = 1e-5 * Math.max(1, Math.abs(value));
      const shifted = (by: number): number => {
        const moved = position.map((p, j) => (i === j ? p + by : p));
        return at(moved).logDensity(discrete ? x : moved[free.length]!) as number;
      };
      const difference = (shifted(h) - shifted(-h)) / (2 * h);
      // Central differences are good to about h² and rounding over h.
      expect(Math.abs(gradient[i]! - difference)).toBeLessThan(1e-8 * Math.max(1, Math.abs(difference)));
    });
  });
});

it("a number outside the support has log density -Infinity", () => {
  expect(distributionOf("exponential", { rate: 1 }).logDensity(-1)).toBe(-Infinity);
  expect(distributionOf("poisson", { rate: 1 }).logDensity(1.5)).toBe(-Infinity);
  expect(distributionOf("half-normal", { location: 0, scale: 1 }).logDensity(-0.1)).toBe(-Infinity);
  expect(distributionOf("normal", { location: 0, scale: 1 }).logDensity(NaN)).toBeNaN();
});

it.each([
  ["normal", { location: 0, scale: -1 }, /scale of normal must be a finite number above 0; it is -1/],
  ["normal", { location: NaN, scale: 1 }, /location of normal must be a finite number; it is NaN/],
  ["binomial", { trials: 10.5, probability: 0.5 }, /trials of binomial must be a whole number, 0 or above; it is 10.5/],
  ["binomial", { trials: 3, probability: 1.5 }, /probability of binomial must be a probability from 0 to 1/],
])("%s refuses parameters outside their domain", (name, parameters, message) => {
  expect(() => distributionOf(name, parameters)).toThrow(message);
});

function insideSupport(row: Row): boolean {
  return Number.isFinite(row.value);
}

function below(tolerance: number): (value: number) => boolean {
  return (value) => value < tolerance;
}
