import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../../engine/core/CompiledModel.js";
import type { Posterior } from "../../../../engine/core/Posterior.js";
import type { Table } from "../../../../engine/core/Table.js";
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
