import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { conwayMaxwellPoissonLaw } from "../../../engine/distributions/conwayMaxwellPoisson.js";
import { conwayMaxwellLogSum, conwayMaxwellMoments } from "../../../engine/distributions/conwayMaxwellSum.js";
import { gaussLegendre } from "../../../engine/math/gaussLegendre.js";
import { logBesselI0 } from "../../../engine/distributions/logBesselI0.js";
import { testRng } from "./testRng.js";
import { traced } from "./traced.js";

beforeAll(async () => void (await loadTensorflow()));

interface Place {
  readonly logRate: number;
  readonly shape: number;
}

/** Of tensors, whose sums are never taken count by count: values, and slopes by both parameters. */
function tracedSums(places: readonly Place[]): { values: Float64Array; byRate: Float64Array; byShape: Float64Array } {
  const n = places.length;
  const position = [...places.map(({ logRate }) => logRate), ...places.map(({ shape }) => shape)];
  const slice = (all: Tensor, k: number): Tensor => tf().slice(all as never, [k * n], [n]);
  const { values, gradient } = traced(position, (all) => conwayMaxwellLogSum(slice(all, 0), slice(all, 1)) as Tensor);
  return { values, byRate: gradient.slice(0, n), byShape: gradient.slice(n) };
}

/** ln Σ, E n and E of the logarithm of the n-th Poisson probability, count by count. */
function byCounts({ logRate, shape }: Place): { value: number; mean: number; logMass: number } {
  const rate = Math.exp(logRate);
  const masses: number[] = [-rate];
  for (let n = 1; shape * (masses.at(-1)! - masses[Math.floor(rate)]!) > -50 || n <= rate; n += 1) {
    masses.push(masses.at(-1)! + logRate - Math.log(n));
  }
  const top = shape * masses[Math.floor(rate)]!;
  let [sum, first, second] = [0, 0, 0];
  masses.forEach((mass, n) => {
    const term = Math.exp(shape * mass - top);
    sum += term;
    first += term * n;
    second += term * mass;
  });
  return { value: top + Math.log(sum), mean: first / sum, logMass: second / sum };
}

const products = [1e-6, 0.3, 8, 30, 35.8, 36, 300];
const shapes = [0.002, 0.03, 0.2, 0.7, 1, 1.6, 2.5, 4, 7, 30];
// Where so many counts matter, sums of logarithms in float64 are no reference.
const most = 4e4;
const grid = products.flatMap((product) =>
  shapes.filter((shape) => product / shape < most).map((shape) => ({ logRate: Math.log(product / shape), shape })),
);

describe("the sum of powers of Poisson probabilities", () => {
  it("of tensors is that count by count, with its slopes, for rates from 1e-7 to 3e4", () => {
    const { values, byRate, byShape } = tracedSums(grid);
    const errors = grid.map((place, i) => {
      const { value, mean, logMass } = byCounts(place);
      const slope = place.shape * (mean - Math.exp(place.logRate));
      // Slopes are averages over the counts: relative to what they are averages of.
      const ofRate = Math.abs(byRate[i]! - slope) / Math.max(1, place.shape * mean);
      const ofShape = Math.abs(byShape[i]! - logMass) / Math.max(1, Math.abs(logMass));
      return { place, value: Math.abs(values[i]! - value), ofRate, ofShape };
    });
    // 3e4 logarithms added up lose 1e-11 by themselves.
    expect(errors.filter(({ value, ofRate, ofShape }) => !(Math.max(value, ofRate, ofShape) < 1e-10))).toEqual([]);
  });

  it("of shape 1 is 1, and of shape 2 a Bessel function, for rates up to 1e9", () => {
    const logRates = [-30, -3, 0, 1.5, 3, 3.5, 3.6, 5, 9, 14, 20.7];
    const sums = (shape: number): Float64Array => tracedSums(logRates.map((logRate) => ({ logRate, shape }))).values;
    // At rates of 1e9 terms are known to 1e-16 of what the likeliest count differs from the rate by.
    sums(1).forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-10));
    sums(2).forEach((value, i) => {
      expect(Math.abs(value - (logBesselI0(2 * Math.exp(logRates[i]!)) as number))).toBeLessThan(1e-10);
    });
  });

  it("and its moments are the same for plain numbers, also where too many counts matter to be added up", () => {
    const { values, byRate } = tracedSums(grid);
    grid.forEach(({ logRate, shape }, i) => {
      expect(Math.abs((conwayMaxwellLogSum(logRate, shape) as number) - values[i]!)).toBeLessThan(3e-11);
      const { mean, variance } = conwayMaxwellMoments(logRate, shape);
      const rate = Math.exp(logRate);
      expect(Math.abs(shape * (mean - rate) - byRate[i]!)).toBeLessThan(1e-10 * Math.max(1, shape * rate));
      // The variance is the slope of the mean, by differences of fourth order, over the shape.
      const at = (h: number): number => conwayMaxwellMoments(logRate + h, shape).mean;
      const slope = (8 * (at(1e-3) - at(-1e-3)) - (at(2e-3) - at(-2e-3))) / 12e-3;
      expect(Math.abs(slope / shape / variance - 1)).toBeLessThan(1e-7);
    });
  });

  it("is a number with slopes of numbers whatever the parameters", () => {
    const places = [-900, -50, 0, 3, 50, 900].flatMap((logRate) =>
      [1e-300, 1e-9, 1e-3, 1, 50, 1e6, 1e200].map((shape) => ({ logRate, shape })),
    );
    const { values, byRate, byShape } = tracedSums(places);
    for (const all of [values, byRate, byShape]) expect(all.every(Number.isFinite)).toBe(true);
    places.forEach(({ logRate, shape }) => expect(conwayMaxwellLogSum(logRate, shape)).not.toBeNaN());
  });
});

describe("a draw of a Conway-Maxwell-Poisson count", () => {
  it.each([
    [0.05, 0.01],
    [1.5, 20],
    [400, 0.004],
    [400, 3],
    [1e6, 0.5],
  ])("of rate %d and shape %d has the law's mean and variance", (rate, shape) => {
    const logRate = Math.log(rate);
    const rng = testRng(3);
    const draws = Array.from({ length: 3_000 }, () => conwayMaxwellPoissonLaw.random(rng, { logRate, shape }));
    const { mean, variance } = conwayMaxwellMoments(logRate, shape);
    const average = draws.reduce((sum, n) => sum + n, 0) / draws.length;
    const squares = draws.map((n) => (n - mean) ** 2);
    const spread = squares.reduce((sum, square) => sum + square, 0) / draws.length;
    const error = Math.sqrt(squares.reduce((sum, square) => sum + (square - variance) ** 2, 0)) / draws.length;
    expect(draws.every((n) => Number.isInteger(n) && n >= 0)).toBe(true);
    // 5.4 standard errors, exceeded once in 15 million such comparisons.
    expect(Math.abs(average - mean)).toBeLessThan(5.4 * Math.sqrt(variance / draws.length));
    expect(Math.abs(spread - variance)).toBeLessThan(5.4 * error);
  });

  it("is NaN without a rate", () => {
    expect(conwayMaxwellPoissonLaw.random(testRng(1), { logRate: NaN, shape: 1 })).toBeNaN();
  });
});

it("a Gauss-Legendre rule of n nodes integrates powers up to 2 n − 1 over (0, 1)", () => {
  for (const n of [1, 2, 7, 48]) {
    const { nodes, weights } = gaussLegendre(n);
    for (let power = 0; power < 2 * n; power += 1) {
      const sum = nodes.reduce((total, x, k) => total + weights[k]! * x ** power, 0);
      expect(Math.abs(sum * (power + 1) - 1)).toBeLessThan(1e-12);
    }
  }
});
