import { describe, expect, it } from "vitest";
import { families } from "../../../../models/glmm/families/families.js";
import { epredOf } from "../../../../models/glmm/prediction/epred.js";
import { logLikelihoodOf } from "../../../../models/glmm/prediction/logLikelihood.js";
import { predictOf } from "../../../../models/glmm/prediction/predict.js";
import { predictionArray } from "../../../../models/glmm/prediction/predictionArray.js";
import { around, constant, frameOfParts, handMade, momentsOf, predictor } from "./handMade.js";
import type { Response } from "../../../../models/glmm/Frame.js";
import type { FamilyName, LinkName } from "../../../../models/glmm/Family.js";

const draws = 8000;

/** One row at a predictor, with an auxiliary parameter of each name. */
interface Case {
  readonly family: readonly [FamilyName, LinkName];
  readonly eta: number;
  readonly response?: Partial<Response>;
  readonly y: number;
  readonly mean: number;
  readonly variance: number;
  readonly logDensity: number;
}

const one = (value: number): Float64Array => Float64Array.of(value);
const [sigma, shape, phi, nu] = [0.5, 3, 6, 7];
const p = 1 / (1 + Math.exp(-0.4));
const normalLog = (y: number, mean: number, sd: number): number =>
  -0.5 * ((y - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);

// Moments and densities from the textbook, at sigma 0.5, shape 3, phi 6 and nu 7.
const cases: readonly Case[] = [
  { family: ["gaussian", "identity"], eta: 2, y: 1, mean: 2, variance: 0.25, logDensity: normalLog(1, 2, sigma) },
  {
    family: ["gaussian", "log"],
    eta: 1,
    y: 2,
    mean: Math.E,
    variance: 0.25,
    logDensity: normalLog(2, Math.E, sigma),
  },
  {
    family: ["gaussian", "identity"],
    eta: 2,
    y: 1,
    response: { se: { values: one(1.2), sigma: false } },
    mean: 2,
    variance: 1.44,
    logDensity: normalLog(1, 2, 1.2),
  },
  {
    family: ["gaussian", "identity"],
    eta: 2,
    y: 1,
    response: { se: { values: one(1.2), sigma: true } },
    mean: 2,
    variance: 1.69,
    logDensity: normalLog(1, 2, 1.3),
  },
  // Precisions divide sigma², those of the likelihood multiply the log density and leave the law as it is.
  {
    family: ["gaussian", "identity"],
    eta: 2,
    y: 1,
    response: { weights: { meaning: "precision", values: one(4) } },
    mean: 2,
    variance: 0.0625,
    logDensity: normalLog(1, 2, 0.25),
  },
  {
    family: ["gaussian", "identity"],
    eta: 2,
    y: 1,
    response: { se: { values: one(1.2), sigma: true }, weights: { meaning: "precision", values: one(0.25) } },
    mean: 2,
    variance: 2.44,
    logDensity: normalLog(1, 2, Math.sqrt(2.44)),
  },
  {
    family: ["lognormal", "identity"],
    eta: 1,
    y: 2,
    response: { weights: { meaning: "precision", values: one(4) } },
    mean: Math.exp(1 + 0.0625 / 2),
    variance: Math.expm1(0.0625) * Math.exp(2 + 0.0625),
    logDensity: normalLog(Math.log(2), 1, 0.25) - Math.log(2),
  },
  {
    family: ["gaussian", "identity"],
    eta: 2,
    y: 1,
    response: { weights: { meaning: "frequency", values: one(3) } },
    mean: 2,
    variance: 0.25,
    logDensity: 3 * normalLog(1, 2, sigma),
  },
  {
    family: ["bernoulli", "logit"],
    eta: 0.4,
    y: 1,
    response: { weights: { meaning: "sampling", values: one(0.7) } },
    mean: p,
    variance: p * (1 - p),
    logDensity: 0.7 * Math.log(p),
  },
  // R 4.2: dt(-2, 7, log = TRUE) - log(0.5)
  { family: ["student", "identity"], eta: 2, y: 1, mean: 2, variance: (0.25 * 7) / 5, logDensity: -2.069327464984 },
  { family: ["bernoulli", "logit"], eta: 0.4, y: 1, mean: p, variance: p * (1 - p), logDensity: Math.log(p) },
  {
    family: ["binomial", "logit"],
    eta: 0.4,
    y: 1,
    response: { trials: one(3) },
    mean: 3 * p,
    variance: 3 * p * (1 - p),
    logDensity: Math.log(3 * p * (1 - p) ** 2),
  },
  {
    family: ["poisson", "log"],
    eta: 1,
    y: 2,
    response: { rate: one(2) },
    mean: 2 * Math.E,
    variance: 2 * Math.E,
    logDensity: 2 * Math.log(2 * Math.E) - 2 * Math.E - Math.log(2),
  },
  {
    // The rate multiplies the shape too: 2 e and 6; at 0 the density is (1 + 2 e/6)^−6.
    family: ["negbinomial", "log"],
    eta: 1,
    y: 0,
    response: { rate: one(2) },
    mean: 2 * Math.E,
    variance: 2 * Math.E + (2 * Math.E) ** 2 / 6,
    logDensity: -6 * Math.log(1 + (2 * Math.E) / 6),
  },
  {
    family: ["gamma", "log"],
    eta: 1,
    y: 2,
    mean: Math.E,
    variance: Math.E ** 2 / shape,
    logDensity: 3 * Math.log(3 / Math.E) + 2 * Math.log(2) - 6 / Math.E - Math.log(2),
  },
  {
    family: ["beta", "logit"],
    eta: 0,
    y: 0.5,
    mean: 0.5,
    variance: 0.25 / (1 + phi),
    logDensity: Math.log(30 / 16),
  },
  {
    family: ["lognormal", "identity"],
    eta: 1,
    y: 2,
    mean: Math.exp(1.125),
    variance: (Math.exp(0.25) - 1) * Math.exp(2.25),
    logDensity: normalLog(Math.log(2), 1, sigma) - Math.log(2),
  },
];

function fitOf({ family, eta, response, y }: Case) {
  const frame = frameOfParts(1, [predictor({ link: family[1] })], [], { values: one(y), ...response });
  const auxiliaries = { sigma, shape, phi, nu };
  const values = Object.fromEntries(Object.entries(auxiliaries).map(([name, value]) => [name, constant(value, draws)]));
  return handMade(family, frame, { b_Intercept: constant(eta, draws), ...values });
}

function farthest(values: Float64Array, from: number): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value - from)), 0);
}

describe("epred, predict and logLikelihood", () => {
  it.each(cases)("of $family have the moments and the density of the textbook (case %#)", (given) => {
    const fitted = fitOf(given);
    // A few roundings of numbers of this size; the value from R is printed to twelve places.
    expect(farthest(predictionArray(epredOf(fitted)), given.mean)).toBeLessThan(1e-13 * given.mean);
    expect(farthest(predictionArray(logLikelihoodOf(fitted)), given.logDensity)).toBeLessThan(1e-12);
    const predicted = predictionArray(predictOf(fitted));
    const { mean, variance } = momentsOf(predicted);
    expect(Math.abs(mean - given.mean)).toBeLessThan(5 * Math.sqrt(given.variance / draws));
    // The variance of a variance is (kurtosis − 1)/n; no law here has a kurtosis above 9.
    expect(Math.abs(variance / given.variance - 1)).toBeLessThan(5 * Math.sqrt(8 / draws));
    expect([...predicted].every((y) => fitted.family.isResponse(y))).toBe(true);
  });

  it("is of families that there are", () => {
    expect(cases.every(({ family }) => families.has(family[0]))).toBe(true);
  });

  it("have a log likelihood of 0 in a row of weight 0, also where its mean is none", () => {
    const weights = { meaning: "frequency", values: Float64Array.of(0, 2) } as const;
    const column = Float64Array.of(-1, 1);
    const frame = frameOfParts(2, [predictor({ columns: [column] })], [], { values: Float64Array.of(1, 2), weights });
    const fitted = handMade(["poisson", "identity"], frame, { b_Intercept: constant(1, 3), b_x1: constant(2, 3) });
    const expected = 2 * (2 * Math.log(3) - 3 - Math.LN2);
    const got = predictionArray(logLikelihoodOf(fitted));
    expect([...got.subarray(0, 3)]).toEqual([0, 0, 0]);
    got.subarray(3).forEach((value) => expect(value).toBeCloseTo(expected, 12));
  });

  it("take new rows without weights for rows of weight 1", () => {
    const weights = { meaning: "precision", values: one(100) } as const;
    const frame = frameOfParts(1, [predictor()], [], { values: one(1), weights });
    const draws = { b_Intercept: constant(2, 8), sigma: constant(sigma, 8) };
    const fitted = handMade(
      ["gaussian", "identity"],
      frame,
      draws,
      frameOfParts(1, [predictor()], [], { values: one(1) }),
    );
    const newdata = { y: [1] };
    expect(predictionArray(logLikelihoodOf(fitted))[0]).toBeCloseTo(normalLog(1, 2, sigma / 10), 12);
    expect(predictionArray(logLikelihoodOf(fitted, { newdata }))[0]).toBeCloseTo(normalLog(1, 2, sigma), 12);
  });

  it("use a predictor of sigma in each row and draw", () => {
    const column = Float64Array.of(0, 1);
    const frame = frameOfParts(
      2,
      [predictor(), predictor({ parameter: "sigma", link: "log", names: ["sigma_x"], columns: [column] })],
      [],
      { values: Float64Array.of(1, 1) },
    );
    const values = {
      b_Intercept: around(0, 1, 20, "mu"),
      b_sigma_Intercept: around(0, 1, 20, "s"),
      b_sigma_x: around(1, 1, 20, "x"),
    };
    const got = predictionArray(logLikelihoodOf(handMade(["gaussian", "identity"], frame, values)));
    got.forEach((value, i) => {
      const [row, draw] = [Math.floor(i / 20), i % 20];
      const sd = Math.exp(values.b_sigma_Intercept[draw]! + column[row]! * values.b_sigma_x[draw]!);
      expect(Math.abs(value - normalLog(1, values.b_Intercept[draw]!, sd))).toBeLessThan(
        1e-12 * Math.abs(value) + 1e-12,
      );
    });
  });

  it("draw other noise in each row, the same in each block", () => {
    const frame = frameOfParts(5, [predictor()]);
    const fitted = handMade(["gaussian", "identity"], frame, {
      b_Intercept: constant(0, 100),
      sigma: constant(1, 100),
    });
    const whole = predictionArray(predictOf(fitted));
    for (const { firstRow, values } of predictOf(fitted).blocks(200)) {
      expect(values).toEqual(whole.slice(firstRow * 100, firstRow * 100 + values.length));
    }
    expect(new Set(whole).size).toBe(500);
  });

  it("draw binomial counts by the trials of each row", () => {
    const frame = frameOfParts(2, [predictor()], [], { trials: Float64Array.of(1, 1000) });
    const fitted = handMade(["binomial", "logit"], frame, { b_Intercept: constant(0, 100) });
    expect([...predictionArray(epredOf(fitted)).filter((_, i) => i % 100 === 0)]).toEqual([0.5, 500]);
    const counts = predictionArray(predictOf(fitted));
    expect(Math.max(...counts.subarray(0, 100))).toBe(1);
    expect(Math.min(...counts.subarray(100))).toBeGreaterThan(400);
  });

  it("are asked of laws through one record that is refilled: no draw sees another's parameters", () => {
    const frame = frameOfParts(1, [predictor()]);
    const location = around(0, 5, 30, "m");
    const scale = constant(1e-9, 30);
    const fitted = handMade(["gaussian", "identity"], frame, { b_Intercept: location, sigma: scale });
    predictionArray(predictOf(fitted)).forEach((y, draw) => expect(Math.abs(y - location[draw]!)).toBeLessThan(1e-8));
  });

  it("are NaN in the draws that give a row a mean that the family cannot have", () => {
    const families = [["gamma", "inverse"], ["gamma", "identity"], ["poisson", "identity"], ["negbinomial", "identity"]] as const; // prettier-ignore
    for (const family of families) {
      const frame = frameOfParts(1, [predictor({ link: family[1] })], [], { values: one(1) });
      const fitted = handMade(family, frame, { b_Intercept: [-0.1, 2, -3, 4], shape: constant(shape, 4) });
      for (const ask of [epredOf, predictOf, logLikelihoodOf]) {
        expect([...predictionArray(ask(fitted))].map(Number.isNaN), family.join()).toEqual([true, false, true, false]);
      }
    }
  });
});
