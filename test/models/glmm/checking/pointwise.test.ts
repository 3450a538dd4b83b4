import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { lgamma } from "../../../../engine/math/lgamma.js";
import { stream } from "../../../../engine/random/stream.js";
import { evenChains } from "../../../../diagnostics/evenChains.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { evenDraws } from "../../../../models/glmm/checking/evenDraws.js";
import { pointwiseLogLikelihood } from "../../../../models/glmm/checking/pointwise.js";
import { linpred, logLikelihood, predictionArray } from "../../../../models/glmm/prediction/index.js";
import { columnsOf, denseIntegral, madeFit } from "./madeFit.js";

const rows = 12;
const normals = (name: string) => {
  const rng = stream("9", name);
  return Array.from({ length: rows }, () => rng.normal());
};
const [x, real] = [normals("x"), normals("y")];
const count = normals("count").map((value) => Math.floor(3 * Math.abs(value)));
const table = tableFromColumns({
  x,
  real,
  far: real.map((value) => 40 * value),
  positive: real.map((value) => Math.abs(value) + 0.1),
  unit: real.map((value) => 1 / (1 + Math.abs(value))),
  binary: count.map((value) => (value > 2 ? 1 : 0)),
  count,
  size: count.map((value) => value + 2),
  exposure: real.map((value) => 0.5 + Math.abs(value)),
  error: real.map((value) => 0.2 + Math.abs(value)),
  times: count.map((value) => value % 3),
  clinic: count.map((_, row) => `clinic ${row % 3}`),
  record: count.map((_, row) => `r${row}`),
});

beforeAll(() => loadTensorflow());

const normal = (y: number, mean: number, sd: number) =>
  -0.5 * ((y - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
const student = (y: number, mean: number, sd: number, nu: number) =>
  lgamma((nu + 1) / 2) -
  lgamma(nu / 2) -
  0.5 * Math.log(nu * Math.PI) -
  Math.log(sd) -
  ((nu + 1) / 2) * Math.log1p(((y - mean) / sd) ** 2 / nu);
const logChoose = (n: number, k: number) => lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
const binomial = (y: number, n: number, p: number) =>
  logChoose(n, y) + (y === 0 ? 0 : y * Math.log(p)) + (y === n ? 0 : (n - y) * Math.log1p(-p));
const logistic = (eta: number) => 1 / (1 + Math.exp(-eta));

type Numbers = Readonly<Record<string, number>>;
/** Log density of a row at a predictor, written out anew; `at` has the draw's parameters and the row's columns. */
type Density = (eta: number, at: Numbers) => number;

const cases: readonly (readonly [formula: string, family: string, Density])[] = [
  [
    "count ~ x + (1 | clinic) + (1 | record)",
    "poisson",
    (eta, { count }) => count! * eta - Math.exp(eta) - lgamma(count! + 1),
  ],
  [
    "count | rate(exposure) ~ x + (1 | record)",
    "negbinomial",
    (eta, { count: y, shape, exposure }) => {
      const [mean, size] = [exposure! * Math.exp(eta), exposure! * shape!];
      return (
        lgamma(y! + size) -
        lgamma(size) -
        lgamma(y! + 1) +
        size * Math.log(size / (size + mean)) +
        y! * Math.log(mean / (size + mean))
      );
    },
  ],
  [
    "count | trials(size) ~ x + (1 | record)",
    "binomial",
    (eta, { count, size }) => binomial(count!, size!, logistic(eta)),
  ],
  ["binary ~ x + (1 | clinic) + (1 | record)", "bernoulli", (eta, { binary }) => binomial(binary!, 1, logistic(eta))],
  [
    "positive ~ x + (1 | record)",
    "gamma",
    (eta, { positive: y, shape }) =>
      shape! * Math.log(shape! / Math.exp(eta)) -
      lgamma(shape!) +
      (shape! - 1) * Math.log(y!) -
      (shape! * y!) / Math.exp(eta),
  ],
  [
    "unit ~ x + (1 | record)",
    "beta",
    (eta, { unit: y, phi }) => {
      const [a, b] = [logistic(eta) * phi!, (1 - logistic(eta)) * phi!];
      return lgamma(a + b) - lgamma(a) - lgamma(b) + (a - 1) * Math.log(y!) + (b - 1) * Math.log1p(-y!);
    },
  ],
  ["real ~ x + (1 | record)", "student", (eta, { real, sigma, nu }) => student(real!, eta, sigma!, nu!)],
  ["real ~ x + (1 + x | record)", "gaussian", (eta, { real, sigma }) => normal(real!, eta, sigma!)],
  [
    "positive ~ x + (1 | record)",
    "gaussian(log)",
    (eta, { positive, sigma }) => normal(positive!, Math.exp(eta), sigma!),
  ],
  [
    "real | se(error) ~ x + (1 | clinic) + (1 | record)",
    "gaussian",
    (eta, { real, error }) => normal(real!, eta, error!),
  ],
  [
    "positive ~ x + (1 | record)",
    "lognormal",
    (eta, { positive, sigma }) => normal(Math.log(positive!), eta, sigma!) - Math.log(positive!),
  ],
  [
    "count | weights(times, frequency) ~ x + (1 | record)",
    "poisson",
    (eta, { count, times }) => times! * (count! * eta - Math.exp(eta) - lgamma(count! + 1)),
  ],
  [
    "real | weights(times, frequency) ~ x + (1 | record)",
    "gaussian",
    (eta, { real, sigma, times }) => times! * normal(real!, eta, sigma!),
  ],
];

describe("pointwiseLogLikelihood", () => {
  it.each(cases)("%s %s: integrates effects of single rows out, as a dense grid does", (formula, family, density) => {
    const { posterior } = madeFit([formula], table, { family });
    const fitted = fittedGlmm(posterior);
    const { columns, notes } = pointwiseLogLikelihood(posterior);
    const rest = predictionArray(linpred(posterior, { groups: formula.includes("clinic") ? ["clinic"] : "none" }));
    const term = fitted.frame.groups.find(({ group }) => group === "record")!;
    const draws = fitted.drawCount;
    const cells = Object.fromEntries(Array.from(table.columns, ([name, { kind }]) => [name, kind]));
    columnsOf(columns()).forEach((column, row) => {
      for (let d = 0; d < draws; d += 1) {
        const at: Record<string, number> = {};
        for (const name of Object.keys(cells)) {
          const values = table.columns.get(name)!;
          if (values.kind === "number") at[name] = values.values[row]!;
        }
        for (const name of ["sigma", "shape", "phi", "nu"]) {
          if (posterior.draws.names.includes(name)) at[name] = fitted.draws(name)[d]!;
        }
        const slopes = term.coefficients.length === 2;
        const sd = fitted.draws("sd_record__Intercept")[d]!;
        const sdx = slopes ? fitted.draws("sd_record__x")[d]! : 0;
        const cor = slopes ? fitted.draws("cor_record__Intercept__x")[d]! : 0;
        const variance = sd ** 2 + 2 * x[row]! * cor * sd * sdx + (x[row]! * sdx) ** 2;
        const eta = rest[row * draws + d]!;
        const expected = denseIntegral((z) => density(eta + Math.sqrt(variance) * z, at));
        // Both are sums of doubles; the grid's own error is below 1e-11.
        expect(Math.abs(column[d]! - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
      }
    });
    expect(notes).toContain("effects of single rows integrated out: record");
  });

  it("finds a far peak that the effect drawn and 0 are both away from", () => {
    const { posterior } = madeFit(["far ~ x + (1 | record)"], table, { family: "student" });
    const fitted = fittedGlmm(posterior);
    const rest = predictionArray(linpred(posterior, { groups: "none" }));
    columnsOf(pointwiseLogLikelihood(posterior).columns()).forEach((column, row) => {
      for (let d = 0; d < fitted.drawCount; d += 1) {
        const [sd, sigma, nu] = ["sd_record__Intercept", "sigma", "nu"].map((name) => fitted.draws(name)[d]!);
        const y = 40 * real[row]!;
        const expected = denseIntegral(
          (z) => student(y, rest[row * fitted.drawCount + d]! + sd! * z, sigma!, nu!),
          -20,
          20,
          8000,
        );
        expect(Math.abs(column[d]! - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
      }
    });
  });

  it("without such effects, or when they are to be kept, is logLikelihood", () => {
    const plain = madeFit(["count ~ x + (1 | clinic)"], table, { family: "poisson" }).posterior;
    const kept = madeFit(["count ~ x + (1 | record)"], table, { family: "poisson" }).posterior;
    for (const posterior of [plain, kept]) {
      const { columns, notes, count: n } = pointwiseLogLikelihood(posterior, { rowEffects: "conditional" });
      const all = predictionArray(logLikelihood(posterior));
      expect(Array.from(columnsOf(columns()), (column) => [...column]).flat()).toEqual([...all]);
      expect(n).toBe(rows);
      expect(notes).toEqual([`conditional on the effects of ${posterior === plain ? "clinic" : "record"}`]);
    }
  });

  it("takes chains cut to one length, chain after chain, as diagnostics do", () => {
    const { posterior } = madeFit(["count ~ x"], table, { family: "poisson" }, [5, 40, 3, 41]);
    const even = evenChains(posterior.draws);
    const { chains, drawsPerChain, places } = evenDraws(posterior.draws);
    expect([chains, drawsPerChain]).toEqual([even.chains.length, even.draws]);
    const all = predictionArray(logLikelihood(posterior));
    const pointwise = pointwiseLogLikelihood(posterior);
    expect([pointwise.chains, pointwise.drawsPerChain]).toEqual([3, 5]);
    columnsOf(pointwise.columns()).forEach((column, row) => {
      expect(column).toEqual(Float64Array.from(places, (place) => all[row * 89 + place]!));
    });
    expect([...places.subarray(4, 6), ...places.subarray(9, 11)]).toEqual([4, 5, 9, 48]);
  });

  it("calls rows by their numbers in the table where these are known", () => {
    const { posterior } = madeFit(["count ~ x"], table, { family: "poisson" });
    expect(pointwiseLogLikelihood(posterior).labels[1]).toBe("row 2");
    const numbers = Array.from({ length: rows }, (_, row) => 2 * row + 1);
    expect(pointwiseLogLikelihood(posterior, { rowNumbers: numbers }).labels[1]).toBe("row 3");
    expect(() => pointwiseLogLikelihood(posterior, { rowNumbers: [1] })).toThrow("a number for each of the 12 rows");
  });
});
