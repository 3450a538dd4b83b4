import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { traceGraph } from "../../../engine/autodiff/trace.js";
import { compile } from "../../../engine/compiler/compile.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { load } from "../../../engine/compiler/load.js";
import { allPasses, passNames, type Passes } from "../../../engine/compiler/optimise.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { scattered, testModels } from "../../support/models.js";

beforeAll(() => loadTensorflow());

const noRng = {} as Rng;
const positions = (dimension: number) =>
  Array.from({ length: 20 }, (_, k) => Float64Array.from(scattered(dimension, k + 1), (u) => 3 * u - 1.5));
const largest = (values: Float64Array) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 1);

const combinations: [string, Passes][] = [
  ["all passes", allPasses],
  ["no pass", new Set()],
  ...passNames.map((name): [string, Passes] => [
    `all but ${name}`,
    new Set(passNames.filter((other) => other !== name)),
  ]),
  ...passNames.map((name): [string, Passes] => [`only ${name}`, new Set([name])]),
];

describe.each(testModels)("$name", (model) => {
  const graph = () => traceGraph(model.dimension, (context) => model.build(context));

  it.each(combinations)("compiled with %s equals the interpreter to 1e-12 of the largest gradient", (_, passes) => {
    const traced = graph();
    const oracle = interpret(traced);
    const names = Array.from({ length: model.dimension }, (__, i) => `x[${i + 1}]`);
    const compiled = load(compile(traced, names, passes));
    const expected = new Float64Array(model.dimension);
    const actual = new Float64Array(model.dimension);
    for (const position of positions(model.dimension)) {
      const value = oracle.evaluate(position, expected);
      const tolerance = 1e-12 * Math.max(largest(expected), Math.abs(value));
      expect(Math.abs(compiled.evaluate(position, actual) - value)).toBeLessThan(tolerance);
      actual.forEach((slope, i) => expect(Math.abs(slope - expected[i]!)).toBeLessThan(tolerance));

      const constrained = new Float64Array(model.dimension);
      compiled.constrain(position, noRng, constrained);
      const truth = oracle.output("constrained", position);
      constrained.forEach((entry, i) => expect(Math.abs(entry / truth[i]! - 1)).toBeLessThan(1e-14));
      const rows = new Float64Array(compiled.rows);
      compiled.logLikelihood(position, rows);
      const byRow = oracle.output("logLikelihood", position);
      rows.forEach((entry, i) => expect(Math.abs(entry - byRow[i]!)).toBeLessThan(tolerance));
    }
  });

  it("has the gradient of its own density, by central differences to 1e-6 of the largest", () => {
    const compiled = load(compile(graph()));
    const gradient = new Float64Array(model.dimension);
    const scratch = new Float64Array(model.dimension);
    for (const position of positions(model.dimension)) {
      compiled.evaluate(position, gradient);
      const scale = largest(gradient);
      for (let i = 0; i < model.dimension; i++) {
        const h = 1e-5;
        const up = position.slice();
        const down = position.slice();
        up[i]! += h;
        down[i]! -= h;
        const slope = (compiled.evaluate(up, scratch) - compiled.evaluate(down, scratch)) / (2 * h);
        expect(Math.abs(slope - gradient[i]!), `${model.name} ${i}`).toBeLessThan(1e-6 * scale);
      }
    }
  });
});
