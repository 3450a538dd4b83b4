/** The density of coefficients under joint priors against their definitions. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { exponential } from "../../../engine/distributions/exponential.js";
import { lgamma } from "../../../engine/math/lgamma.js";
import { stream } from "../../../engine/random/stream.js";
import { lowerJointPrior } from "../../../models/glmm/lowerJointPrior.js";
import { parseDistribution } from "../../../models/glmm/priors/parseDistribution.js";
import { program } from "../../../models/program/program.js";
import { derivatives } from "./latent/extrapolated.js";

beforeAll(async () => void (await loadTensorflow()));

const rows = 25;
const count = 3;

/** A program of the coefficients alone, beside a sigma of rate 1 where asked for. */
function traced(text: string, withSigma: boolean, size = count) {
  const model = program(({ parameter, generate, tf }) => {
    const sigma = withSigma ? parameter("sigma", exponential(1)) : undefined;
    const context = { scope: { parameter, tf }, parameter: "mu", count: size, rows, sigma };
    const { coefficients, draws } = lowerJointPrior(context, parseDistribution(text));
    generate("b", coefficients);
    for (const { value, names } of draws)
      generate(`draws of ${names[0]}`, tf.reshape(value, [names.length]), { names });
  });
  const { graph, dimension, names } = model.trace({ rows, columns: new Map() });
  const oracle = interpret(graph);
  const at = (position: Float64Array) => {
    const gradient = new Float64Array(dimension);
    const logDensity = oracle.evaluate(position, gradient);
    const values = oracle.output("constrained", position);
    const logPrior = oracle.output("logPrior", position).reduce((sum, one) => sum + one, 0);
    return { logDensity, gradient, logPrior, draw: (name: string) => values[names.indexOf(name)]! };
  };
  return { dimension, at };
}

const logNormal = (x: number, sd: number) => -0.5 * (x / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
const logHalfT = (x: number, df: number, scale: number) =>
  Math.log(2) +
  lgamma((df + 1) / 2) -
  lgamma(df / 2) -
  0.5 * Math.log(df * Math.PI) -
  Math.log(scale) -
  ((df + 1) / 2) * Math.log(1 + (x / scale) ** 2 / df);
const logInverseGamma = (x: number, a: number, b: number) =>
  a * Math.log(b) - lgamma(a) - (a + 1) * Math.log(x) - b / x;
const logBeta = (x: number, a: number, b: number) =>
  lgamma(a + b) - lgamma(a) - lgamma(b) + (a - 1) * Math.log(x) + (b - 1) * Math.log(1 - x);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Positions near the prior, and a few in its tails. */
function positions(dimension: number): Float64Array[] {
  const rng = stream("7", "positions");
  return Array.from({ length: 12 }, (_, i) =>
    Float64Array.from({ length: dimension }, () => (i < 8 ? 1 : 4) * rng.normal()),
  );
}

describe("the horseshoe, lowered", () => {
  const numbers = { df: 3, df_global: 2, scale_slab: 1.5, df_slab: 6 };
  const text = "horseshoe(3, 0.2, 2, 1.5, 6)";

  it.each([
    [text, 0.2, true],
    [text, 0.2, false],
    ["horseshoe(3, df_global = 2, scale_slab = 1.5, df_slab = 6, par_ratio = 0.5)", 0.5 / Math.sqrt(rows), true],
  ])("%s has the density of its definition, of what is sampled and of the values", (given, scale, withSigma) => {
    const { dimension, at } = traced(given, withSigma);
    expect(dimension).toBe((withSigma ? 1 : 0) + 2 * count + 2);
    for (const position of positions(dimension)) {
      const { logDensity, logPrior, draw } = at(position);
      const rest = withSigma ? position.subarray(1) : position;
      const sigma = withSigma ? Math.exp(position[0]!) : 1;
      const lambda = Array.from(rest.subarray(0, count), Math.exp);
      const [tau, slab] = [scale * sigma * Math.exp(rest[count]!), Math.exp(rest[count + 1]!)];
      const c2 = numbers.scale_slab ** 2 * slab;
      const scales = lambda.map((l) => tau * Math.sqrt((c2 * l * l) / (c2 + tau * tau * l * l)));
      const b = scales.map((s, k) => s * rest[count + 2 + k]!);
      b.forEach((value, k) => expect(draw(`b[${k + 1}]`) / value).toBeCloseTo(1, 11));
      expect(draw("hs_global") / tau).toBeCloseTo(1, 12);
      expect(draw("hs_slab") / slab).toBeCloseTo(1, 12);
      const expected =
        (withSigma ? -sigma : 0) +
        sum(lambda.map((l) => logHalfT(l, numbers.df, 1))) +
        logHalfT(tau, numbers.df_global, scale * sigma) +
        logInverseGamma(slab, numbers.df_slab / 2, numbers.df_slab / 2) +
        sum(b.map((value, k) => logNormal(value, scales[k]!)));
      const logJacobian =
        (withSigma ? Math.log(sigma) : 0) +
        sum(lambda.map(Math.log)) +
        Math.log(tau) +
        Math.log(slab) +
        sum(scales.map(Math.log));
      expect(Math.abs(logPrior - expected)).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)));
      expect(Math.abs(logDensity - expected - logJacobian)).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)));
    }
  });

  it("has the gradient of its differences", () => {
    const { dimension, at } = traced(text, true);
    for (const position of positions(dimension).slice(0, 4)) {
      const slopes = derivatives((x) => at(x).logDensity, position);
      at(position).gradient.forEach((slope, i) => expect(Math.abs(slope - slopes[i]!)).toBeLessThan(1e-7));
    }
  });

  it("is finite where scales are e^±300", () => {
    const { dimension, at } = traced(text, true);
    for (const far of [-300, 300]) {
      for (let i = 0; i < dimension; i += 1) {
        const { logDensity, gradient } = at(new Float64Array(dimension).with(i, far));
        expect(logDensity, `${i}`).not.toBeNaN();
        if (Number.isFinite(logDensity)) expect(gradient.every(Number.isFinite), `${i}`).toBe(true);
      }
    }
  });
});

describe("R2D2, lowered", () => {
  it.each([
    ["R2D2(0.3, 5, 0.5)", [0.5, 0.5, 0.5], true],
    ["R2D2(0.3, 5, c(1, 2, 0.4), autoscale = FALSE)", [1, 2, 0.4], false],
  ] as const)("%s has the density of its definition", (text, cons, withSigma) => {
    const { dimension, at } = traced(text, withSigma);
    expect(dimension).toBe((withSigma ? 1 : 0) + 1 + (count - 1) + count);
    for (const position of positions(dimension)) {
      const { logPrior, draw } = at(position);
      const sigma = withSigma ? Math.exp(position[0]!) : 1;
      const R2 = draw("R2D2_R2");
      const phi = cons.map((_, k) => draw(`R2D2_phi[${k + 1}]`));
      expect(sum(phi)).toBeCloseTo(1, 12);
      const scales = phi.map((share) => Math.sqrt((share * sigma ** 2 * R2) / (1 - R2)));
      const z = position.subarray(dimension - count);
      const b = scales.map((s, k) => s * z[k]!);
      b.forEach((value, k) => expect(draw(`b[${k + 1}]`) / value).toBeCloseTo(1, 10));
      const expected =
        (withSigma ? -sigma : 0) +
        logBeta(R2, 1.5, 3.5) +
        lgamma(sum(cons)) -
        sum(cons.map((a) => lgamma(a))) +
        sum(cons.map((a, k) => (a - 1) * Math.log(phi[k]!))) +
        sum(b.map((value, k) => logNormal(value, scales[k]!)));
      // 1 − R² loses what its own digits do in the tails.
      expect(Math.abs(logPrior - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
    }
  });

  it("adds the Jacobian of what is sampled: its density integrates to 1", () => {
    // Of one coefficient, over R² and z: all that is sampled.
    const { dimension, at } = traced("R2D2(0.3, 5)", false, 1);
    expect(dimension).toBe(2);
    const step = 0.5;
    let mass = 0;
    for (let u = -30; u < 30; u += step) {
      for (let z = -8; z < 8; z += step) mass += step * step * Math.exp(at(Float64Array.of(u, z)).logDensity);
    }
    // The trapezium rule errs by less than rounding for smooth densities on the whole line.
    expect(mass).toBeCloseTo(1, 8);
  });

  it("has the gradient of its differences", () => {
    const { dimension, at } = traced("R2D2(0.3, 5, 0.5)", true);
    for (const position of positions(dimension).slice(0, 4)) {
      const slopes = derivatives((x) => at(x).logDensity, position);
      at(position).gradient.forEach((slope, i) => expect(Math.abs(slope - slopes[i]!)).toBeLessThan(1e-7));
    }
  });
});
