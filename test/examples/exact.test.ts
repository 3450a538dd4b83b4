import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";

import { covariance, pedigree, tree, type StructureDeclaration } from "poolwise";

import { loadTensorflow } from "../../engine/autodiff/ops.js";
import { tableOf } from "../../engine/data/tableOf.js";
import { integratedModel } from "../models/glmm/latent/integratedModel.js";
import { logJacobian } from "../models/glmm/latent/logJacobian.js";
import { backward, choleskyOf, forward } from "../models/glmm/latent/matrices.js";

interface Law {
  readonly mean: readonly number[];
  readonly sd: readonly number[];
}

type Given =
  | { readonly kind: "cov"; readonly names: readonly string[]; readonly values: readonly number[] }
  | { readonly kind: "tree"; readonly text: string }
  | {
      readonly kind: "pedigree";
      readonly animals: readonly string[];
      readonly dams: readonly (string | null)[];
      readonly sires: readonly (string | null)[];
    };

/** What test/reference/structures/exact.R writes. */
interface Exact {
  readonly formula: string;
  readonly priors: readonly string[];
  readonly table: Readonly<Record<string, readonly (string | number)[]>>;
  readonly structures: Readonly<Record<string, Given>>;
  readonly coefficients: readonly string[];
  readonly effects: readonly string[];
  readonly points: readonly {
    readonly at: Readonly<Record<string, number>>;
    readonly logDensity: number;
    readonly coefficients: Law;
    readonly effects: Law;
  }[];
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../reference/structures/${name}.json`, import.meta.url), "utf8")) as Exact;

function declared(given: Given): StructureDeclaration {
  if (given.kind === "cov") return covariance(given.names, given.values);
  if (given.kind === "tree") return tree(given.text);
  return pedigree({ animal: given.animals, dam: given.dams, sire: given.sires });
}

beforeAll(async () => void (await loadTensorflow()));

/** Sets hyperparameters to given values; each rises or falls with one of the coordinates alone. */
function setHyperparameters(
  position: Float64Array,
  coordinates: readonly number[],
  valuesAt: (position: Float64Array) => ReadonlyMap<string, number>,
  at: Readonly<Record<string, number>>,
): void {
  for (const i of coordinates) {
    const start = valuesAt(position);
    position[i] = 1;
    const moved = valuesAt(position);
    const [name] = Object.keys(at).filter((one) => moved.get(one) !== start.get(one)) as [string];
    const rises = moved.get(name)! > start.get(name)!;
    let [low, high] = [-40, 40];
    for (let step = 0; step < 80; step++) {
      position[i] = (low + high) / 2;
      if (valuesAt(position).get(name)! < at[name]! === rises) low = position[i]!;
      else high = position[i]!;
    }
  }
}

describe.each(["kinship", "two-kernels", "pedigree", "tree", "tree-slopes"])("%s", (name) => {
  const exact = read(name);
  const structures = Object.fromEntries(
    Object.entries(exact.structures).map(([called, given]) => [called, declared(given)]),
  );
  const table = tableOf(exact.table);

  it("has R's exact log density, with effects and coefficients integrated out, and their laws given the response", () => {
    const { formula, priors } = exact;
    const made = integratedModel({ seed: 1, formulas: [formula], priors, table, structures });
    const { model, traced, compiled, normals, drawn, drawsAt } = made;
    const isHyper = ({ name: one }: { readonly name: string }) => /^(sd_|sigma$|correlation)/.test(one);
    const hyperblocks = traced.blocks.filter(isHyper);
    const hyper = hyperblocks.flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i));
    // Effects too dear to be integrated out are coordinates; given the hyperparameters they are exactly normal.
    const inner = Array.from({ length: traced.dimension }, (_, i) => i).filter((i) => !hyper.includes(i));
    const hyperpriors = new Float64Array(traced.blocks.length);
    for (const { at, logDensity, coefficients, effects } of exact.points) {
      const position = new Float64Array(traced.dimension);
      setHyperparameters(position, hyper, drawsAt, at);
      const draws = drawsAt(position);
      for (const [one, value] of Object.entries(at)) expect(Math.abs(draws.get(one)! - value)).toBeLessThan(1e-13);

      // The gradient is linear in the inner coordinates: its differences are minus their precision, and lead to their mean.
      const gradientAt = (i?: number) => {
        const moved = position.slice();
        if (i !== undefined) moved[i]! += 1;
        const gradient = new Float64Array(traced.dimension);
        compiled.evaluate(moved, gradient);
        return Float64Array.from(inner, (one) => gradient[one]!);
      };
      const first = gradientAt();
      const slopes = inner.map((i) => gradientAt(i));
      const factor = choleskyOf(slopes.map((moved) => Array.from(moved, (slope, k) => first[k]! - slope)));
      backward(factor, forward(factor, first)).forEach((mean, k) => (position[inner[k]!] = mean));
      const logDeterminant = factor.reduce((sum, row, i) => sum + 2 * Math.log(row[i]!), 0);

      compiled.logPrior(position, hyperpriors);
      const beside = traced.blocks.reduce((sum, block, i) => sum + (isHyper(block) ? hyperpriors[i]! : 0), 0);
      const jacobian = logJacobian(model, table, { ...traced, blocks: hyperblocks }, position, draws);
      const highest = compiled.evaluate(position, new Float64Array(traced.dimension)) - beside - jacobian;
      const found = highest + (inner.length / 2) * Math.log(2 * Math.PI) - logDeterminant / 2;
      expect(Math.abs(found - logDensity) / Math.max(1, Math.abs(logDensity))).toBeLessThan(1e-9);

      // Draws are linear in the standard normals that they take, and in the inner coordinates.
      const centre = drawn(position, () => 0);
      const moved = [
        ...Array.from({ length: normals }, (_, i) => drawn(position, (k) => (k === i ? 1 : 0))),
        ...inner.map((i) =>
          drawn(
            Float64Array.from(position, (x, k) => (k === i ? x + 1 : x)),
            () => 0,
          ),
        ),
      ].map((values) => values.map((value, i) => value - centre[i]!));
      const sdOf = (i: number) => {
        const own = moved.slice(0, normals).map((move) => move[i]!);
        const inherited = forward(
          factor,
          Float64Array.from(moved.slice(normals), (move) => move[i]!),
        );
        return Math.sqrt([...own, ...inherited].reduce((sum, x) => sum + x * x, 0));
      };
      const known = new Map([
        ...exact.coefficients.map((one, i) => [one, [coefficients.mean[i]!, coefficients.sd[i]!]] as const),
        ...exact.effects.map((one, i) => [one, [effects.mean[i]!, effects.sd[i]!]] as const),
      ]);
      let compared = 0;
      traced.names.forEach((one, i) => {
        if (one in at) return;
        const [mean, sd] = known.get(one)!;
        expect(Math.abs(centre[i]! - mean), `mean of ${one}`).toBeLessThan(1e-8 * sd);
        expect(Math.abs(sdOf(i) / sd - 1), `sd of ${one}`).toBeLessThan(1e-8);
        compared++;
      });
      expect(compared).toBe(traced.names.length - Object.keys(at).length);
      expect(compared).toBeGreaterThan(12);
    }
  });
});
