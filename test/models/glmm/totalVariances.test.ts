import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import type { TracedModel } from "../../../engine/core/Model.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { covariance } from "../../../models/glmm/structures/index.js";
import { testRng } from "../../engine/distributions/testRng.js";

beforeAll(async () => void (await loadTensorflow()));

const rows = 24;
const rng = testRng(8);
const names = Array.from({ length: rows }, (_, i) => `l${i}`);
/** Its diagonal is 2, so that a standard deviation of 1 is a variance of 2. */
const K = covariance(
  names,
  names.map((_, i) => names.map((_other, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? 0.5 : 0))),
);
const table = tableFromColumns({
  y: names.map(() => 5 + 3 * rng.normal()),
  x: names.map(() => rng.normal()),
  id: names,
  pair: names.map((_, i) => `p${i >> 1}`),
  block: names.map((_, i) => `b${i % 3}`),
});

const terms = "(1 | gr(id, cov = K)) + (1 | pair) + (1 | block)";
const traced = (formula: string, priors: readonly string[] = [], whiten = true): TracedModel =>
  glmm(formula, { priors, structures: formula.includes("K") ? { K } : {} }).trace(table, { integrate: true, whiten });

describe("standard deviations of which data know the sum of squares", () => {
  it("are sampled as a total and ratios, by a map that keeps the density", () => {
    const [mapped, plain] = [true, false].map((whiten) => traced(`y ~ x + ${terms}`, [], whiten)) as [
      TracedModel,
      TracedModel,
    ];
    const [own, theirs] = [mapped, plain].map(({ graph, names: draws }) => load(compile(graph, draws)));
    const place = (name: string) => mapped.blocks.find((block) => block.name === name)!.offset;
    const [sigma, animal, pair] = ["sigma", "sd_id__Intercept", "sd_pair__Intercept"].map(place);
    const inputs = glmm(`y ~ x + ${terms}`, { structures: { K } }).inputs(table);
    const square = (inputs.get("unit of mu")![1]! / inputs.get("scale of sigma")![0]!) ** 2;
    for (let k = 0; k < 5; k += 1) {
      const at = Float64Array.from({ length: mapped.dimension }, () => 1.5 * rng.normal());
      const x = at.slice();
      const sum = 1 + 2 * square * Math.exp(2 * at[animal!]!) + square * Math.exp(2 * at[pair!]!);
      x[sigma!] = at[sigma!]! - 0.5 * Math.log(sum);
      for (const one of [animal!, pair!]) x[one] = at[one]! + x[sigma!]!;
      const gradient = new Float64Array(at.length);
      const expected = theirs!.evaluate(x, gradient);
      expect(Math.abs(own!.evaluate(at, gradient) - expected)).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)));
    }
  });

  it("are those of groups with one or two rows a level, beside a residual that is one parameter with a density everywhere", () => {
    const isMapped = (trace: TracedModel) =>
      trace.graph.nodes.some((node) => "name" in node && node.name.startsWith("weights of the standard deviations"));
    expect(isMapped(traced("y ~ x + (1 | pair)"))).toBe(true);
    expect(isMapped(traced("y ~ x + (1 | block)"))).toBe(false);
    expect(isMapped(traced("y ~ x + (0 + x | pair)"))).toBe(false);
    expect(isMapped(traced("y ~ x + (1 | pair)", ["sigma ~ uniform(0, 50)"]))).toBe(false);
    expect(isMapped(traced("y ~ x + (1 | pair)", ["sd ~ uniform(0, 50)"]))).toBe(false);
    expect(isMapped(traced("y ~ x + (1 | pair)", [], false))).toBe(false);
    expect(isMapped(traced("y ~ x + (1 | gr(id, cov = K)) + (1 | id)", ["sigma ~ uniform(0, 50)"]))).toBe(true);
  });
});
