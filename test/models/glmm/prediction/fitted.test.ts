import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../../engine/core/CompiledModel.js";
import type { Posterior } from "../../../../engine/core/Posterior.js";
import type { Table } from "../../../../engine/core/Table.js";
import { selectRows } from "../../../../engine/data/missing.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { stream } from "../../../../engine/random/stream.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";
import { epred, linpred, logLikelihood, predict, predictionArray } from "../../../../models/glmm/prediction/index.js";

/** A posterior whose draws are these positions, as a chain would report them, and the compiled model it is of. */
interface Made {
  readonly posterior: Posterior;
  readonly compiled: CompiledModel;
  readonly positions: readonly Float64Array[];
}

const drawCount = 6;

function make(formulas: readonly string[], table: Table, options: GlmmOptions): Made {
  const model = glmm(formulas, options);
  const { graph, names, dimension, description, declaration } = model.trace(table);
  const compiled = load(compile(graph, names));
  const rng = stream("5", "positions");
  const positions = Array.from({ length: drawCount }, () =>
    Float64Array.from({ length: dimension }, () => 0.7 * rng.normal()),
  );
  const values = new Float64Array(drawCount * names.length);
  positions.forEach((position, draw) => {
    compiled.constrain(position, rng, values.subarray(draw * names.length, (draw + 1) * names.length));
  });
  const chain = { chain: 1, drawCount, values, positions: new Float64Array(0), gradients: 0, rejected: { count: 0 } };
  const posterior = {
    draws: { names, chains: [chain], maxTreeDepth: 10 },
    model: description,
    declaration,
    provenance: { seed: "3" },
    warnings: [],
    data: table,
  };
  return { posterior: posterior as unknown as Posterior, compiled, positions };
}

const rows = 24;
const cell = (name: string) => {
  const rng = stream("9", name);
  return Array.from({ length: rows }, () => rng.normal());
};
const [x, z, real] = [cell("x"), cell("z"), cell("y")];
const whole = cell("count").map((value) => Math.floor(2 * Math.abs(value)));
const table = tableFromColumns({
  x,
  z,
  real,
  positive: real.map((value) => Math.abs(value) + 0.1),
  unit: real.map((value) => 1 / (1 + Math.abs(value))),
  binary: whole.map((value) => (value > 0 ? 1 : 0)),
  count: whole,
  size: whole.map((value) => value + 2),
  exposure: real.map((value) => 0.5 + Math.abs(value)),
  error: real.map((value) => 0.2 + Math.abs(value)),
  arm: whole.map((_, row) => ["placebo", "drug a", "drug b"][row % 3]!),
  clinic: whole.map((_, row) => `clinic ${row % 5}`),
  doctor: whole.map((_, row) => row % 4),
});

const cases: readonly (readonly [formulas: readonly string[], family: string])[] = [
  [["real ~ x + arm + (x | clinic)", "sigma ~ z + (1 | doctor)"], "gaussian"],
  [["real | se(error) ~ x + offset(z) + (1 | clinic)"], "gaussian"],
  [["real | se(error, sigma = TRUE) ~ x * arm + (1 | clinic:doctor)"], "gaussian"],
  [["positive ~ 0 + arm + (0 + x | clinic)"], "gaussian(log)"],
  [["real ~ within(x | clinic) + between(x | clinic) + (1 | clinic)"], "student"],
  [["binary ~ x + (1 + x + z | clinic)"], "bernoulli"],
  [["count | trials(size) ~ arm + (1 | clinic/doctor)"], "binomial(probit)"],
  [["count | rate(exposure) ~ poly(x, 2) + (x || clinic)"], "poisson"],
  [["count | rate(exposure) ~ x + (1 | clinic)", "shape ~ z"], "negbinomial"],
  [["positive ~ x + (1 | clinic)"], "gamma(log)"],
  [["unit ~ x + (1 | clinic)"], "beta"],
  [["positive ~ 0 + Intercept + x + (1 | clinic)"], "lognormal"],
];

beforeAll(() => loadTensorflow());

describe("predictions of a model that was compiled", () => {
  it.each(cases)("%s %s: logLikelihood is that of the compiled model", (formulas, family) => {
    const { posterior, compiled, positions } = make(formulas, table, { family });
    const got = predictionArray(logLikelihood(posterior));
    const expected = new Float64Array(rows);
    positions.forEach((position, draw) => {
      compiled.logLikelihood(position, expected);
      expected.forEach((value, row) => {
        // Intercepts are reported for columns that are not centred, which costs a few digits of the predictor.
        expect(Math.abs(got[row * drawCount + draw]! - value)).toBeLessThan(1e-9 * (1 + Math.abs(value)));
      });
    });
  });
});

describe("predictions for a new table", () => {
  const binomial = () =>
    make(["count | trials(size) ~ arm + z + (1 + x | clinic) + (1 | doctor)"], table, { family: "binomial" }).posterior;
  /** The table without some columns. */
  const without = (...names: readonly string[]): Table => ({
    ...table,
    columns: new Map([...table.columns].filter(([name]) => !names.includes(name))),
  });
  const used = ["x", "z", "count", "size", "arm", "clinic", "doctor"];

  it("that is the fitted one are those for the fitted rows", () => {
    const posterior = binomial();
    for (const ask of [linpred, epred, predict, logLikelihood]) {
      expect(predictionArray(ask(posterior, { newdata: table }))).toEqual(predictionArray(ask(posterior)));
    }
  });

  it("in another order of rows are in that order", () => {
    const posterior = binomial();
    const order = Array.from({ length: rows }, (_, row) => (row * 7) % rows);
    const whole = predictionArray(epred(posterior));
    const got = predictionArray(epred(posterior, { newdata: selectRows(table, order) }));
    order.forEach((from, row) => {
      expect(got.slice(row * drawCount, (row + 1) * drawCount)).toEqual(
        whole.slice(from * drawCount, (from + 1) * drawCount),
      );
    });
  });

  it("need a response for the log likelihood and trials for counts, but neither for the linear predictor", () => {
    const posterior = binomial();
    const whole = predictionArray(linpred(posterior));
    expect(predictionArray(linpred(posterior, { newdata: without("count", "size") }))).toEqual(whole);
    expect(predictionArray(predict(posterior, { newdata: without("count") }))).toEqual(
      predictionArray(predict(posterior)),
    );
    expect(() => predict(posterior, { newdata: without("size") })).toThrow(
      "predict needs trials(size), which the new data lack: add its columns.",
    );
    expect(() => epred(posterior, { newdata: without("count", "size") })).toThrow("epred needs trials(size)");
    expect(() => logLikelihood(posterior, { newdata: without("count") })).toThrow(
      "logLikelihood needs the response count, which the new data lack: add its columns.",
    );
    const values = [...whole]
      .map(() => 0)
      .slice(0, rows)
      .map((_, row) => (row === 4 ? null : 1));
    const incomplete = {
      ...table,
      columns: new Map([...table.columns, ...tableFromColumns({ count: values }).columns]),
    };
    expect(() => logLikelihood(posterior, { newdata: incomplete })).toThrow(
      "logLikelihood needs the response count, which is missing in row 5.",
    );
  });

  it("need standard errors for responses, but not for expectations", () => {
    for (const sigma of ["", ", sigma = TRUE"]) {
      const { posterior } = make([`real | se(error${sigma}) ~ x + (1 | clinic)`], table, {});
      const newdata = without("error");
      expect(predictionArray(epred(posterior, { newdata }))).toEqual(predictionArray(epred(posterior)));
      expect(() => predict(posterior, { newdata })).toThrow(
        /predict needs se\(error.*\), which the new data lack: add its columns\./,
      );
    }
  });

  it("need no column that only terms left out read", () => {
    const posterior = binomial();
    const none = predictionArray(linpred(posterior, { groups: "none" }));
    expect(predictionArray(linpred(posterior, { groups: "none", newdata: without("clinic", "doctor", "x") }))).toEqual(
      none,
    );
    const one = predictionArray(linpred(posterior, { groups: ["doctor"] }));
    expect(predictionArray(linpred(posterior, { groups: ["doctor"], newdata: without("clinic", "x") }))).toEqual(one);
    expect(one).not.toEqual(none);
    for (const name of used.filter((column) => !["count", "size"].includes(column))) {
      expect(() => linpred(posterior, { newdata: without(name) }), name).toThrow(name);
    }
    expect(() => linpred(posterior, { groups: "none", newdata: without("z") })).toThrow('"z"');
  });

  it("for the population are X b: what remains when the effects of groups are taken away", () => {
    const { posterior } = make(["real ~ x + (x | clinic)"], table, {});
    const { draws } = fittedGlmm(posterior);
    const whole = predictionArray(linpred(posterior));
    const population = predictionArray(linpred(posterior, { groups: "none" }));
    population.forEach((value, i) => {
      const [row, draw] = [Math.floor(i / drawCount), i % drawCount];
      const level = `clinic.${row % 5}`;
      const effects = draws(`r_clinic[${level},Intercept]`)[draw]! + x![row]! * draws(`r_clinic[${level},x]`)[draw]!;
      expect(value).toBeCloseTo(draws("b_Intercept")[draw]! + x![row]! * draws("b_x")[draw]!, 12);
      expect(whole[i]! - value).toBeCloseTo(effects, 12);
    });
  });

  it("give a new level one effect, whatever other levels are new", () => {
    const { posterior } = make(["real ~ 1 + (1 | clinic)"], table, {});
    const ask = (...clinic: readonly string[]) => {
      const got = predictionArray(linpred(posterior, { newdata: tableFromColumns({ clinic }) }));
      return clinic.map((_, row) => got.slice(row * drawCount, (row + 1) * drawCount));
    };
    const [first, second] = ask("elsewhere", "far away");
    expect(ask("clinic 1", "far away", "anew", "elsewhere", "far away").slice(1)).toEqual([
      second,
      ask("anew")[0],
      first,
      second,
    ]);
    expect(first).not.toEqual(second);
  });

  it("are refused for a posterior of another kind of model", () => {
    const posterior = { ...binomial(), declaration: { kind: "other" } };
    expect(() => linpred(posterior)).toThrow("this question is for models declared by a formula");
  });
});
