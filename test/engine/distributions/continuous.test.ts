import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { asymmetricLaplaceLaw } from "../../../engine/distributions/asymmetricLaplace.js";
import { betaLaw } from "../../../engine/distributions/beta.js";
import { exgaussianLaw } from "../../../engine/distributions/exgaussian.js";
import { exponentialLogMeanLaw } from "../../../engine/distributions/exponentialLogMean.js";
import { frechetLaw } from "../../../engine/distributions/frechet.js";
import { gammaLaw } from "../../../engine/distributions/gamma.js";
import { gammaLogMeanLaw } from "../../../engine/distributions/gammaLogMean.js";
import { generalExtremeValueLaw } from "../../../engine/distributions/generalExtremeValue.js";
import { gumbelLaw } from "../../../engine/distributions/gumbel.js";
import { inverseGaussianLaw } from "../../../engine/distributions/inverseGaussian.js";
import type { Law } from "../../../engine/distributions/Law.js";
import { logisticLaw } from "../../../engine/distributions/logistic.js";
import { lognormalLaw } from "../../../engine/distributions/lognormal.js";
import { normalLaw } from "../../../engine/distributions/normal.js";
import { shiftedLognormalLaw } from "../../../engine/distributions/shiftedLognormal.js";
import { skewNormalLaw } from "../../../engine/distributions/skewNormal.js";
import { studentTLaw } from "../../../engine/distributions/studentT.js";
import { tweedieLaw } from "../../../engine/distributions/tweedie.js";
import { vonMisesLaw } from "../../../engine/distributions/vonMises.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { weibullLaw } from "../../../engine/distributions/weibull.js";
import { testRng } from "./testRng.js";
import { traced } from "./traced.js";

type What = "value" | "lower" | "upper";
type Row = {
  readonly law: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly x: number;
} & Readonly<Partial<Record<What, number>>> &
  Readonly<Partial<Record<`${What}Slopes`, Readonly<Record<string, number>>>>>;

const rows = JSON.parse(
  readFileSync(new URL("../../reference/distributions/continuous.json", import.meta.url), "utf8"),
) as Row[];

const laws: ReadonlyMap<string, Law> = new Map(
  [
    asymmetricLaplaceLaw,
    betaLaw,
    exgaussianLaw,
    exponentialLogMeanLaw,
    frechetLaw,
    gammaLaw,
    gammaLogMeanLaw,
    generalExtremeValueLaw,
    gumbelLaw,
    inverseGaussianLaw,
    logisticLaw,
    lognormalLaw,
    normalLaw,
    shiftedLognormalLaw,
    skewNormalLaw,
    studentTLaw,
    tweedieLaw,
    vonMisesLaw,
    weibullLaw,
  ].map((law) => [law.name, law as Law]),
);

const questions: Readonly<Record<What, (law: Law, x: Value, values: Record<string, Value>) => Value>> = {
  value: (law, x, values) => law.logDensity(x, values),
  lower: (law, x, values) => law.logCdf!(x, values),
  upper: (law, x, values) => law.logSurvival!(x, values),
};

const cases = [...laws.keys()].flatMap((name) =>
  (Object.keys(questions) as What[])
    .filter((what) => rows.some((row) => row.law === name && row[what] !== undefined))
    .map((what) => [name, what] as const),
);

// Two or three digits are left to sums of logarithms of extreme size, and to the quadrature of tails.
const TOLERANCE = 1e-10;
// The reference's slopes are differences of 60-digit numbers.
const SLOPE_TOLERANCE = 1e-9;
// ln(1 − p) of a p that is no more than this is not known better by the reference.
const NOTHING = 1e-14;

beforeAll(async () => void (await loadTensorflow()));

const rowsOf = (name: string, what: What): Row[] => rows.filter((row) => row.law === name && row[what] !== undefined);

/** Relative to the value itself in a tail, whose logarithm may be next to 0; in a density relative to 1 at least. */
function errorOf(what: What, own: number, row: Row): number {
  const reference = row[what]!;
  if (what !== "value" && Math.abs(reference) < NOTHING) return Math.abs(own) <= 2 * NOTHING ? 0 : Infinity;
  const size = what === "value" ? Math.max(1, Math.abs(reference)) : Math.abs(reference);
  return Math.abs(own - reference) / size;
}

function worst<S extends { readonly error: number }>(scored: readonly S[]): S {
  return scored.reduce((a, b) => (b.error > a.error || Number.isNaN(b.error) ? b : a));
}

const smaller = (tolerance: number): unknown => expect.toSatisfy((error: number) => error < tolerance);

/** Answers and slopes for rows that each have their own parameters, all of them tensors. */
function tracedRows(law: Law, what: What, own: readonly Pick<Row, "parameters" | "x">[]) {
  const n = own.length;
  const names = ["x", ...Object.keys(own[0]!.parameters)];
  const at = (row: Pick<Row, "parameters" | "x">, key: string): number => (key === "x" ? row.x : row.parameters[key]!);
  const { values, gradient } = traced(
    names.flatMap((key) => own.map((row) => at(row, key))),
    (position) => {
      const parts = names.map((_, i) => tf().slice(position as never, [i * n], [n]) as Tensor);
      const parameters = Object.fromEntries(names.slice(1).map((key, i) => [key, parts[i + 1]!]));
      return questions[what](law, parts[0]!, parameters) as Tensor;
    },
  );
  const slopes = own.map((_, i) => Object.fromEntries(names.map((key, k) => [key, gradient[k * n + i]!])));
  return { values, slopes };
}

describe.each(cases)("%s: the %s", (name, what) => {
  const law = laws.get(name)!;
  const own = rowsOf(name, what);

  it("of numbers agrees with its definition in 60 digits", () => {
    const scored = own.map((row) => {
      const value = questions[what](law, row.x, { ...row.parameters }) as number;
      return { value, row, error: errorOf(what, value, row) };
    });
    expect(worst(scored), JSON.stringify(worst(scored))).toMatchObject({ error: smaller(TOLERANCE) });
  });

  it("of tensors agrees with it as well, and so do its slopes by every parameter and by x", () => {
    const { values, slopes } = tracedRows(law, what, own);
    const scored = own.map((row, i) => ({ value: values[i]!, row, error: errorOf(what, values[i]!, row) }));
    expect(worst(scored), JSON.stringify(worst(scored))).toMatchObject({ error: smaller(TOLERANCE) });
    const bySlope = own.flatMap((row, i) =>
      // By a million degrees of freedom the slope is 1e-9, what is left of parts that cancel.
      Object.entries(row.parameters["df"] === 1e6 ? {} : (row[`${what}Slopes`] ?? {})).map(([key, reference]) => {
        const slope = slopes[i]![key]!;
        const at = key === "x" ? row.x : row.parameters[key]!;
        // A slope that nearly vanishes is compared with a thousandth of value over parameter.
        const size = Math.max(Math.abs(reference), (1e-3 * Math.abs(row[what]!)) / (Math.abs(at) || 1));
        return { key, slope, reference, row, error: slope === reference ? 0 : Math.abs(slope - reference) / size };
      }),
    );
    expect(bySlope.length).toBeGreaterThan(0);
    expect(worst(bySlope), JSON.stringify(worst(bySlope))).toMatchObject({ error: smaller(SLOPE_TOLERANCE) });
  });
});

describe("with parameters anywhere on their unconstrained scales", () => {
  const scales = [-700, -30, 0, 30, 700];
  const constrained: Readonly<Record<string, (u: number) => number>> = {
    real: (u) => u,
    positive: (u) => Math.exp(u),
    nonnegative: (u) => 0.2 / (1 + Math.exp(-u)),
    probability: (u) => 1 / (1 + Math.exp(-u)),
  };

  it.each([...laws.keys()])(
    "%s has a log density that is no NaN, and slopes that are numbers where it is one",
    (name) => {
      const law = laws.get(name)!;
      const names = Object.keys(law.parameters);
      const place = (key: string, u: number): number => {
        if (key === "nu") return 1 + Math.exp(u);
        if (key === "power") return 1 + 1e-3 + 0.998 / (1 + Math.exp(-u));
        return constrained[law.parameters[key]!]!(u);
      };
      const grid = names.reduce<Record<string, number>[]>(
        (all, key) => all.flatMap((values) => scales.map((u) => ({ ...values, [key]: place(key, u) }))),
        [{}],
      );
      const xs = name === "beta" ? [1e-9, 0.4, 0.999] : [1e-3, 0.4, 3];
      const points = grid.flatMap((parameters) => xs.map((x) => ({ parameters, x })));
      const { values, slopes } = tracedRows(law, "value", points);
      points.forEach((point, i) => {
        const at = JSON.stringify(point);
        expect(values[i]! < Infinity, `${at}: ${values[i]}`).toBe(true);
        if (values[i]! < -1e290) return;
        for (const key of names) expect(Number.isNaN(slopes[i]![key]), `${at}: ${key} ${slopes[i]![key]}`).toBe(false);
      });
    },
  );
});

describe("draws", () => {
  const DRAWS = 4000;
  // Kolmogorov's limit that a right sampler passes but once in 1e7; about 25 tests, seeds fixed.
  const LIMIT = 2.9 / Math.sqrt(DRAWS);
  const draws: [string, Record<string, number>][] = [
    ["asym_laplace", { mu: 0.4, sigma: 1.3, quantile: 0.2 }],
    ["exgaussian", { mu: 0.4, sigma: 1.3, beta: 0.5 }],
    ["exgaussian", { mu: 0.4, sigma: 0.2, beta: 2 }],
    ["exponential_log_mean", { logMean: 0.4 }],
    ["frechet", { logMean: 0.4, nu: 1.3 }],
    ["frechet", { logMean: 0.4, nu: 9 }],
    ["gamma_log_mean", { logMean: 0.4, shape: 0.7 }],
    ["gen_extreme_value", { mu: 0.4, sigma: 1.3, xi: -0.3 }],
    ["gen_extreme_value", { mu: 0.4, sigma: 1.3, xi: 0 }],
    ["gen_extreme_value", { mu: 0.4, sigma: 1.3, xi: 0.6 }],
    ["inverse_gaussian", { logMean: 0.4, shape: 0.3 }],
    ["inverse_gaussian", { logMean: 0.4, shape: 12 }],
    ["shifted_lognormal", { mu: 0.4, sigma: 1.3, ndt: 0.5 }],
    ["skew_normal", { mu: 0.4, sigma: 1.3, alpha: -6 }],
    ["skew_normal", { mu: 0.4, sigma: 1.3, alpha: 1 }],
    ["von_mises", { mu: 0.4, kappa: 0.3 }],
    ["von_mises", { mu: 2.9, kappa: 7 }],
    ["weibull", { logMean: 0.4, shape: 0.6 }],
    ["weibull", { logMean: 0.4, shape: 5 }],
  ];

  it.each(draws)("of %s with %o follow its distribution function", (name, parameters) => {
    const law = laws.get(name)!;
    const rng = testRng(11);
    const sorted = Float64Array.from({ length: DRAWS }, () => law.random(rng, parameters)).sort();
    const cdf = law.logCdf
      ? (x: number): number => Math.exp(law.logCdf!(x, parameters) as number)
      : cumulated((x) => Math.exp(law.logDensity(x, parameters) as number), -Math.PI, Math.PI);
    let distance = 0;
    sorted.forEach((x, i) => {
      const p = cdf(x);
      distance = Math.max(distance, Math.abs(p - i / DRAWS), Math.abs(p - (i + 1) / DRAWS));
    });
    expect(distance).toBeLessThan(LIMIT);
  });

  it.each([
    { logMean: 0.4, phi: 0.8, power: 1.2 },
    { logMean: 0.4, phi: 0.8, power: 1.7 },
    { logMean: -1, phi: 3, power: 1.5 },
  ])("of tweedie with %o are 0 as often as they should be, and follow its density above", (parameters) => {
    const rng = testRng(12);
    const sorted = Float64Array.from({ length: DRAWS }, () => tweedieLaw.random(rng, parameters)).sort();
    const zero = Math.exp(tweedieLaw.logDensity(0, parameters) as number);
    const largest = sorted.at(-1)!;
    // In the logarithm, since the density may be infinite at 0.
    const above = cumulated(
      (t) => Math.exp(t + (tweedieLaw.logDensity(Math.exp(t), parameters) as number)),
      -40,
      Math.log(largest) + 1,
    );
    let distance = 0;
    sorted.forEach((x, i) => {
      const p = zero + (x > 0 ? above(Math.log(x)) : 0);
      distance = Math.max(distance, Math.abs(p - (i + 1) / DRAWS) - (x > 0 ? 0 : 1));
    });
    expect(distance).toBeLessThan(LIMIT);
    const zeros = sorted.filter((x) => x === 0).length;
    // 5.4 standard errors.
    expect(Math.abs(zeros / DRAWS - zero)).toBeLessThan(5.4 * Math.sqrt((zero * (1 - zero)) / DRAWS));
  });
});

/** The integral of a density from `lower` on, by Simpson's rule and lines between. */
function cumulated(density: (x: number) => number, lower: number, upper: number): (x: number) => number {
  const cells = 4000;
  const width = (upper - lower) / cells;
  const sums = new Float64Array(cells + 1);
  for (let i = 0; i < cells; i += 1) {
    const x = lower + i * width;
    sums[i + 1] = sums[i]! + (width / 6) * (density(x) + 4 * density(x + width / 2) + density(x + width));
  }
  return (x) => {
    const place = Math.min(cells - 1e-9, Math.max(0, (x - lower) / width));
    const cell = Math.floor(place);
    return sums[cell]! + (place - cell) * (sums[cell + 1]! - sums[cell]!);
  };
}
