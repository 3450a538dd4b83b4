import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { interpret } from "../../../../engine/compiler/interpret.js";
import { load } from "../../../../engine/compiler/load.js";
import { allPasses, type Passes } from "../../../../engine/compiler/optimise.js";
import { normalsInput } from "../../../../engine/core/Graph.js";
import type { GeometryOptions } from "../../../../engine/core/Model.js";
import type { Rng } from "../../../../engine/core/Rng.js";
import type { FactorColumn, NumberColumn, Table } from "../../../../engine/core/Table.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";
import type { MatrixDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";
import { tree } from "../../../../models/glmm/structures/tree.js";
import { withInputs } from "../../../../src/withInputs.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import type { EffectsCase } from "./effectsLaw.js";
import { largeKernels, relatedCases } from "./relatedCases.js";

beforeAll(async () => void (await loadTensorflow()));

const every: GeometryOptions = { integrate: true, centre: true, whiten: true };
const cases = [
  relatedCases[1]!,
  relatedCases[8]!,
  largeKernels("real ~ x + (1 | gr(k, cov = K)) + (1 | gr(k, cov = M))", "gaussian"),
];
const choices: readonly (readonly [string, Passes, GeometryOptions])[] = [
  ["all passes", allPasses, every],
  ["no pass", new Set(), every],
  ["no pass and no geometry", new Set(), {}],
];

describe.each(cases)("$formula", (one) => {
  it.each(choices)("compiles with %s to what the interpreter computes, in every output", (_, passes, geometry) => {
    const { graph, names, dimension, rows, blocks, coordinates } = traced(one, geometry);
    const [compiled, oracle] = [load(compile(graph, names, passes)), interpret(graph)];
    const rng = testRng(17);
    const position = Float64Array.from({ length: dimension }, () => 0.6 * rng.normal());
    // Settings of this very position, so that none is 0.
    for (const [name, values] of coordinates?.settings?.(oracle.output("reference", position)) ?? []) {
      compiled.set(name, values);
      oracle.set(name, values);
    }
    const [gradient, expected] = [new Float64Array(dimension), new Float64Array(dimension)];
    const value = oracle.evaluate(position, expected);
    expect(Math.abs(compiled.evaluate(position, gradient) - value)).toBeLessThan(1e-11 * Math.abs(value));
    const largest = expected.reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
    gradient.forEach((slope, i) => expect(Math.abs(slope - expected[i]!)).toBeLessThan(1e-11 * largest));

    const normals: number[] = [];
    const draws = new Float64Array(names.length);
    compiled.constrain(position, { ...rng, normal: () => normals[normals.push(rng.normal()) - 1]! }, draws);
    if (normals.length > 0) oracle.set(normalsInput, normals);
    const same = (found: Float64Array, output: Parameters<typeof oracle.output>[0]) =>
      oracle.output(output, position).forEach((number, i) => expect(found[i]).toBeCloseTo(number, 9));
    same(draws, "constrained");
    const [likelihood, prior] = [new Float64Array(rows), new Float64Array(blocks.length)];
    compiled.logLikelihood(position, likelihood);
    same(likelihood, "logLikelihood");
    compiled.logPrior(position, prior);
    same(prior, "logPrior");
  });
});

function traced({ formula, options, table }: EffectsCase, geometry: GeometryOptions) {
  return glmm(formula as string, options).trace(table, geometry);
}

/** With the values of a column turned round. */
function turned(table: Table, name: string): Table {
  const column = table.columns.get(name) as NumberColumn;
  return {
    ...table,
    columns: new Map(table.columns).set(name, { ...column, values: column.values.slice().reverse() }),
  };
}

describe("a compiled model of related levels", () => {
  const geometries: readonly GeometryOptions[] = [{}, { integrate: true, centre: true }];

  it.each(geometries)(
    "with geometry %j is that of another response and another matrix once their numbers are set",
    (geometry) => {
      const one = relatedCases[8]!;
      const K = one.options.structures as Record<string, MatrixDeclaration>;
      // Twice the matrix is a matrix, with the same levels.
      const structures = { ...K, K: { ...K.K!, values: K.K!.values.map((x) => 2 * x) } };
      const other: EffectsCase = { ...one, table: turned(one.table, "real"), options: { ...one.options, structures } };
      const [model, changed] = [one, other].map(({ formula, options }) => glmm(formula as string, options)) as [
        ReturnType<typeof glmm>,
        ReturnType<typeof glmm>,
      ];
      expect(changed.shape(other.table, geometry)).toBe(model.shape(one.table, geometry));
      const [before, again] = [model.trace(one.table, geometry), changed.trace(other.table, geometry)];
      const artifact = compile(before.graph, before.names);
      const fresh = load(compile(again.graph, again.names));
      const set = load(withInputs(artifact, changed.inputs(other.table, geometry)));
      const rng = testRng(3);
      const position = Float64Array.from({ length: before.dimension }, () => 0.5 * rng.normal());
      const [a, b] = [new Float64Array(position.length), new Float64Array(position.length)];
      const value = fresh.evaluate(position, a);
      expect(Math.abs(value - load(artifact).evaluate(position, b))).toBeGreaterThan(0.01);
      expect(set.evaluate(position, b)).toBe(value);
      expect(b).toEqual(a);
      const draws = [fresh, set].map((compiled) => {
        const out = new Float64Array(before.names.length);
        compiled.constrain(position, { normal: () => 0.3 } as Rng, out);
        return out;
      });
      expect(draws[1]).toEqual(draws[0]);
    },
  );

  it("has another shape with a tree of other ancestors", () => {
    const one = relatedCases[0]!;
    const { levels } = one.table.columns.get("t") as FactorColumn;
    const shapeWith = (structures: NonNullable<GlmmOptions["structures"]>) =>
      glmm(one.formula as string, { ...one.options, structures }).shape(one.table, { centre: true });
    const star = tree(`(${levels.map((name) => `${name}:1`).join(",")});`);
    expect(shapeWith({ T: star })).not.toBe(shapeWith(one.options.structures!));
  });
});
