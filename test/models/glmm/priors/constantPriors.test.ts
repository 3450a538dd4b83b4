/** Parameters fixed by constant(). */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { interpret } from "../../../../engine/compiler/interpret.js";
import type { GeometryOptions } from "../../../../engine/core/Model.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { stream } from "../../../../engine/random/stream.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { priorDraws } from "../../../../models/glmm/priors/priorDraws.js";
import { priorSummary, priorText } from "../../../../models/glmm/priors/priorSummary.js";
import { madeFit } from "../checking/madeFit.js";

beforeAll(() => loadTensorflow());

const rows = 24;
const rng = stream("4", "cells");
const cells = Array.from({ length: rows }, (_, row) => ({ x: rng.normal(), z: 2 + rng.normal(), g: `g${row % 6}` }));
const table = tableFromColumns({
  x: cells.map(({ x }) => x),
  z: cells.map(({ z }) => z),
  g: cells.map(({ g }) => g),
  y: cells.map(({ x, z }) => 3 + 0.7 * x - z + rng.normal()),
});
const means = {
  x: cells.reduce((sum, { x }) => sum + x / rows, 0),
  z: cells.reduce((sum, { z }) => sum + z / rows, 0),
};
const y = (table.columns.get("y") as { values: Float64Array }).values;

const known = new Map([
  ["b_x", 0.7],
  ["sd_g__x", 0.4],
  ["sigma", 1.5],
]);
const priors = ["b[x] ~ constant(0.7)", "Intercept ~ constant(2)", "sd[g,x] ~ constant(0.4)", "sigma ~ constant(1.5)"];
const formula = "y ~ x + z + (x | g)";

describe("constant()", () => {
  it.each<[string, GeometryOptions]>([
    ["plain", {}],
    ["integrated", { integrate: true, centre: true, whiten: true, collapse: true }],
    ["conditioned", { centre: true, whiten: true }],
  ])("fixes coefficients, intercepts and standard deviations, %s, and they are no dimensions", (_, geometry) => {
    const traced = glmm(formula, { priors }).trace(table, geometry);
    const free = glmm(formula).trace(table, geometry);
    // Integrated out are coefficients only where all have normal priors, so that of z is sampled beside that of x.
    expect(free.dimension - traced.dimension).toBe(geometry.integrate ? 2 : 4);
    const oracle = interpret(traced.graph);
    for (const seed of ["1", "2"]) {
      const positions = stream(seed, "position");
      const position = Float64Array.from({ length: traced.dimension }, () => positions.normal());
      const values = oracle.output("constrained", position);
      const draw = (name: string) => values[traced.names.indexOf(name)]!;
      for (const [name, value] of known) expect(draw(name)).toBe(value);
      expect(draw("b_Intercept")).toBeCloseTo(2 - 0.7 * means.x - draw("b_z") * means.z, 12);
      const logLikelihood = oracle.output("logLikelihood", position);
      cells.forEach(({ x, z, g }, row) => {
        const level = draw(`r_g[${g},Intercept]`) + x * draw(`r_g[${g},x]`);
        const residual = (y[row]! - draw("b_Intercept") - 0.7 * x - draw("b_z") * z - level) / 1.5;
        const expected = -0.5 * residual * residual - Math.log(1.5) - 0.5 * Math.log(2 * Math.PI);
        expect(logLikelihood[row]).toBeCloseTo(expected, 9);
      });
      expect(Number.isFinite(oracle.evaluate(position, new Float64Array(traced.dimension)))).toBe(true);
    }
  });

  it("fixes a whole class, or all but one", () => {
    const model = glmm("y ~ x + z", { priors: ["b ~ constant(1)", "b[z] ~ normal(0, 1)"] });
    const traced = model.trace(table);
    expect(traced.blocks.map(({ name }) => name)).toEqual(["Intercept", "b_z", "sigma"]);
    const both = glmm("y ~ x + z", { priors: ["b ~ constant(0)"] }).trace(table);
    expect(both.dimension).toBe(2);
  });

  it("is printed as declared, without the bound that it does not reach, and read back", () => {
    const model = glmm(formula, { priors });
    const text = priorText(priorSummary(model.priors(table)));
    expect(text).toMatch(/sd\[g,x\] +~ constant\(0.4\) +declared/);
    expect(text).toMatch(/b\[x\] +~ constant\(0.7\) +declared/);
    expect(model.withPriorsOf(table).trace(table).dimension).toBe(model.trace(table).dimension);
  });

  it("has draws of one number beside those of priors", () => {
    const drawn = priorDraws(madeFit([formula], table, { priors }).posterior, { draws: 3 });
    expect(drawn.get("sigma")).toEqual(Float64Array.of(1.5, 1.5, 1.5));
    expect(drawn.get("Intercept")).toEqual(Float64Array.of(2, 2, 2));
  });

  it.each([
    ["sigma ~ constant(0)", "sigma lies above 0, so it cannot be fixed at 0."],
    ["sd ~ constant(-1)", "sd_g__Intercept lies above 0, so it cannot be fixed at -1."],
    [
      "cor ~ constant(0)",
      "cor is of correlations, which cannot be fixed; for none at all write (x || g) in the formula.",
    ],
    ["b ~ dirichlet(1)", "b cannot have the prior dirichlet, which is of shares that add up to 1."],
    [
      "sd ~ horseshoe(1)",
      'horseshoe is the prior of all coefficients of a predictor together: write "b ~ horseshoe(…)".',
    ],
    ["b[x] ~ R2D2()", 'R2D2 is the prior of all coefficients of a predictor together: write "b ~ R2D2(…)".'],
  ])("refuses %s in a sentence", (prior, sentence) => {
    expect(() => glmm(formula, { priors: [prior] }).priors(table)).toThrow(sentence);
  });
});
