import { describe, expect, it } from "vitest";
import { summarise } from "../../../../diagnostics/summarise.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { meta, type MetaOptions } from "../../../../models/meta/pairwise/meta.js";
import { fit } from "../../../../src/index.js";

const table = tableFromColumns({
  yi: [0.1, 0.5, -0.2, 0.3, 0.8, 0.4],
  vi: [0.04, 0.01, 0.09, 0.04, 0.02, 0.05],
  study: ["a", "a", "b", "b", "c", "c"],
  outcome: ["p", "q", "p", "q", "p", "q"],
  lab: ["x", "y", "x", "y", "y", "x"],
  // The covariance of the study's first and second row with each row, at a correlation of 0.5.
  v1: [0.04, 0.01, 0.09, 0.03, 0.02, 0.5 * Math.sqrt(0.02 * 0.05)],
  v2: [0.01, 0.01, 0.03, 0.04, 0.5 * Math.sqrt(0.02 * 0.05), 0.05],
  dose: [1, 2, 3, 4, 5, 6],
});
const frame = (options: MetaOptions) => meta({ variance: "vi", ...options }).frame(table);
const refused = (options: MetaOptions) => () => meta({ variance: "vi", ...options }).priors(table);

describe("known covariances", () => {
  const outcomes = { study: "study", outcome: "outcome" };

  it("are the same as a correlation, as columns and as a matrix", () => {
    const { sampling } = frame({ ...outcomes, correlation: 0.5 });
    expect(sampling.map(({ rows }) => [...rows])).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    const matrix = Array.from({ length: 6 }, () => new Float64Array(6));
    for (const { rows, covariance } of sampling) {
      rows.forEach((row, i) => rows.forEach((column, j) => (matrix[row]![column] = covariance[2 * i + j]!)));
    }
    for (const covariance of [matrix, ["v1", "v2"]]) {
      meta({ ...outcomes, covariance })
        .frame(table)
        .sampling.forEach((block, k) => {
          // The product under the root rounds once more in one of them.
          block.covariance.forEach((value, i) => expect(value).toBeCloseTo(sampling[k]!.covariance[i]!, 15));
        });
    }
  });

  it("give the same draws whichever way they are told", async () => {
    const options = { seed: 1, chains: 1, draws: 50, warmup: 100, workers: 0 };
    const columns = await fit(meta({ ...outcomes, covariance: ["v1", "v2"] }), table, options);
    const correlation = await fit(meta({ variance: "vi", ...outcomes, correlation: 0.5 }), table, options);
    columns.draws.chains[0]!.values.slice(0, 60).forEach((value, i) => {
      expect(value).toBeCloseTo(correlation.draws.chains[0]!.values[i]!, 6);
    });
  });

  it("must be symmetric, positive definite and of the table's rows", () => {
    expect(() =>
      meta({
        covariance: [
          [1, 0.2],
          [0.3, 1],
        ],
      }),
    ).toThrow("not symmetric: row 2 has 0.3 for row 1");
    expect(
      refused({
        covariance: [
          [1, 0],
          [0, 1],
        ],
      }),
    ).toThrow("has 2 rows, but 6 rows of the table are used");
    const singular = Array.from({ length: 6 }, () => new Array<number>(6).fill(1));
    expect(() => meta({ covariance: singular }).frame(table)).toThrow("rows 1, 2, 3, 4, 5, 6 is not positive definite");
    expect(refused({ study: "study", outcome: "outcome", covariance: ["v2", "v1"] })).toThrow("give both the same");
  });
});

describe("levels", () => {
  it("are nested by what is around them, crossed ones are not", () => {
    const [lab, row] = frame({ levels: ["study", "lab"] }).terms;
    expect([lab!.levels, row!.levels]).toEqual([
      ["a", "b", "c"],
      ["a,x", "a,y", "b,x", "b,y", "c,y", "c,x"],
    ]);
    expect(row!.isOfRows).toBe(true);
    const [, , crossed] = frame({ levels: ["study", "row"], crossed: ["lab"] }).terms;
    expect([...crossed!.index]).toEqual([0, 1, 0, 1, 1, 0]);
  });

  it("must say how rows of a study hang together, and differ from one another", () => {
    expect(refused({ study: "study" })).toThrow(
      'rows 1 and 2 are of one study, "a": say how rows of a study hang together',
    );
    expect(refused({ levels: ["study", "row", "dose"] })).toThrow('levels "row" and "dose" tell the same rows apart');
    expect(refused({ levels: ["study"], effects: "fixed" })).toThrow("leave --levels and --crossed out");
    expect(refused({ levels: ["study"], outcome: "outcome", study: "study" })).toThrow(
      "leave --levels or --outcome out",
    );
    expect(refused({ levels: ["stady"] })).toThrow('did you mean "study"?');
  });
});

describe("moderators", () => {
  it("are centred where there is a mean, and have coefficients for each outcome", () => {
    const { coefficients } = frame({ moderators: "~ dose", study: "study", outcome: "outcome" });
    expect(coefficients.map(({ draw }) => draw)).toEqual(["mu[p]", "mu[q]", "beta[dose,p]", "beta[dose,q]"]);
    expect([...coefficients[2]!.column]).toEqual([-2.5, 0, -0.5, 0, 1.5, 0]);
    expect(frame({ moderators: "~ 0 + lab" }).coefficients.map(({ draw }) => draw)).toEqual([
      "beta[labx]",
      "beta[laby]",
    ]);
  });

  it("are the right side of a formula without random effects", () => {
    expect(() => meta({ moderators: "dose" })).toThrow('the right side of a formula, such as "~ year"');
    expect(() => meta({ moderators: "~ (1 | study)" })).toThrow("name the columns of levels with --levels");
  });
});

describe("priors", () => {
  const lines = (options: MetaOptions) =>
    meta({ variance: "vi", ...options })
      .priors(table)
      .map(({ slot, text, source }) => [slot.name, text, source]);

  it("are wide by default, of log ratios in units of 1", () => {
    expect(lines({ ratio: "odds ratio" })).toEqual([
      ["mu", "mu ~ normal(0, 10)", "default"],
      ["tau", "tau ~ half_normal(5)", "default"],
    ]);
  });

  it("of the most specific name win, the last of equals", () => {
    const priors = [
      "tau[lab] ~ exponential(2)",
      "tau ~ normal(0, 1)",
      "tau ~ half_normal(0.5)",
      "tau[study]^2 ~ inv_gamma(1, 1)",
    ];
    expect(lines({ levels: ["study", "lab"], priors }).slice(1)).toEqual([
      ["tau[study]", "tau^2 ~ inv_gamma(1, 1)", "declared"],
      ["tau[lab]", "tau ~ exponential(2)", "declared"],
    ]);
  });

  it("are described with where they are cut", () => {
    const { lines } = meta({ variance: "vi", priors: ["tau ~ normal(0, 1)"] }).describe(table);
    expect(lines.at(-1)).toBe("tau: tau ~ normal(0, 1), cut at 0");
  });

  it("kept for another table are those of the first", () => {
    const model = meta({
      variance: "vi",
      levels: ["study", "lab"],
      moderators: "~ dose",
      priors: ["tau[study]^2 ~ inv_gamma(1, 1)"],
    });
    const texts = (other: typeof model) => other.priors(table).map(({ text }) => text);
    expect(texts(model.withPriorsOf(table))).toEqual(texts(model));
    expect(model.withPriorsOf(table).declaration.priors[3]).toBe("tau[lab] ~ half_normal(1.7)");
  });

  it("must be of a parameter of the model", () => {
    expect(refused({ priors: ["sd ~ normal(0, 1)"] })).toThrow("is of no parameter");
    expect(refused({ priors: ["tau[school] ~ normal(0, 1)"] })).toThrow("which has no tau[school]");
    expect(refused({ priors: ["mu ~ half_normal(1)"] })).toThrow("mu may be below zero");
    expect(refused({ priors: ["tau ~ halfnormal(1)"] })).toThrow("did you mean half_normal?");
    expect(refused({ priors: ["mu normal(0, 1)"] })).toThrow('lacks a "~"');
    expect(() =>
      meta({ variance: "vi", priors: ["mu ~ flat()"] })
        .priorOnly()
        .trace(table),
    ).toThrow("need proper priors");
  });

  it("that end somewhere bound what is drawn", async () => {
    const model = meta({ variance: "vi", priors: ["tau ~ uniform(0.1, 0.3)"] });
    const { draws } = await fit(model, table, { seed: 4, workers: 0, chains: 1, draws: 500 });
    const tau = draws.chains[0]!.values.filter((_, i) => i % draws.names.length === draws.names.indexOf("tau"));
    expect(tau.every((value) => value > 0.1 && value < 0.3)).toBe(true);
    expect(new Set(tau).size).toBeGreaterThan(100);
  });

  it("are what is drawn from without the likelihood", async () => {
    const model = meta({ variance: "vi", priors: ["mu ~ normal(3, 2)", "tau ~ half_normal(1)"] }).priorOnly();
    const rows = new Map(
      summarise((await fit(model, table, { seed: 2, workers: 0, draws: 1000 })).draws).map((row) => [
        row.variable,
        row,
      ]),
    );
    // Half-normal: mean √(2/π), sd √(1 − 2/π). Study effects: variance 4 + 1.
    const expected: [string, number, number][] = [
      ["mu", 3, 2],
      ["tau", Math.sqrt(2 / Math.PI), Math.sqrt(1 - 2 / Math.PI)],
      ["theta[1]", 3, Math.sqrt(5)],
    ];
    for (const [name, mean, sd] of expected) {
      const row = rows.get(name)!;
      expect(Math.abs(row.mean! - mean) / row.mcse_mean!, name).toBeLessThan(4);
      expect(Math.abs(row.sd! - sd) / row.mcse_sd!, name).toBeLessThan(4);
    }
  });
});

describe("bad cells", () => {
  it("are named by column and row", () => {
    const bad = tableFromColumns({ yi: [1, 2], se: [0.1, 0], text: ["a", "b"], gap: [1, undefined] });
    expect(() => meta({ se: "se" }).frame(bad)).toThrow('the standard error "se" is 0 in row 2: it must be above 0.');
    expect(() => meta({ effect: "text", se: "se" }).frame(bad)).toThrow('the column "text" holds text, "a" in row 1');
    expect(() => meta({ effect: "gap", se: "se" }).frame(bad)).toThrow('"gap" has 1 missing cell');
    expect(() => meta({ effect: "yi" }).frame(tableFromColumns({ yi: [1] }))).toThrow(
      "how exact the effects are is not told",
    );
    expect(() => meta({ se: "se", variance: "vi" })).toThrow("name one of the columns");
  });
});
