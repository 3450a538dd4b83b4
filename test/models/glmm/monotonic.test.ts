/** Monotonic effects in whole models. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { load } from "../../../engine/compiler/load.js";
import type { GeometryOptions } from "../../../engine/core/Model.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { lgamma } from "../../../engine/math/lgamma.js";
import { stream } from "../../../engine/random/stream.js";
import { fittedGlmm } from "../../../models/glmm/FittedGlmm.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { fixef } from "../../../models/glmm/groups/index.js";
import { linpred } from "../../../models/glmm/prediction/index.js";
import { predictionArray } from "../../../models/glmm/prediction/predictionArray.js";
import { priorDraws } from "../../../models/glmm/priors/priorDraws.js";
import { madeFit } from "./checking/madeFit.js";
import { derivatives } from "./latent/extrapolated.js";

beforeAll(() => loadTensorflow());

const rows = 30;
const rng = stream("4", "cells");
const cells = Array.from({ length: rows }, (_, row) => ({
  k: 2 + (row % 4),
  size: ["small", "middling", "large"][row % 3]!,
  z: rng.normal(),
  f: ["a", "b", "c"][(row * 7) % 3]!,
  g: `g${row % 5}`,
  y: rng.normal() + (row % 4),
}));
const column = <Key extends keyof (typeof cells)[number]>(key: Key) => cells.map((cell) => cell[key]);
const table = tableFromColumns({
  k: column("k"),
  size: column("size"),
  z: column("z"),
  f: column("f"),
  g: column("g"),
  y: column("y"),
});
const factors = { size: ["small", "middling", "large"] };
const scattered = (dimension: number, seed = "1") => {
  const positions = stream(seed, "position");
  return Float64Array.from({ length: dimension }, () => 0.8 * positions.normal());
};

/** D Σ_{j ≤ level} ζⱼ, as brms writes it. */
const height = (shares: readonly number[], level: number) =>
  shares.length * shares.slice(0, level).reduce((sum, share) => sum + share, 0);

describe("a model with mo()", () => {
  const formula = "y ~ z + mo(k) + mo(size) * z + (1 | g)";
  const places = new Map(factors.size.map((level, i) => [level, i]));

  it.each<[string, GeometryOptions]>([
    ["plain", {}],
    ["with effects integrated out", { integrate: true, centre: true, whiten: true, collapse: true }],
    ["with effects near the data", { centre: true, whiten: true }],
  ])("has the likelihood of its definition, %s", (_, geometry) => {
    const traced = glmm(formula, { factors }).trace(table, geometry);
    const oracle = interpret(traced.graph);
    for (const seed of ["1", "2"]) {
      const position = scattered(traced.dimension, seed);
      const values = oracle.output("constrained", position);
      const draw = (name: string) => values[traced.names.indexOf(name)]!;
      const shares = (name: string, steps: number) =>
        Array.from({ length: steps }, (_, j) => draw(`${name}[${j + 1}]`));
      const logLikelihood = oracle.output("logLikelihood", position);
      cells.forEach(({ k, size, z, g, y }, row) => {
        const eta =
          draw("b_Intercept") +
          draw("b_z") * z +
          draw("bsp_mok") * height(shares("simo_mok1", 3), k - 2) +
          draw("bsp_mosize") * height(shares("simo_mosize1", 2), places.get(size)!) +
          draw("bsp_mosize:z") * z * height(shares("simo_mosize:z1", 2), places.get(size)!) +
          draw(`r_g[${g},Intercept]`);
        const residual = (y - eta) / draw("sigma");
        const expected = -0.5 * residual * residual - Math.log(draw("sigma")) - 0.5 * Math.log(2 * Math.PI);
        expect(Math.abs(logLikelihood[row]! - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
      });
    }
  });

  it("has the density of its definition: priors, likelihood and Jacobians, and the gradient of its differences", () => {
    const priors = [
      ...["b ~ normal(0.5, 2)", "b[mok] ~ student_t(4, 0, 1)", "simo[mok1] ~ dirichlet(2, 1, 3)"],
      ...["Intercept ~ normal(1, 3)", "sigma ~ exponential(1)"],
    ];
    const traced = glmm("y ~ z + mo(k)", { priors }).trace(table);
    const oracle = interpret(traced.graph);
    const offset = (name: string) => traced.blocks.find((block) => block.name === name)!.offset;
    const at = (position: Float64Array) => oracle.evaluate(position, new Float64Array(traced.dimension));
    const units: number[] = [];
    for (const seed of ["1", "2", "3"]) {
      const position = scattered(traced.dimension, seed);
      const values = oracle.output("constrained", position);
      const draw = (name: string) => values[traced.names.indexOf(name)]!;
      const simo = [1, 2, 3].map((j) => draw(`simo_mok1[${j}]`));
      // Breaking the stick: part k of what is left has the logit of the coordinate less ln(3 − k).
      const sticks = [0, 1].map((k) => 1 / (1 + Math.exp(Math.log(2 - k) - position[offset("simo_mok1") + k]!)));
      expect(simo[0]).toBeCloseTo(sticks[0]!, 12);
      expect(simo[1]).toBeCloseTo((1 - sticks[0]!) * sticks[1]!, 12);
      const logStick = Math.log(simo[0]! * (1 - sticks[0]!)) + Math.log(simo[1]! * (1 - sticks[1]!));
      const dirichlet = lgamma(6) - lgamma(2) - lgamma(1) - lgamma(3) + Math.log(simo[0]!) + 2 * Math.log(simo[2]!);
      const normal = (x: number, m: number, s: number) =>
        -0.5 * ((x - m) / s) ** 2 - Math.log(s) - 0.5 * Math.log(2 * Math.PI);
      const t = (x: number) => lgamma(2.5) - lgamma(2) - 0.5 * Math.log(4 * Math.PI) - 2.5 * Math.log(1 + (x * x) / 4);
      const sigma = draw("sigma");
      const mean = column("z").reduce((sum, z) => sum + z / rows, 0);
      const logPosterior =
        normal(draw("b_z"), 0.5, 2) +
        t(draw("bsp_mok")) +
        normal(draw("b_Intercept") + mean * draw("b_z"), 1, 3) -
        sigma +
        dirichlet +
        cells.reduce((sum, { k, z, y }) => {
          const eta = draw("b_Intercept") + draw("b_z") * z + draw("bsp_mok") * height(simo, k - 2);
          return sum + normal(y, eta, sigma);
        }, 0);
      // Other parameters are affine in their coordinates but for sigma, whose logarithm is: what is left is the same everywhere.
      units.push(at(position) - logPosterior - logStick - Math.log(sigma));
    }
    expect(Number.isFinite(units[0])).toBe(true);
    units.forEach((unit) => expect(unit).toBeCloseTo(units[0]!, 9));
    const position = scattered(traced.dimension, "4");
    const gradient = new Float64Array(traced.dimension);
    load(compile(traced.graph, traced.names)).evaluate(position, gradient);
    const slopes = derivatives(at, position);
    gradient.forEach((slope, i) => expect(Math.abs(slope - slopes[i]!)).toBeLessThan(1e-7 * (1 + Math.abs(slope))));
  });
  it("predicts what it fitted, and other rows within the levels", () => {
    const { posterior } = madeFit([formula], table, { factors });
    const fitted = fittedGlmm(posterior);
    const of = (name: string) => fitted.draws(name);
    const steps = (name: string, count: number, d: number) =>
      Array.from({ length: count }, (_, j) => of(`${name}[${j + 1}]`)[d]!);
    const expected = ({ k, size, z, g }: { k: number; size: string; z: number; g: string }, d: number) =>
      of("b_Intercept")[d]! +
      of("b_z")[d]! * z +
      of("bsp_mok")[d]! * height(steps("simo_mok1", 3, d), k - 2) +
      of("bsp_mosize")[d]! * height(steps("simo_mosize1", 2, d), places.get(size)!) +
      of("bsp_mosize:z")[d]! * z * height(steps("simo_mosize:z1", 2, d), places.get(size)!) +
      of(`r_g[${g},Intercept]`)[d]!;
    const own = predictionArray(linpred(posterior));
    cells.forEach((cell, row) => expect(own[2 * row]).toBeCloseTo(expected(cell, 0), 10));
    const fresh = { k: 4, size: "large", z: 0.3, g: "g2" };
    const newData = tableFromColumns({ k: [fresh.k], size: [fresh.size], z: [fresh.z], g: [fresh.g] });
    const other = predictionArray(linpred(posterior, { newdata: newData }));
    expect(other[0]).toBeCloseTo(expected(fresh, 0), 10);
    const beyond = tableFromColumns({ k: [6], size: ["large"], z: [0], g: ["g2"] });
    expect(() => linpred(posterior, { newdata: beyond })).toThrow(
      /row 1 of the new data is beyond the levels of "k" that were fitted, 2 to 5: mo\(\) does not extrapolate/,
    );
    const unknown = tableFromColumns({ k: [3], size: ["huge"], z: [0], g: ["g2"] });
    expect(() => linpred(posterior, { newdata: unknown })).toThrow(/row 1 holds "huge", which is no level of "size"/);
  });

  it("lists the mean step among the coefficients", () => {
    const { posterior } = madeFit([formula], table, { factors });
    expect(fixef(posterior).map(({ coefficient }) => coefficient)).toEqual([
      "Intercept",
      "z",
      "mok",
      "mosize",
      "mosize:z",
    ]);
  });

  it("has prior draws of steps and coefficients by their names", () => {
    const { posterior } = madeFit(["y ~ z + mo(k)"], table, { priors: ["simo ~ dirichlet(2, 1, 1)"] });
    const drawn = priorDraws(posterior, { draws: 2000 });
    expect([...drawn.keys()].sort()).toEqual([...posterior.draws.names, "Intercept"].sort());
    const first = drawn.get("simo_mok1[1]")!;
    // The mean of beta(2, 2), ± 4 standard errors.
    expect(Math.abs(first.reduce((sum, x) => sum + x / 2000, 0) - 0.5)).toBeLessThan(
      (4 * Math.sqrt(0.05)) / Math.sqrt(2000),
    );
  });

  it("has rows of one kind taken as one, with the same log likelihood", () => {
    const many = Array.from({ length: 400 }, (_, row) => row);
    const counts = tableFromColumns({
      n: many.map((row) => row % 3),
      k: many.map((row) => row % 4),
      x: many.map((row) => row % 2),
    });
    const model = glmm("n ~ mo(k):x + mo(k)", { family: "poisson" });
    const [plain, collapsed] = [model.trace(counts), model.trace(counts, { collapse: true })];
    const position = scattered(plain.dimension);
    const of = ({ graph }: typeof plain) => interpret(graph).evaluate(position, new Float64Array(plain.dimension));
    expect(of(collapsed)).toBeCloseTo(of(plain), 8);
    expect(collapsed.graph).not.toEqual(plain.graph);
  });

  it("may be of two levels, whose single step has nothing to estimate", () => {
    const two = tableFromColumns({ y: column("y"), k: cells.map((_, row) => row % 2) });
    const traced = glmm("y ~ mo(k)").trace(two);
    expect(traced.blocks.map(({ name }) => name)).toEqual(["Intercept", "bsp_mok", "sigma"]);
    const values = interpret(traced.graph).output("constrained", scattered(traced.dimension));
    expect(values[traced.names.indexOf("simo_mok1[1]")]).toBe(1);
  });

  it("stands under a horseshoe with the other coefficients", () => {
    const traced = glmm("y ~ z + mo(k)", { priors: ["b ~ horseshoe(1)"] }).trace(table);
    expect(traced.blocks.find(({ name }) => name === "coefficients of mu, horseshoe")!.length).toBe(2);
    expect(traced.names).toEqual(expect.arrayContaining(["b_z", "bsp_mok", "hs_global"]));
  });
});

describe("names of monotonic effects, as brms 2.18 has them", () => {
  const names = (...formulas: string[]) => {
    const model = glmm(formulas, { factors });
    return model.priors(table).flatMap(({ slot }) => (slot.class === "b" || slot.class === "simo" ? [slot.name] : []));
  };

  it.each([
    [
      ["y ~ mo(k) * f"],
      ["b_fb", "b_fc", "bsp_mok", "bsp_mok:fb", "bsp_mok:fc", "simo_mok1", "simo_mok:fb1", "simo_mok:fc1"],
    ],
    [["y ~ z * mo(k)"], ["b_z", "bsp_mok", "bsp_mok:z", "simo_mok1", "simo_mok:z1"]],
    [["y ~ mo(k):mo(size)"], ["bsp_mok:mosize", "simo_mok:mosize1", "simo_mok:mosize2"]],
    [["y ~ f:mo(k)"], ["bsp_fa:mok", "bsp_fb:mok", "bsp_fc:mok", "simo_fa:mok1", "simo_fb:mok1", "simo_fc:mok1"]],
    [
      ["y ~ 1", "sigma ~ mo(k)"],
      ["bsp_sigma_mok", "simo_sigma_mok1"],
    ],
    [
      ["y ~ 0 + f + mo(k):f"],
      [
        "b_fa",
        "b_fb",
        "b_fc",
        "bsp_fa:mok",
        "bsp_fb:mok",
        "bsp_fc:mok",
        "simo_fa:mok1",
        "simo_fb:mok1",
        "simo_fc:mok1",
      ],
    ],
  ])("%j", (formulas, expected) => {
    expect(names(...formulas)).toEqual(expected);
  });

  it("have a prior of class b on the mean step, scaled by even steps, and even shares", () => {
    const priors = new Map(
      glmm("y ~ mo(k)")
        .priors(table)
        .map(({ slot, text }) => [slot.name, text]),
    );
    const even = new Map(
      glmm("y ~ k")
        .priors(table)
        .map(({ slot, text }) => [slot.name, text]),
    );
    expect(priors.get("bsp_mok")).toBe(even.get("b_k"));
    expect(priors.get("simo_mok1")).toBe("dirichlet(1)");
    expect(() => glmm("y ~ mo(k)", { priors: ["simo ~ dirichlet(1, 2)"] }).priors(table)).toThrow(
      "simo_mok1 are 3 shares, but dirichlet(1, 2) has 2 numbers.",
    );
    expect(() => glmm("y ~ z", { priors: ["simo ~ dirichlet(1)"] }).priors(table)).toThrow(
      "the formula has no monotonic effects",
    );
  });
});

describe("mo() refuses", () => {
  it.each([
    ["y ~ mo(z)", 'mo() takes whole numbers, or levels in a declared order, but "z" holds '],
    ["y ~ mo(f)", 'the levels of "f" have no order yet: declare it, lowest first, with --factor f=low,high'],
    ["y ~ (mo(k) | g)", "monotonic effects that vary by group are not supported"],
    ["y ~ mo(k, 2)", "mo() takes one column"],
    ["y ~ mo(k + 1)", "mo() takes the name of one column, not an expression"],
    ["y ~ log(mo(k))", "mo() "],
  ])("%s", (formula, sentence) => {
    expect(() => glmm(formula).trace(table)).toThrow(sentence);
  });
});
