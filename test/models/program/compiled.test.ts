import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { load } from "../../../engine/compiler/load.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import {
  bernoulli,
  bernoulliLogit,
  beta,
  binomial,
  categorical,
  dirichlet,
  exponential,
  gamma,
  halfNormal,
  inverseGamma,
  lkjCorrCholesky,
  lognormal,
  multivariateNormal,
  negativeBinomial,
  negativeBinomialLog,
  normal,
  ordered,
  poisson,
  poissonLog,
  program,
  studentT,
  truncated,
  uniform,
  type ProgramModel,
} from "../../../models/index.js";
import { testRng } from "../../engine/distributions/testRng.js";

beforeAll(async () => void (await loadTensorflow()));

const table = tableFromColumns({
  count: [0, 3, 1, 12, 5, 0, 2],
  size: [4, 9, 3, 20, 8, 2, 2],
  binary: [0, 1, 1, 1, 0, 0, 1],
  x: [-1.2, 0.3, 0.8, -0.1, 1.9, 0, -2],
  class: ["a", "b", "c", "a", "c", "b", "a"],
  positive: [0.3, 2.2, 1, 5, 0.1, 0.7, 3],
});
type Columns = { count: number; size: number; binary: number; x: number; positive: number; class: string };
const declare = (build: Parameters<typeof program<Columns>>[0]): ProgramModel => program<Columns>(build);

const models: Record<string, ProgramModel> = {
  "counts with varying effects": declare(({ parameter, observe, data, factor, tf }) => {
    const group = factor("class");
    const a = parameter("a", studentT(3, 0, 2.5));
    const sd = parameter("sd", exponential(1));
    const r = parameter("r", normal(a, sd), { dims: { group: group.levels }, parametrisation: { weight: 0.4 } });
    const shape = parameter("shape", inverseGamma(0.4, 0.3));
    const eta = tf.gather(r, group.codes);
    observe(negativeBinomialLog(eta, shape), data.count);
    observe(negativeBinomial(tf.exp(eta), shape), data.count);
    observe(poissonLog(eta), data.count);
    observe(poisson(tf.exp(eta)), data.count);
  }),
  "proportions and classes": declare(({ parameter, observe, data, factor, tf }) => {
    const p = parameter("p", beta(2, 3));
    observe(binomial(data.size, p), tf.minimum(data.count, data.size));
    observe(bernoulli(p), data.binary);
    observe(bernoulliLogit(tf.mul(data.x, p)), data.binary);
    const share = parameter("share", dirichlet([1, 2, 3]));
    observe(categorical(tf.log(share)), factor("class").codes);
    const slope = parameter("slope", normal(0, 1), { dims: { class: 3 } });
    const logits = tf.mul(tf.expandDims(data.x, 1), tf.expandDims(slope, 0));
    observe(categorical(logits), factor("class").codes);
  }),
  "vectors and bounds": declare(({ parameter, observe, data, constant, generate, tf }) => {
    const L = parameter("L", lkjCorrCholesky(3, 1.5));
    const cut = parameter("cut", normal(0, 2), { dims: { cut: 3 }, support: ordered });
    observe(multivariateNormal(cut, { cholesky: L }), constant("Y", [1, 0, 2, -1, 0.5, 3], [2, 3]));
    const upper = parameter("upper", truncated(normal(0, 1), { upper: 1 }));
    const nu = parameter("nu", truncated(gamma(2, 0.1), { lower: 1 }));
    const width = parameter("width", uniform(0.5, 4), { dims: { i: 2 } });
    observe(studentT(nu, upper, tf.sum(width)), data.x);
    observe(lognormal(upper, 1.1), data.positive);
    generate("correlation", tf.matMul(L as never, L as never, false, true));
  }),
  "without a likelihood": declare(({ parameter }) => void parameter("s", halfNormal(0, 2), { dims: { i: 2, j: 3 } })),
};

describe.each(Object.entries(models))("a program of %s", (_, model) => {
  it("compiles to what the interpreter computes, and its gradient agrees with central differences", () => {
    const traced = model.trace(table);
    const compiled = load(compile(traced.graph, traced.names));
    const interpreted = interpret(traced.graph);
    const rng = testRng(21);
    const position = Float64Array.from({ length: traced.dimension }, () => 0.7 * rng.normal());
    const gradient = new Float64Array(traced.dimension);
    const expected = new Float64Array(traced.dimension);
    const value = compiled.evaluate(position, gradient);
    expect(value).toBeCloseTo(interpreted.evaluate(position, expected), 10);
    gradient.forEach((slope, i) => expect(slope).toBeCloseTo(expected[i]!, 9));
    position.forEach((at, i) => {
      const moved = (by: number): number =>
        compiled.evaluate(Float64Array.from(position).fill(at + by, i, i + 1), new Float64Array(traced.dimension));
      // Central differences: about 1e-10 of truncation and 1e-16 / 1e-5 of rounding, times the size of the density.
      expect(expected[i]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 5);
    });
    const draws = new Float64Array(traced.names.length);
    compiled.constrain(position, rng, draws);
    const constrained = interpreted.output("constrained", position);
    draws.forEach((draw, i) => expect(draw).toBeCloseTo(constrained[i]!, 12));
    const rows = new Float64Array(traced.rows);
    compiled.logLikelihood(position, rows);
    const logLikelihood = interpreted.output("logLikelihood", position);
    rows.forEach((row, i) => expect(row).toBeCloseTo(logLikelihood[i]!, 10));
    expect(compiled.rows).toBe(traced.rows);
    expect(compiled.names).toEqual(traced.names);
  });
});

it("new data of the same shape are a memory write", () => {
  const model = program(({ parameter, observe, data }) => {
    observe(normal(parameter("mu", normal(0, 1)), 1), data.y!);
  });
  const traced = model.trace(tableFromColumns({ y: [1, 2] }));
  const compiled = load(compile(traced.graph, traced.names));
  compiled.set("y", [4, 6]);
  const gradient = new Float64Array(1);
  compiled.evaluate(Float64Array.of(0.5), gradient);
  expect(gradient[0]).toBeCloseTo(-0.5 + 3.5 + 5.5, 13);
});
