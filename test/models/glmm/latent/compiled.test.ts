import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { interpret } from "../../../../engine/compiler/interpret.js";
import { load } from "../../../../engine/compiler/load.js";
import { allPasses, type Passes } from "../../../../engine/compiler/optimise.js";
import { normalsInput } from "../../../../engine/core/Graph.js";
import type { GeometryOptions } from "../../../../engine/core/Model.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { conditionedTable } from "./conditionedCases.js";

beforeAll(async () => void (await loadTensorflow()));

const table = conditionedTable();
const every: GeometryOptions = { integrate: true, centre: true, whiten: true };
const cases: readonly (readonly [formula: string | readonly string[], family: string])[] = [
  ["real ~ x + offset(o) + (x | g)", "gaussian"],
  [["real ~ x + (1 | g/h) + (z || k)", "sigma ~ z"], "gaussian"],
  ["count ~ x + (x | g) + (1 | k)", "poisson"],
  ["binary ~ x + (1 | g/h)", "bernoulli"],
];

const choices: readonly (readonly [string, Passes])[] = [
  ["all passes", allPasses],
  ["no pass", new Set()],
];

describe.each(cases)("%j of %s, with every geometry", (formula, family) => {
  it.each(choices)("compiles with %s to what the interpreter computes, in every output", (_, passes) => {
    const model = glmm(formula as string, { family, priors: ["Intercept ~ normal(1, 5)", "b ~ normal(0, 2)"] });
    const { graph, names, dimension, rows, blocks, coordinates } = model.trace(table, every);
    const compiled = load(compile(graph, names, passes));
    const oracle = interpret(graph);
    const rng = testRng(17);
    const position = Float64Array.from({ length: dimension }, () => 0.6 * rng.normal());
    // Settings of this very position, so that none is 0.
    for (const [name, values] of coordinates!.settings?.(oracle.output("reference", position)) ?? []) {
      compiled.set(name, values);
      oracle.set(name, values);
    }
    const [gradient, expected] = [new Float64Array(dimension), new Float64Array(dimension)];
    const value = oracle.evaluate(position, expected);
    expect(compiled.evaluate(position, gradient)).toBeCloseTo(value, 8);
    const largest = expected.reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
    gradient.forEach((slope, i) => expect(Math.abs(slope - expected[i]!)).toBeLessThan(1e-11 * largest));

    const normals: number[] = [];
    const draws = new Float64Array(names.length);
    compiled.constrain(position, { ...rng, normal: () => normals[normals.push(rng.normal()) - 1]! }, draws);
    if (normals.length > 0) oracle.set(normalsInput, normals);
    const same = (found: Float64Array, output: Parameters<typeof oracle.output>[0]) =>
      oracle.output(output, position).forEach((one, i) => expect(found[i]).toBeCloseTo(one, 9));
    expect(draws).toHaveLength(oracle.output("constrained", position).length);
    same(draws, "constrained");
    const [likelihood, prior] = [new Float64Array(rows), new Float64Array(blocks.length)];
    compiled.logLikelihood(position, likelihood);
    same(likelihood, "logLikelihood");
    compiled.logPrior(position, prior);
    same(prior, "logPrior");
    same(compiled.reference(position), "reference");
  });
});
