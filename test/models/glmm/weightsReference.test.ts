/** Weights as lme4, stats::glm, MASS and brms take them: test/reference/weights/make.R. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { families } from "../../../models/glmm/families/families.js";
import type { FittedGlmm } from "../../../models/glmm/FittedGlmm.js";
import { glmm, type GlmmOptions } from "../../../models/glmm/glmm.js";
import { linkOf } from "../../../models/glmm/links.js";
import { logLikelihoodOf } from "../../../models/glmm/prediction/logLikelihood.js";
import { predictionArray } from "../../../models/glmm/prediction/predictionArray.js";
import { logJacobian } from "./latent/logJacobian.js";

beforeAll(async () => void (await loadTensorflow()));

interface Reference {
  readonly data: Readonly<Record<string, number[]>>;
  readonly precision: {
    readonly log_lik: number;
    readonly b: [number, number];
    readonly sd: number;
    readonly sigma: number;
  };
  readonly reml: {
    readonly b: [number, number];
    readonly sd: number;
    readonly sigma: number;
    readonly effects: number[];
  };
  readonly poisson: { readonly b: [number, number]; readonly log_lik: number };
  readonly negbinomial: { readonly b: [number, number]; readonly shape: number; readonly log_lik: number };
  readonly brms: readonly {
    readonly formula: string;
    readonly family: string;
    readonly priors: readonly string[];
    readonly draws: Readonly<Record<string, number[]>>;
    readonly log_lik: readonly (readonly number[])[];
  }[];
}

const reference = JSON.parse(
  readFileSync(new URL("../../reference/weights/values.json", import.meta.url), "utf8"),
) as Reference;
const table = tableFromColumns(reference.data);

/** A model whose effects are integrated out, by the values of its parameters instead of its position. */
function likelihood(formula: string, options: GlmmOptions) {
  const model = glmm(formula, options);
  const traced = model.trace(table, { integrate: true });
  const compiled = load(compile(traced.graph, traced.names));
  const place = (name: string) => traced.blocks.find((block) => block.name === name)!.offset;
  const drawsAt = (position: Float64Array) => {
    const out = new Float64Array(traced.names.length);
    compiled.constrain(position, { normal: () => 0 } as unknown as Rng, out);
    return new Map(traced.names.map((name, i) => [name, out[i]!]));
  };
  /** Sets one number of a position so that a draw has a value, be the way there linear or exponential. */
  const solve = (position: Float64Array, block: string, draw: string, value: number) => {
    const at = (z: number) => drawsAt(position.with(place(block), z)).get(draw)!;
    const isPositive = !block.startsWith("b_") && block !== "Intercept";
    position[place(block)] = isPositive ? Math.log(value / at(0)) : (value - at(0)) / (at(1) - at(0));
  };
  /** Log density without priors and volumes. */
  const logLikelihood = (position: Float64Array) => {
    const priors = new Float64Array(traced.blocks.length);
    compiled.logPrior(position, priors);
    const sampled = traced.blocks.reduce((sum, { length }, i) => sum + (length > 0 ? priors[i]! : 0), 0);
    const value = compiled.evaluate(position, new Float64Array(position.length));
    return value - sampled - logJacobian(model, table, traced, position, drawsAt(position));
  };
  return { position: new Float64Array(traced.dimension), drawsAt, solve, logLikelihood, place };
}

/** The largest slope of the log likelihood, by coordinate of about a unit. */
function largestSlope({ logLikelihood }: ReturnType<typeof likelihood>, position: Float64Array): number {
  const step = 1e-4;
  const slopes = Array.from(position, (z, i) => {
    return (logLikelihood(position.with(i, z + step)) - logLikelihood(position.with(i, z - step))) / (2 * step);
  });
  return slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
}

const flat = ["b ~ flat", "Intercept ~ flat"];

describe("weights of precision", () => {
  it("have lme4's log likelihood at its estimates, which maximise ours too", () => {
    const { b, sd, sigma, log_lik } = reference.precision;
    const of = likelihood("y | weights(p, precision) ~ x + (1 | g)", {
      priors: [...flat, "sd ~ flat", "sigma ~ flat"],
    });
    const { position } = of;
    of.solve(position, "b_x", "b_x", b[1]);
    of.solve(position, "Intercept", "b_Intercept", b[0]);
    of.solve(position, "sd_g__Intercept", "sd_g__Intercept", sd);
    of.solve(position, "sigma", "sigma", sigma);
    expect(position.length).toBe(4);
    // R printed 15 digits; sums of 60 rows.
    expect(of.logLikelihood(position)).toBeCloseTo(log_lik, 9);
    // lme4's optimiser stops where its own slope is about 1e-4.
    expect(largestSlope(of, position)).toBeLessThan(2e-3);
  });

  it("have lme4's REML estimates, with its coefficients and effects as the mean of what is drawn", () => {
    const { b, sd, sigma, effects } = reference.reml;
    // Wide normal priors are flat to nine digits, and let the coefficients be integrated out.
    const priors = ["b ~ normal(0, 10000)", "Intercept ~ normal(0, 10000)", "sd ~ flat", "sigma ~ flat"];
    const of = likelihood("y | weights(p, precision) ~ x + (1 | g)", { priors });
    const { position } = of;
    expect(position.length).toBe(2);
    of.solve(position, "sd_g__Intercept", "sd_g__Intercept", sd);
    of.solve(position, "sigma", "sigma", sigma);
    expect(largestSlope(of, position)).toBeLessThan(2e-3);
    const draws = of.drawsAt(position);
    expect(draws.get("b_Intercept")).toBeCloseTo(b[0], 6);
    expect(draws.get("b_x")).toBeCloseTo(b[1], 6);
    effects.forEach((effect, j) => expect(draws.get(`r_g[g${j + 1},Intercept]`)).toBeCloseTo(effect, 6));
  });
});

describe("weights of frequency", () => {
  it("have the weighted log likelihood of glm, and its maximum, for counts", () => {
    const { b, log_lik } = reference.poisson;
    const of = likelihood("count | weights(w, frequency) ~ x", { family: "poisson", priors: flat });
    of.solve(of.position, "b_x", "b_x", b[1]);
    of.solve(of.position, "Intercept", "b_Intercept", b[0]);
    expect(of.logLikelihood(of.position)).toBeCloseTo(log_lik, 9);
    // Central differences leave about 1e-8.
    expect(largestSlope(of, of.position)).toBeLessThan(1e-6);
  });

  it("have the weighted log likelihood of MASS's glm.nb, and its maximum", () => {
    const { b, shape, log_lik } = reference.negbinomial;
    const priors = [...flat, "shape ~ flat"];
    const of = likelihood("count | weights(w, frequency) ~ x", { family: "negbinomial", priors });
    of.solve(of.position, "b_x", "b_x", b[1]);
    of.solve(of.position, "Intercept", "b_Intercept", b[0]);
    of.solve(of.position, "shape", "shape", shape);
    expect(of.logLikelihood(of.position)).toBeCloseTo(log_lik, 9);
    // theta.ml stops at a relative change of 1e-4 or so.
    expect(largestSlope(of, of.position)).toBeLessThan(2e-3);
  });

  describe.each(reference.brms.map((one) => ({ ...one, title: one.formula })))("in brms, $family", (given) => {
    const { formula, family, priors, draws, log_lik } = given;
    const model = glmm(formula, { family, priors, defaultPriors: "brms" });

    it("multiply the log likelihood of each row", () => {
      const { frame } = model.encoder(table);
      const fitted: FittedGlmm = {
        posterior: { provenance: { seed: "1" } } as FittedGlmm["posterior"],
        family: families.get(model.family.name)!,
        link: linkOf(model.family.link),
        frame,
        priors: [],
        drawCount: log_lik.length,
        has: (name) => name in draws,
        draws: (name) => Float64Array.from(draws[name]!),
        encode: () => frame,
      };
      const ours = predictionArray(logLikelihoodOf(fitted));
      expect(ours.length).toBe(log_lik.length * frame.rows);
      ours.forEach((value, i) => {
        // R printed 15 digits; a product and a logarithm.
        expect(value).toBeCloseTo(log_lik[i % log_lik.length]![Math.floor(i / log_lik.length)]!, 11);
      });
    });

    it("leave priors and centring to the rows as they are", () => {
      const x = reference.data["x"]!;
      const mean = x.reduce((sum, value) => sum + value / x.length, 0);
      draws["lprior"]!.forEach((expected, d) => {
        const at = (name: string) => draws[name]![d]!;
        const sum = model.priors(table).reduce((total, { slot, distribution }) => {
          const value = slot.class === "Intercept" ? at("b_Intercept") + mean * at("b_x") : at(slot.name);
          return total + (distribution.logDensity(value) as number);
        }, 0);
        expect(sum).toBeCloseTo(expected, 10);
      });
    });
  });
});
