import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import { categorical } from "../../../engine/distributions/categorical.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { distributionOf } from "./reference.js";
import { traced } from "./traced.js";

beforeAll(async () => void (await loadTensorflow()));

const of = (name: string, parameters: Record<string, number>) => (): Distribution => distributionOf(name, parameters);
const cases: [string, () => Distribution, number[], number[]][] = [
  ["exponential", of("exponential", { rate: 1.3 }), [0.2, 4], [-0.2, -30]],
  ["gamma", of("gamma", { shape: 2.4, rate: 1 }), [0.2, 4], [0, -0.2, -30]],
  ["gamma of shape 1", of("gamma", { shape: 1, rate: 1 }), [0, 0.2], [-0.2]],
  ["inv_gamma", of("inv_gamma", { shape: 2.4, scale: 1 }), [0.2, 4], [0, -0.2]],
  ["lognormal", of("lognormal", { mu: 0, sigma: 1 }), [0.2, 4], [0, -0.2]],
  ["beta", of("beta", { alpha: 2, beta: 1.5 }), [0.2, 0.9], [0, 1, -0.1, 1.1]],
  ["uniform", of("uniform", { lower: -1, upper: 2 }), [-1, 0.3, 2], [-1.001, 2.001]],
  ["half-normal", of("half-normal", { location: 1, scale: 2 }), [0, 0.3], [-0.1]],
  ["normal above 3", of("cut-normal", { location: 1, scale: 2, lower: 3 }), [3, 4.5], [2.9, -5]],
  ["normal below 3", of("cut-normal", { location: 1, scale: 2, upper: 3 }), [3, -4.5], [3.1]],
  ["bernoulli", of("bernoulli", { probability: 0.2 }), [0, 1], [-1, 2, 0.5]],
  ["bernoulli_logit", of("bernoulli_logit", { logit: 0.2 }), [0, 1], [-1, 2, 0.5]],
  ["binomial", of("binomial", { trials: 4, probability: 0.2 }), [0, 4], [-1, 5, 2.5]],
  ["binomial_logit", of("binomial_logit", { trials: 4, logit: 0.2 }), [0, 4], [-1, 5, 2.5]],
  ["poisson", of("poisson", { rate: 2 }), [0, 7], [-1, 2.5]],
  ["poisson_log", of("poisson_log", { logRate: 0.2 }), [0, 7], [-1, 2.5]],
  ["negative_binomial", of("negative_binomial", { mean: 2, shape: 1.5 }), [0, 7], [-1, 2.5]],
  ["negative_binomial_log", of("negative_binomial_log", { logMean: 0.2, shape: 1.5 }), [0, 7], [-1, 2.5]],
  ["categorical", () => categorical([0.1, 0.2, -1]), [0, 2], [-1, 3, 0.5]],
];

describe.each(cases)("the log density of %s", (_, make, inside, outside) => {
  it("is -Infinity for tensors outside its support, and there only", () => {
    const { values } = traced([...inside, ...outside], (x) => make().logDensity(x));
    inside.forEach((x, i) => expect(values[i], `${x}`).toBeCloseTo(make().logDensity(x) as number, 12));
    outside.forEach((x, i) => {
      expect(values[inside.length + i], `${x}`).toBe(-Infinity);
      expect(make().logDensity(x), `${x}`).toBe(-Infinity);
    });
  });

  it("has finite slopes inside, also where other elements are outside and left out", () => {
    const { gradient } = traced([...inside, ...outside], (x) => {
      const density = make().logDensity(x);
      return tf().where(tf().greater(density, -Infinity), density, tf().zerosLike(density));
    });
    expect([...gradient].every(Number.isFinite), [...gradient].join()).toBe(true);
  });
});

it.each(["binomial", "binomial_logit"])("%s with trials that are a tensor is -Infinity above them", (name) => {
  const parameter: Record<string, number> = name === "binomial" ? { probability: 0.3 } : { logit: 0.3 };
  const { values } = traced([4, 4, 4, 4.5, 2], (trials, context) => {
    const y = context.data("y", [0, 4, 5, 2, 3]);
    return distributionOf(name, { trials, ...parameter }).logDensity(y);
  });
  const known = (y: number): number => distributionOf(name, { trials: 4, ...parameter }).logDensity(y) as number;
  expect(values[0]).toBeCloseTo(known(0), 12);
  expect(values[1]).toBeCloseTo(known(4), 12);
  expect([...values.slice(2)]).toEqual([-Infinity, -Infinity, -Infinity]);
});

it("a mixture is finite where one of its laws is not, with the slope of the other", () => {
  const { values, gradient } = traced([-0.5], (x) => {
    const laws = [distributionOf("exponential", { rate: 1 }), distributionOf("normal", { location: 0, scale: 1 })];
    return tf().logSumExp(tf().stack(laws.map((law) => law.logDensity(x)) as never), 0);
  });
  expect(values[0]).toBeCloseTo(distributionOf("normal", { location: 0, scale: 1 }).logDensity(-0.5) as number, 12);
  expect(gradient[0]).toBeCloseTo(0.5, 12);
});
