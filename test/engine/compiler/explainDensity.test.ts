import { describe, expect, it } from "vitest";

import { explainDensity } from "../../../engine/compiler/explainDensity.js";
import type { ModelLabels } from "../../../engine/core/Model.js";

const labels: ModelLabels = {
  blocks: [
    { name: "mu", offset: 0, length: 1 },
    { name: "theta", offset: 1, length: 3 },
  ],
  likelihoods: [
    { name: '"y"', length: 2 },
    { name: '"z"', length: 8, rowNumbers: Int32Array.of(2, 3, 5, 7, 11, 13, 17, 19) },
  ],
};

/** A model whose outputs are as given at every position. */
function outputs(prior: number[], likelihood: number[], gradient: number[]) {
  return {
    dimension: gradient.length,
    rows: likelihood.length,
    blocks: prior.length,
    evaluate: (_: Float64Array, out: Float64Array) => (out.set(gradient), -Infinity),
    logPrior: (_: Float64Array, out: Float64Array) => out.set(prior),
    logLikelihood: (_: Float64Array, out: Float64Array) => out.set(likelihood),
  };
}

const explained = (prior: number[], likelihood: number[], gradient = [0, 0, 0, 0]) =>
  explainDensity(outputs(prior, likelihood, gradient), labels, new Float64Array(4));

const fine = new Array<number>(10).fill(-1);
const bad = (value: number, ...rows: number[]) => fine.map((one, row) => (rows.includes(row) ? value : one));

describe("explainDensity", () => {
  it("names the block of parameters whose log prior is not finite", () => {
    expect(explained([-1, -Infinity], bad(NaN, 0))).toBe('the log prior of "theta" was -Infinity');
  });

  it("names the response and its rows, each response's from 1 or as the table numbers them", () => {
    expect(explained([0, 0], bad(-Infinity, 1))).toBe('the log likelihood of "y" was -Infinity in row 2');
    expect(explained([0, 0], bad(NaN, 2, 3, 6))).toBe('the log likelihood of "z" was NaN in rows 2, 3 and 11');
    expect(explained([0, 0], bad(NaN, 2, 3, 4, 5, 6, 7, 8))).toBe(
      'the log likelihood of "z" was NaN in rows 2, 3, 5, 7, 11 and 2 more',
    );
  });

  it("names the parameter whose gradient is not finite when every term is, and the element of a vector", () => {
    expect(explained([0, 0], fine, [0, 0, NaN, 0])).toBe('the gradient was NaN for "theta", element 2');
    expect(explained([0, 0], fine, [Infinity, 0, 0, 0])).toBe('the gradient was Infinity for "mu"');
    expect(explained([0, 0], fine)).toBeUndefined();
  });
});
