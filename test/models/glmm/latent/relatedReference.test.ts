import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import type { GeometryOptions } from "../../../../engine/core/Model.js";
import type { Rng } from "../../../../engine/core/Rng.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import type { StructureDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";
import { logJacobian } from "./logJacobian.js";
import { choleskyOf, dot, forward } from "./matrices.js";

beforeAll(async () => void (await loadTensorflow()));

interface Law {
  readonly mean: readonly number[];
  readonly sd: readonly number[];
}

/** An exact posterior by dense linear algebra in R: see make-kinship.R, make-tree.R, make-pedigree.R. */
interface Fixture {
  readonly formula: string;
  readonly priors: readonly string[];
  readonly table: Record<string, string[] | number[]>;
  readonly structures: Record<string, object>;
  readonly coefficients: readonly string[];
  readonly effects: readonly string[];
  readonly points: readonly {
    readonly at: Record<string, number>;
    readonly b: Record<string, number>;
    readonly logDensityGivenB: number;
    readonly logDensity: number;
    readonly coefficients: Law;
    readonly effectsGivenB: Law;
    readonly effects: Law;
  }[];
}

const fixture = (name: string): Fixture =>
  JSON.parse(readFileSync(`test/reference/structures/${name}.json`, "utf8")) as Fixture;

/** A structure as the files have it: numbers as lists, and a tree without the options that are usual. */
function declarationOf(one: object): StructureDeclaration {
  const usual = { scale: "height", lengths: "given" };
  const given = one as { readonly values?: readonly number[] };
  return { ...usual, ...one, ...(given.values ? { values: Float64Array.from(given.values) } : {}) } as never;
}

function trace({ formula, priors, table, structures }: Fixture, geometry: GeometryOptions) {
  const named = Object.fromEntries(Object.entries(structures).map(([name, one]) => [name, declarationOf(one)]));
  const model = glmm(formula, { priors, structures: named });
  const data = tableFromColumns(table);
  const traced = model.trace(data, geometry);
  const compiled = load(compile(traced.graph, traced.names));
  const out = new Float64Array(traced.names.length);
  const draws = (at: Float64Array, normal: (i: number) => number = () => 0) => {
    let asked = 0;
    compiled.constrain(at, { normal: () => normal(asked++) } as Rng, out);
    return { byName: new Map(traced.names.map((name, i) => [name, out[i]!])), asked };
  };
  return { model, data, traced, compiled, draws };
}

/** The position of draws: scales by logarithms from where 0 is, correlations by tanh, coefficients by a line. */
function positionOf({ traced, draws }: ReturnType<typeof trace>, wanted: Readonly<Record<string, number>>) {
  const position = new Float64Array(traced.dimension);
  const nameOf = (block: string): string => {
    if (block === "Intercept") return "b_Intercept";
    return block.startsWith("correlation") ? Object.keys(wanted).find((name) => name.startsWith("cor_"))! : block;
  };
  // The intercept last, since it is reported for uncentred columns.
  const outer = traced.blocks
    .filter(({ latent }) => !latent)
    .sort((a, b) => Number(a.name === "Intercept") - Number(b.name === "Intercept"));
  for (const { name: block, offset } of outer) {
    const name = nameOf(block);
    const target = wanted[name]!;
    const zero = draws(position).byName.get(name)!;
    if (name.startsWith("cor_")) position[offset] = Math.atanh(target);
    else if (name.startsWith("b_")) {
      position[offset] = (target - zero) / (draws(position.with(offset, 1)).byName.get(name)! - zero);
    } else position[offset] = Math.log(target / zero);
    expect(draws(position).byName.get(name)).toBeCloseTo(target, 12);
  }
  return position;
}

/**
 * The log density of the response when all effects are integrated out, sampled ones by the normal integral, and the law of draws
 * by name: of coordinates normal with precision H, and of what is drawn afterwards.
 */
function marginalOf(made: ReturnType<typeof trace>, position: Float64Array) {
  const { model, data, traced, compiled, draws } = made;
  const places = traced.blocks.flatMap(({ latent, offset, length }) =>
    latent ? Array.from({ length }, (_, i) => offset + i) : [],
  );
  const gradient = new Float64Array(traced.dimension);
  const slopeAt = (at: Float64Array) => {
    compiled.evaluate(at, gradient);
    return places.map((place) => gradient[place]!);
  };
  const slope = slopeAt(position);
  const root = choleskyOf(
    places.map((place) => slopeAt(position.with(place, position[place]! + 1)).map((x, j) => slope[j]! - x)),
  );
  const half = forward(root, slope);
  const priors = new Float64Array(traced.blocks.length);
  const { byName, asked } = draws(position);
  compiled.logPrior(position, priors);
  const others = traced.blocks.reduce((sum, { latent }, i) => sum + (latent ? 0 : priors[i]!), 0);
  const logDensity =
    compiled.evaluate(position, gradient) +
    0.5 * dot(half, half) +
    0.5 * places.length * Math.log(2 * Math.PI) -
    root.reduce((sum, row, i) => sum + Math.log(row[i]!), 0) -
    others -
    logJacobian(model, data, traced, position, byName, (at) => draws(at).byName);
  const moved = places.map((place) => draws(position.with(place, position[place]! + 1)).byName);
  const drawn = Array.from({ length: asked }, (_, i) => draws(position, (k) => (k === i ? 1 : 0)).byName);
  const lawOf = (name: string) => {
    const centre = byName.get(name)!;
    const sampled = forward(
      root,
      moved.map((draw) => draw.get(name)! - centre),
    );
    const after = drawn.map((draw) => draw.get(name)! - centre);
    return { mean: centre + dot(sampled, half), sd: Math.sqrt(dot(sampled, sampled) + dot(after, after)) };
  };
  return { logDensity, lawOf };
}

const names = ["tree", "tree-slopes", "pedigree", "kinship", "two-kernels"];
const geometries: readonly GeometryOptions[] = [{}, { integrate: true, centre: true }];

describe.each(names)("%s", (name) => {
  it.each(geometries)(
    "has the density, coefficients and effects of the exact posterior in R, with geometry %j",
    (geometry) => {
      const reference = fixture(name);
      const made = trace(reference, geometry);
      const isGivenB = made.traced.blocks.some((block) => block.name === "b_x" && block.length > 0);
      expect(made.traced.blocks.some((block) => block.name === "Intercept" && block.length > 0)).toBe(isGivenB);
      if (geometry.integrate !== true) expect(isGivenB).toBe(true);
      for (const { at, b, ...expected } of reference.points) {
        const { logDensity, lawOf } = marginalOf(made, positionOf(made, { ...at, ...b }));
        const value = isGivenB ? expected.logDensityGivenB : expected.logDensity;
        expect(Math.abs(logDensity - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
        const check = (names: readonly string[], { mean, sd }: Law) =>
          names.forEach((one, i) => {
            // Inner nodes, and levels without data, have no draws.
            if (!made.traced.names.includes(one)) return;
            const found = lawOf(one);
            expect(Math.abs(found.mean - mean[i]!)).toBeLessThan(1e-8 * Math.max(sd[i]!, Math.abs(mean[i]!)));
            expect(Math.abs(found.sd - sd[i]!)).toBeLessThan(1e-7 * sd[i]!);
          });
        if (!isGivenB) check(reference.coefficients, expected.coefficients);
        check(reference.effects, isGivenB ? expected.effectsGivenB : expected.effects);
      }
    },
  );
});
