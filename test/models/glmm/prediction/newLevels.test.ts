import { describe, expect, it } from "vitest";
import type { Table } from "../../../../engine/core/Table.js";
import type { Frame } from "../../../../models/glmm/Frame.js";
import { epredOf } from "../../../../models/glmm/prediction/epred.js";
import { linpredOf } from "../../../../models/glmm/prediction/linpred.js";
import type { PredictionOptions } from "../../../../models/glmm/prediction/PredictionOptions.js";
import { predictOf } from "../../../../models/glmm/prediction/predict.js";
import { predictionArray } from "../../../../models/glmm/prediction/predictionArray.js";
import { around, constant, frameOfParts, group, handMade, momentsOf, predictor } from "./handMade.js";

const newdata: Table = { rows: 0, columns: new Map() };
const count = 20000;
const [sd, sigma, intercept] = [2, 1.5, 10];
const x = 3;
const slope = 0.5;

/** A random intercept; rows of new data are at these levels, −1 − k for the k-th new one. */
function interceptFit(index: readonly number[], newLevels: readonly string[], draws = count) {
  const columns = [new Float64Array(index.length).fill(x)];
  const rows = (at: readonly number[], levels: readonly string[]): Frame =>
    frameOfParts(at.length, [predictor({ columns })], [group({ index: Int32Array.from(at), newLevels: levels })]);
  const values = {
    b_Intercept: constant(intercept, draws),
    b_x1: constant(slope, draws),
    sd_g__Intercept: constant(sd, draws),
    sigma: constant(sigma, draws),
    "r_g[a,Intercept]": around(0, 1, draws, "a"),
    "r_g[b,Intercept]": around(0, 1, draws, "b"),
    "r_g[c.d,Intercept]": around(0, 1, draws, "c"),
  };
  return handMade(["gaussian", "identity"], rows([0, 1, 2], []), values, rows(index, newLevels));
}

const rowsOf = (values: Float64Array, rows: number): Float64Array[] =>
  Array.from({ length: rows }, (_, row) =>
    values.subarray((row * values.length) / rows, ((row + 1) * values.length) / rows),
  );

function correlation(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [momentsOf(a), momentsOf(b)];
  const covariance = a.reduce((sum, value, i) => sum + (value - ma.mean) * (b[i]! - mb.mean), 0) / (a.length - 1);
  return covariance / Math.sqrt(ma.variance * mb.variance);
}

describe("predictions for new levels", () => {
  it("of a Gaussian model have mean X b and variance sd² + sigma²", () => {
    const predicted = predictionArray(predictOf(interceptFit([-1], ["new"]), { newdata }));
    const { mean, variance } = momentsOf(predicted);
    const expected = sd * sd + sigma * sigma;
    // Five standard errors of a mean and of a variance of independent normals: wrong by chance once in two million.
    expect(Math.abs(mean - (intercept + slope * x))).toBeLessThan(5 * Math.sqrt(expected / count));
    expect(Math.abs(variance - expected)).toBeLessThan(5 * expected * Math.sqrt(2 / (count - 1)));
  });

  it("are correlated by sd²/(sd² + sigma²) in two rows of one level, and not at all in rows of two", () => {
    const fitted = interceptFit([-1, -1, -2], ["new", "newer"]);
    const [one, two, other] = rowsOf(predictionArray(predictOf(fitted, { newdata })), 3);
    const expected = (sd * sd) / (sd * sd + sigma * sigma);
    // The standard error of a correlation ρ is (1 − ρ²)/√n.
    expect(Math.abs(correlation(one!, two!) - expected)).toBeLessThan(
      (5 * (1 - expected * expected)) / Math.sqrt(count),
    );
    expect(Math.abs(correlation(one!, other!))).toBeLessThan(5 / Math.sqrt(count));
  });

  it("share one effect in the rows of a level: their linear predictors differ by X b alone", () => {
    const [one, two] = rowsOf(predictionArray(linpredOf(interceptFit([-1, -1], ["new"], 100), { newdata })), 2);
    expect(one).toEqual(two);
  });

  it("do not depend on the order of rows, on other rows, on the block, or on the question", () => {
    const ask = (index: number[], levels: string[]) =>
      rowsOf(predictionArray(linpredOf(interceptFit(index, levels, 500), { newdata })), index.length);
    const [p, q, known] = ask([-1, -2, 1], ["p", "q"]);
    const reversed = ask([1, -1, -2, -1], ["q", "p"]);
    expect(reversed).toEqual([known, q, p, q]);
    expect(ask([-1], ["p"])).toEqual([p]);
    const fitted = interceptFit([-1, -2, 1], ["p", "q"], 500);
    for (const { firstRow, values } of linpredOf(fitted, { newdata }).blocks(1)) {
      expect(values).toEqual([p, q, known][firstRow]);
    }
    // An expectation of a Gaussian model is its linear predictor.
    expect(rowsOf(predictionArray(epredOf(fitted, { newdata })), 3)).toEqual([p, q, known]);
  });

  it("are made again when there are more levels than are kept at a time", () => {
    // 4.2 million numbers are kept, 20,000 for each of these: no more than 209 levels.
    const levels = Array.from({ length: 215 }, (_, k) => `level ${k}`);
    const index = [...levels.keys(), 0].map((k) => -1 - k);
    const fitted = interceptFit(index, levels);
    let first: Float64Array | undefined;
    for (const { firstRow, values } of linpredOf(fitted, { newdata }).blocks(1)) {
      if (firstRow === 0) first = values.slice();
      if (firstRow === 215) expect(values).toEqual(first);
    }
    expect(first).toBeDefined();
  });

  it("keep a level's effect in each posterior draw when fewer draws are used", () => {
    const fitted = interceptFit([-1], ["new"], 1000);
    const every = predictionArray(linpredOf(fitted, { newdata }));
    const some = predictionArray(linpredOf(fitted, { newdata, draws: 250 }));
    expect(some).toEqual(every.filter((_, draw) => draw % 4 === 0));
  });

  it("change with the seed, and are those of the fit's own seed unless told", () => {
    const fitted = interceptFit([-1], ["new"], 100);
    const ask = (options: PredictionOptions) => predictionArray(predictOf(fitted, { newdata, ...options }));
    expect(ask({ seed: "7" })).toEqual(ask({}));
    expect(ask({ seed: "8" })).not.toEqual(ask({}));
  });

  it('are those of the population when asked for, and a sentence with "refuse"', () => {
    const fitted = interceptFit([-1], ["aa"], 100);
    const population = predictionArray(linpredOf(fitted, { newdata, newLevels: "population" }));
    expect(population).toEqual(constant(intercept + slope * x, 100));
    expect(predictionArray(linpredOf(fitted, { newdata, groups: "none" }))).toEqual(population);
    expect(() => linpredOf(fitted, { newdata, newLevels: "refuse" })).toThrow(
      'unknown level "aa" of "g", did you mean "a"; correct it, or take --new-levels gaussian or population (in TypeScript `newLevels`).',
    );
    expect(() => linpredOf(fitted, { newdata, newLevels: "refuse", groups: "none" })).not.toThrow();
  });

  it("have the covariances of each draw's standard deviations and correlations", () => {
    const draws = 40000;
    const scales = [2, 0.5, 1];
    const correlations = [0.6, -0.3, 0.2];
    const names = ["Intercept", "x1", "x2"];
    const unit = (k: number) => Float64Array.from({ length: 3 }, (_, row) => (row === k ? 1 : 0));
    const rows = (newLevels: string[]): Frame =>
      frameOfParts(
        3,
        [predictor({ intercept: "none" })],
        [
          group({
            coefficients: names,
            columns: [unit(0), unit(1), unit(2)],
            index: Int32Array.of(-1, -1, -1),
            newLevels,
          }),
        ],
      );
    const fitted = handMade(
      ["gaussian", "identity"],
      frameOfParts(0, []),
      {
        ...Object.fromEntries(names.map((name, k) => [`sd_g__${name}`, constant(scales[k]!, draws)])),
        cor_g__Intercept__x1: constant(correlations[0]!, draws),
        cor_g__Intercept__x2: constant(correlations[1]!, draws),
        cor_g__x1__x2: constant(correlations[2]!, draws),
      },
      rows(["new"]),
    );
    const effects = rowsOf(predictionArray(linpredOf(fitted, { newdata })), 3);
    effects.forEach((effect, k) => {
      const { mean, variance } = momentsOf(effect);
      const expected = scales[k]! * scales[k]!;
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(expected / draws));
      expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    });
    const pairs = [[0, 1], [0, 2], [1, 2]] as const; // prettier-ignore
    pairs.forEach(([i, j], k) => {
      expect(Math.abs(correlation(effects[i]!, effects[j]!) - correlations[k]!)).toBeLessThan(5 / Math.sqrt(draws));
    });
  });

  it("with a correlation of one move together, and uncorrelated terms do not look for correlations", () => {
    const fit = (correlated: boolean) => {
      const columns = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
      const term = group({
        coefficients: ["Intercept", "x1"],
        columns,
        correlated,
        index: Int32Array.of(-1, -1),
        newLevels: ["n"],
      });
      const values = {
        sd_g__Intercept: constant(2, 400),
        sd_g__x1: constant(3, 400),
        ...(correlated ? { cor_g__Intercept__x1: constant(1, 400) } : {}),
      };
      const frame = frameOfParts(2, [predictor({ intercept: "none" })], [term]);
      return handMade(["gaussian", "identity"], frame, values);
    };
    const [a, b] = rowsOf(predictionArray(linpredOf(fit(true), { newdata })), 2);
    a!.forEach((value, draw) => expect(b![draw]).toBeCloseTo(1.5 * value, 12));
    const [c, d] = rowsOf(predictionArray(linpredOf(fit(false), { newdata })), 2);
    expect(Math.abs(correlation(c!, d!))).toBeLessThan(5 / Math.sqrt(400));
  });
});
