import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { lgamma } from "../../../../engine/math/lgamma.js";
import { stream } from "../../../../engine/random/stream.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { groupLogLikelihood } from "../../../../models/glmm/checking/groupLikelihood.js";
import { linpred, predictionArray } from "../../../../models/glmm/prediction/index.js";
import { columnsOf, madeFit } from "./madeFit.js";

const rows = 12;
const normals = (name: string) => {
  const rng = stream("21", name);
  return Array.from({ length: rows }, () => rng.normal());
};
const [x, z, real] = [normals("x"), normals("z"), normals("y")];
const count = normals("count").map((value) => Math.floor(3 * Math.abs(value)));
const positive = real.map((value) => Math.abs(value) + 0.1);
const times = count.map((value) => value % 3);
const table = tableFromColumns({
  x,
  z,
  real,
  positive,
  count,
  times,
  binary: count.map((value) => (value > 1 ? 1 : 0)),
  clinic: count.map((_, row) => `c${row % 3}`),
  ward: count.map((_, row) => `c${row % 3}w${row % 6}`),
  year: count.map((_, row) => `y${row % 4}`),
  record: count.map((_, row) => `r${row}`),
});
const draws = 2;

beforeAll(() => loadTensorflow());

const normal = (y: number, mean: number, sd: number) =>
  -0.5 * ((y - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
const logFactorials = Array.from({ length: 20 }, (_, n) => lgamma(n + 1));
const poisson = (y: number, eta: number) => y * eta - Math.exp(eta) - logFactorials[y]!;
const bernoulli = (y: number, eta: number) => -Math.log1p(Math.exp(y === 1 ? -eta : eta));

const logSum = (values: readonly number[]): number => {
  const top = Math.max(...values);
  return top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
};

/** log E exp(f(z)) over standard normal z, on a fixed grid. */
const expectation = (f: (z: number) => number, step: number, end = 9): number => {
  const values: number[] = [];
  for (let at = -end; at <= end; at += step) values.push(f(at) + normal(at, 0, 1));
  return logSum(values) + Math.log(step);
};

interface Asked {
  readonly formulas: readonly string[];
  readonly family: string;
  /** Groups whose effects stay as drawn. */
  readonly held?: readonly string[];
  readonly density: (row: number, eta: number, sigma: number) => number;
  readonly step: number;
}

const withRows = (f: (level: string, own: readonly number[]) => void): void => {
  for (const level of ["c0", "c1", "c2"]) {
    f(
      level,
      Array.from({ length: rows }, (_, row) => row).filter((row) => `c${row % 3}` === level),
    );
  }
};

/** Log densities of levels by `levelOf(rows, rest, draw)`, beside what groupLogLikelihood gives. */
function compare(
  { formulas, family, held = [] }: Pick<Asked, "formulas" | "family" | "held">,
  levelOf: (own: readonly number[], rest: (row: number) => number, at: (name: string) => number) => number,
  tolerance: number,
): readonly string[] {
  const { posterior } = madeFit(formulas, table, { family }, [draws]);
  const fitted = fittedGlmm(posterior);
  const rest = predictionArray(linpred(posterior, { groups: held }));
  const got = groupLogLikelihood(posterior, { group: "clinic" });
  const columns = columnsOf(got.columns());
  expect(columns.length).toBe(3);
  let level = 0;
  withRows((name, own) => {
    for (let d = 0; d < draws; d += 1) {
      const at = (variable: string) => fitted.draws(variable)[d]!;
      const expected = levelOf(own, (row) => rest[row * draws + d]!, at);
      expect(Math.abs(columns[level]![d]! - expected)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected)));
    }
    expect(got.labels[level]).toBe(`clinic ${name}`);
    expect(got.rows[level]).toBe(4);
    level += 1;
  });
  // A second look gives the same numbers.
  expect(columnsOf(got.columns())).toEqual(columns);
  return got.notes;
}

const one: readonly Asked[] = [
  {
    formulas: ["count ~ x + (1 | clinic)"],
    family: "poisson",
    density: (row, eta) => poisson(count[row]!, eta),
    step: 0.02,
  },
  {
    formulas: ["count ~ x + (1 | clinic) + (1 | year)"],
    family: "poisson",
    held: ["year"],
    density: (row, eta) => poisson(count[row]!, eta),
    step: 0.02,
  },
  {
    formulas: ["binary ~ x + (1 | clinic)"],
    family: "bernoulli",
    density: (row, eta) => bernoulli(count[row]! > 1 ? 1 : 0, eta),
    step: 0.02,
  },
  {
    formulas: ["count | weights(times, frequency) ~ x + (1 | clinic)"],
    family: "poisson",
    density: (row, eta) => times[row]! * poisson(count[row]!, eta),
    step: 0.02,
  },
  {
    formulas: ["real ~ x + (1 | clinic)", "sigma ~ z"],
    family: "gaussian",
    density: () => NaN,
    step: 0.01,
  },
  {
    formulas: ["real | weights(times, frequency) ~ x + (1 | clinic)"],
    family: "gaussian",
    density: (row, eta, sigma) => times[row]! * normal(real[row]!, eta, sigma),
    step: 0.002,
  },
  {
    formulas: ["positive ~ x + (1 | clinic)"],
    family: "lognormal",
    density: (row, eta, sigma) => normal(Math.log(positive[row]!), eta, sigma) - Math.log(positive[row]!),
    step: 0.002,
  },
  {
    formulas: ["positive ~ x + (1 | clinic)"],
    family: "gaussian(log)",
    density: (row, eta, sigma) => normal(positive[row]!, Math.exp(eta), sigma),
    step: 0.005,
  },
];

describe("groupLogLikelihood", () => {
  it.each(one)("$formulas.0 $family: integrates the level's effect out, as a fixed grid does", (asked) => {
    const hasSigma = asked.family.startsWith("gaussian") || asked.family === "lognormal";
    const notes = compare(
      asked,
      (own, rest, at) => {
        const sd = at("sd_clinic__Intercept");
        const sigmaOf = (row: number) =>
          asked.formulas.length > 1
            ? Math.exp(at("b_sigma_Intercept") + at("b_sigma_z") * z[row]!)
            : hasSigma
              ? at("sigma")
              : NaN;
        const density =
          asked.formulas.length > 1
            ? (row: number, eta: number) => normal(real[row]!, eta, sigmaOf(row))
            : (row: number, eta: number) => asked.density(row, eta, sigmaOf(row));
        return expectation((u) => own.reduce((sum, row) => sum + density(row, rest(row) + sd * u), 0), asked.step);
      },
      1e-8,
    );
    expect(notes[0]).toBe("effects of clinic integrated out");
    expect(notes.slice(1)).toEqual(asked.held ? ["conditional on the effects of year"] : []);
  });

  it.each([
    ["poisson", (row: number, eta: number) => poisson(count[row]!, eta), 1e-5],
    ["gaussian", (row: number, eta: number, sigma: number) => normal(real[row]!, eta, sigma), 1e-8],
  ] as const)("%s: integrates a correlated slope out with the intercept", (family, density, tolerance) => {
    const response = family === "poisson" ? "count" : "real";
    compare(
      { formulas: [`${response} ~ x + (x | clinic)`], family },
      (own, rest, at) => {
        const [sd, slope, cor] = ["sd_clinic__Intercept", "sd_clinic__x", "cor_clinic__Intercept__x"].map(at);
        const sigma = family === "gaussian" ? at("sigma") : NaN;
        return expectation((u) => {
          return expectation((v) => {
            const [a, b] = [sd! * u, slope! * (cor! * u + Math.sqrt(1 - cor! ** 2) * v)];
            return own.reduce((sum, row) => sum + density(row, rest(row) + a + b * x[row]!, sigma), 0);
          }, 0.15);
        }, 0.15);
      },
      tolerance,
    );
  });

  it.each([
    ["poisson", (row: number, eta: number) => poisson(count[row]!, eta)],
    ["gaussian", (row: number, eta: number, sigma: number) => normal(real[row]!, eta, sigma)],
  ] as const)("%s: integrates effects of inner levels out too", (family, density) => {
    const response = family === "poisson" ? "count" : "real";
    for (const inner of ["ward", "record"]) {
      const notes = compare(
        { formulas: [`${response} ~ x + (1 | clinic) + (1 | ${inner})`], family },
        (own, rest, at) => {
          const [sd, within] = [at("sd_clinic__Intercept"), at(`sd_${inner}__Intercept`)];
          const sigma = family === "gaussian" ? at("sigma") : NaN;
          const parts =
            inner === "ward"
              ? [0, 1].map((half) => own.filter((row) => row % 6 < 3 === (half === 0)))
              : own.map((row) => [row]);
          return expectation((u) => {
            return parts.reduce((sum, part) => {
              const ofPart = (v: number) =>
                part.reduce((total, row) => total + density(row, rest(row) + sd * u + within * v, sigma), 0);
              return sum + expectation(ofPart, 0.06);
            }, 0);
          }, 0.06);
        },
        1e-8,
      );
      expect(notes).toEqual([`effects of clinic, ${inner} integrated out`]);
    }
  });

  it("says which effects inside the level are held as drawn", () => {
    const { posterior } = madeFit(["count ~ x + (1 | clinic) + (x | ward)"], table, { family: "poisson" }, [draws]);
    expect(groupLogLikelihood(posterior, { group: "clinic" }).notes).toEqual([
      "effects of clinic integrated out",
      "effects of ward, which lie within clinic, held as drawn with the level's own rows",
    ]);
  });

  it("refuses unknown groups, groups without effects on the mean, and more effects than it can integrate", () => {
    const plain = madeFit(["real ~ x + (1 | clinic)", "sigma ~ (1 | year)"], table, {}, [draws]).posterior;
    expect(() => groupLogLikelihood(plain, { group: "clinics" })).toThrow('did you mean "clinic"');
    expect(() => groupLogLikelihood(plain, { group: "year" })).toThrow("no effects on the mean");
    const many = madeFit(["count ~ x + (x * z | clinic)"], table, { family: "poisson" }, [draws]).posterior;
    expect(() => groupLogLikelihood(many, { group: "clinic" })).toThrow("4 effects for each level");
  });
});
