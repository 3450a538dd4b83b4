/** Horseshoe and R2D2 priors in whole models. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { interpret } from "../../../../engine/compiler/interpret.js";
import { load } from "../../../../engine/compiler/load.js";
import type { GeometryOptions } from "../../../../engine/core/Model.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { stream } from "../../../../engine/random/stream.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { priorDraws } from "../../../../models/glmm/priors/priorDraws.js";
import { priorSummary, priorText } from "../../../../models/glmm/priors/priorSummary.js";
import { madeFit } from "../checking/madeFit.js";

beforeAll(() => loadTensorflow());

const rows = 30;
const rng = stream("4", "cells");
const numbers = (draw: () => number) => Array.from({ length: rows }, draw);
const columns = {
  x: numbers(() => rng.normal()),
  z: numbers(() => 1 + rng.normal()),
  w: numbers(() => rng.normal()),
};
const table = tableFromColumns({
  ...columns,
  g: columns.x.map((_, row) => `g${row % 5}`),
  n: columns.x.map((value) => Math.max(0, Math.round(3 + value))),
  y: columns.x.map((value) => value + rng.normal()),
});

const scattered = (dimension: number, seed: string) => {
  const positions = stream(seed, "position");
  return Float64Array.from({ length: dimension }, () => positions.normal());
};

describe("a model under the horseshoe", () => {
  const formula = "y ~ x + z + w + (1 | g)";

  it.each<[string, GeometryOptions]>([
    ["plain", {}],
    ["with effects integrated out", { integrate: true, centre: true, whiten: true, collapse: true }],
    ["with effects near the data", { centre: true, whiten: true }],
  ])("samples all coefficients, %s, and its compiled gradient is that of differences", (_, geometry) => {
    const traced = glmm(formula, { priors: ["b ~ horseshoe(1, par_ratio = 0.5)"] }).trace(table, geometry);
    const names = traced.blocks.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["hs_local", "hs_global", "hs_slab", "sigma"]));
    expect(names.indexOf("sigma")).toBeLessThan(names.indexOf("hs_global"));
    const scale = 0.5 / Math.sqrt(rows);
    const compiled = load(compile(traced.graph, traced.names));
    const oracle = interpret(traced.graph);
    const position = scattered(traced.dimension, "1");
    const gradient = new Float64Array(traced.dimension);
    const value = compiled.evaluate(position, gradient);
    expect(value).toBeCloseTo(oracle.evaluate(position, new Float64Array(traced.dimension)), 8);
    const scratch = new Float64Array(traced.dimension);
    gradient.forEach((slope, i) => {
      const step = 1e-5;
      const moved = (by: number) => compiled.evaluate(position.with(i, position[i]! + by), scratch);
      expect(Math.abs((moved(step) - moved(-step)) / (2 * step) - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    });
    const values = oracle.output("constrained", position);
    const draw = (name: string) => values[traced.names.indexOf(name)]!;
    const block = (name: string) => traced.blocks.find((one) => one.name === name)!;
    const of = (name: string, k = 0) => position[block(name).offset + k]!;
    // sigma · scale · eᶻ, and λ̃ by the definition.
    const tau = draw("sigma") * scale * Math.exp(of("hs_global"));
    expect(draw("hs_global") / tau).toBeCloseTo(1, 11);
    const c2 = 4 * draw("hs_slab");
    ["b_x", "b_z", "b_w"].forEach((name, k) => {
      const lambda = Math.exp(of("hs_local", k));
      const sd = tau * lambda * Math.sqrt(c2 / (c2 + (tau * lambda) ** 2));
      expect(draw(name) / (sd * of("coefficients of mu, horseshoe", k))).toBeCloseTo(1, 10);
    });
  });

  it("scales by sigma only where there is one number for it, and it is asked", () => {
    const at = (formulas: string[], prior: string, family = "gaussian") => {
      const traced = glmm(formulas, { family, priors: [prior] }).trace(table);
      const values = interpret(traced.graph).output("constrained", new Float64Array(traced.dimension));
      return values[traced.names.indexOf("hs_global")];
    };
    // At the origin the global scale is its unit.
    expect(at(["y ~ x + w"], "b ~ horseshoe(1, 0.3, autoscale = FALSE)")).toBeCloseTo(0.3, 12);
    expect(at(["y ~ x + w", "sigma ~ z"], "b ~ horseshoe(1, 0.3)")).toBeCloseTo(0.3, 12);
    expect(at(["n ~ x + w"], "b ~ horseshoe(1, 0.3)", "poisson")).toBeCloseTo(0.3, 12);
    expect(at(["y ~ x + w"], "b ~ horseshoe(1, 0.3)")).not.toBeCloseTo(0.3, 3);
  });

  it("leaves coefficients with a prior of their own outside, wherever they stand", () => {
    const traced = glmm("y ~ x + z + w", { priors: ["b ~ horseshoe(1)", "b[z] ~ normal(0, 1)"] }).trace(table);
    const lengths = new Map(traced.blocks.map(({ name, length }) => [name, length]));
    expect(lengths.get("coefficients of mu, horseshoe")).toBe(2);
    expect(lengths.get("b_z")).toBe(1);
    const position = scattered(traced.dimension, "3");
    const values = interpret(traced.graph).output("constrained", position);
    const place = (name: string) => traced.blocks.find((one) => one.name === name)!.offset;
    const own = values[traced.names.indexOf("b_z")]!;
    const moved = position.with(place("coefficients of mu, horseshoe") + 1, 9);
    const after = interpret(traced.graph).output("constrained", moved);
    expect(after[traced.names.indexOf("b_z")]).toBe(own);
    expect(after[traced.names.indexOf("b_x")]).toBe(values[traced.names.indexOf("b_x")]);
    expect(after[traced.names.indexOf("b_w")]).not.toBe(values[traced.names.indexOf("b_w")]);
  });

  it("counts the rows of the table where equal rows are taken as one", () => {
    const twice = tableFromColumns({ n: [1, 1, 1, 2, 2, 0, 0, 0], x: [0, 0, 0, 1, 1, 0, 0, 0] });
    const model = glmm("n ~ x", { family: "poisson", priors: ["b ~ horseshoe(1, par_ratio = 1)"] });
    for (const collapse of [false, true]) {
      const traced = model.trace(twice, { collapse });
      const values = interpret(traced.graph).output("constrained", new Float64Array(traced.dimension));
      expect(values[traced.names.indexOf("hs_global")]).toBeCloseTo(1 / Math.sqrt(8), 12);
    }
  });

  it("reports what coefficients share under brms's names, and prints the prior in full", () => {
    const priors = ["b ~ horseshoe(1)", "sigma: b ~ R2D2(0.4)"];
    const model = glmm(["y ~ x + w", "sigma ~ x + z"], { priors });
    const { names } = model.trace(table);
    expect(names.filter((name) => /hs_|R2D2/.test(name))).toEqual([
      "hs_global",
      "hs_slab",
      "R2D2_R2_sigma",
      "R2D2_phi_sigma[1]",
      "R2D2_phi_sigma[2]",
    ]);
    const text = priorText(priorSummary(model.priors(table)));
    expect(text).toContain(
      "b                ~ horseshoe(df = 1, scale_global = 1, df_global = 1, scale_slab = 2, df_slab = 4, autoscale = TRUE)",
    );
    const again = model.withPriorsOf(table);
    expect(again.trace(table).names).toEqual(names);
  });
});

describe("prior draws of joint priors", () => {
  it("have every posterior name, and the intercept of columns that are not centred", () => {
    const { posterior } = madeFit(["y ~ x + z + w"], table, { priors: ["b ~ R2D2()", "b[z] ~ normal(0, 1)"] });
    const drawn = priorDraws(posterior, { draws: 50 });
    expect([...drawn.keys()].sort()).toEqual([...posterior.draws.names, "Intercept"].sort());
    const mean = (name: "x" | "z" | "w") => columns[name].reduce((sum, value) => sum + value / rows, 0);
    drawn.get("b_Intercept")!.forEach((value, d) => {
      const shift = (["x", "z", "w"] as const).reduce((sum, name) => sum + mean(name) * drawn.get(`b_${name}`)![d]!, 0);
      expect(value).toBeCloseTo(drawn.get("Intercept")![d]! - shift, 10);
    });
  });

  it("are in units of the draws of sigma where these scale them", () => {
    const priors = ["b ~ horseshoe(1, 0.2)", "sigma ~ constant(1000)"];
    const big = priorDraws(madeFit(["y ~ x + w"], table, { priors }).posterior, { draws: 400, seed: 2 });
    const small = priorDraws(madeFit(["y ~ x + w"], table, { priors: [priors[0]!, "sigma ~ constant(1)"] }).posterior, {
      draws: 400,
      seed: 2,
    });
    small.get("hs_global")!.forEach((value, d) => expect(big.get("hs_global")![d]! / value).toBeCloseTo(1000, 6));
  });
});
