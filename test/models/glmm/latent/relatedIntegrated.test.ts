import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import type { Rng } from "../../../../engine/core/Rng.js";
import {
  expectConditionalLaw,
  expectDenseDensity,
  integratedModel,
  type GaussianCase,
  type IntegratedModel,
} from "./integratedModel.js";
import { oneOf, whole } from "./randomGaussian.js";
import { randomRelated } from "./randomRelated.js";
import { randomKinship, randomPedigree, randomPrecision, randomTree, type TreeShape } from "./relatives.js";

beforeAll(async () => void (await loadTensorflow()));

const traces = new Map<GaussianCase, IntegratedModel>();

function trace(random: GaussianCase): IntegratedModel {
  const made = traces.get(random) ?? integratedModel(random);
  traces.set(random, made);
  return made;
}

const shapes: readonly TreeShape[] = ["random", "caterpillar", "star", "polytomies", "ultrametric"];
const trees = Array.from({ length: 50 }, (_, i) => {
  const isLarge = [7, 21, 38].includes(i);
  const of = (rng: Rng) =>
    randomTree(rng, {
      tips: isLarge ? 300 : i % 14 === 3 ? 60 : 5 + whole(rng, 20),
      shape: shapes[i % shapes.length]!,
      zero: oneOf(rng, [0, 0, 0.2, 0.5]),
      scale: oneOf(rng, ["height", "none"]),
      rootEdge: rng.uniform() < 0.3,
      labelled: rng.uniform() < 0.3,
    });
  return randomRelated(4000 + i, of, isLarge ? { terms: ["(1 | gr)", "(0 + x | gr)"], beside: ["(1 | g)"] } : {});
});

const others = [
  ...Array.from({ length: 8 }, (_, i) => randomRelated(5000 + i, (rng) => randomPedigree(rng, 10 + whole(rng, 40)))),
  ...Array.from({ length: 8 }, (_, i) =>
    randomRelated(5100 + i, (rng) => randomPrecision(rng, 8 + whole(rng, 30), oneOf(rng, ["full", "places"]))),
  ),
  ...Array.from({ length: 8 }, (_, i) => randomRelated(5200 + i, (rng) => randomKinship(rng, 6 + whole(rng, 18)))),
];

/** Rows that tell equally much of every level, so that a dense law is taken along its axes. */
const balanced = Array.from({ length: 10 }, (_, i) =>
  randomRelated(6000 + i, (rng) => randomKinship(rng, 5 + whole(rng, 25)), {
    terms: i % 2 === 0 ? ["(1 | gr)", "(0 + x | gr)"] : ["(x | gr)", "(x || gr)"],
    beside: [],
    noise: ["sigma"],
    balanced: i % 2 === 0 ? 1 : 2,
    normal: i % 4 < 2,
  }),
);

const proofs = (random: GaussianCase) => {
  const { rows } = random.table;

  it("has the density of a dense multivariate normal, and its gradient", () => {
    expectDenseDensity(trace(random), rows > 100 ? 2 : 4);
  });

  it("draws effects and coefficients from their normal law given the response, and has its rows given these", () => {
    expectConditionalLaw(trace(random), rows > 100 ? 6 : 30);
  });
};

describe.each(trees)("$title", proofs);
describe.each(others)("$title", proofs);
describe.each(balanced)("balanced, $title", (random) => {
  proofs(random);

  it("needs no precision between levels", () => {
    const { model, traced } = trace(random);
    const names = [...model.inputs(random.table, { integrate: true }).keys()];
    expect(names.some((name) => name.startsWith("root of the kernel"))).toBe(true);
    expect(names.some((name) => name.startsWith("entries beside the diagonal"))).toBe(false);
    expect(traced.blocks.filter(({ latent }) => latent).every(({ length }) => length === 0)).toBe(true);
  });
});
