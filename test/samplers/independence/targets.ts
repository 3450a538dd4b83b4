/** Densities of one and two dimensions whose distribution functions are known, for tests of independence Metropolis. */
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import { normalCdf } from "../support/statistics.js";

/** A density, and coordinates of a draw that are uniform on (0, 1) if it is right. */
export interface Target {
  readonly name: string;
  readonly density: LogDensity;
  readonly uniforms: readonly ((x: Float64Array) => number)[];
  /** Acceptance that proposals must reach. */
  readonly acceptance: number;
}

type Value = (x: Float64Array) => number;

/** A density with its gradient by central differences, whose error of 1e-9 only moves cells. */
export function withDifferences(dimension: number, value: Value): LogDensity {
  const moved = new Float64Array(dimension);
  return {
    dimension,
    evaluate(x, gradient) {
      moved.set(x);
      for (let k = 0; k < dimension; k++) {
        const h = 1e-5 * Math.max(1, Math.abs(x[k]!));
        moved[k] = x[k]! + h;
        const above = value(moved);
        moved[k] = x[k]! - h;
        gradient[k] = (above - value(moved)) / (2 * h);
        moved[k] = x[k]!;
      }
      const height = value(x);
      return Number.isNaN(height) ? -Infinity : height;
    },
  };
}

const square = (x: number) => x * x;
const logOfSum = (a: number, b: number) => Math.max(a, b) + Math.log(1 + Math.exp(-Math.abs(a - b)));

/** One target of one dimension: its log density and distribution function. */
const line = (name: string, acceptance: number, log: (x: number) => number, cdf: (x: number) => number): Target => ({
  name,
  density: withDifferences(1, (x) => log(x[0]!)),
  uniforms: [(x) => cdf(x[0]!)],
  acceptance,
});

const t2Cdf = (x: number) => 0.5 + x / (2 * Math.sqrt(2 + x * x));

export const lines: readonly Target[] = [
  line("the standard normal", 0.99, (x) => -0.5 * x * x, normalCdf),
  line("a normal far from 0 and narrow", 0.99, (x) => -0.5 * square((x - 100) / 0.01), (x) => normalCdf((x - 100) / 0.01)), // prettier-ignore
  line(
    "a skewed density (log of an exponential)",
    0.99,
    (x) => x - Math.exp(x),
    (x) => 1 - Math.exp(-Math.exp(x)),
  ),
  line("Student's t with 2 degrees of freedom", 0.99, (x) => -1.5 * Math.log(1 + 0.5 * x * x), t2Cdf),
  line(
    "Cauchy's density",
    0.99,
    (x) => -Math.log(1 + x * x),
    (x) => 0.5 + Math.atan(x) / Math.PI,
  ),
  line(
    "two modes ten sds apart, 1 to 3",
    0.98,
    (x) => logOfSum(-0.5 * square(x + 5), Math.log(3) - 0.5 * square(x - 5)),
    (x) => 0.25 * normalCdf(x + 5) + 0.75 * normalCdf(x - 5),
  ),
  line(
    "a kink (slope 3 below 0.37, -1 above)",
    0.98,
    (x) => (x < 0.37 ? 3 * (x - 0.37) : 0.37 - x),
    (x) => (x < 0.37 ? 0.25 * Math.exp(3 * (x - 0.37)) : 1 - 0.75 * Math.exp(0.37 - x)),
  ),
  line(
    "an edge (the half normal)",
    0.97,
    (x) => (x < 0 ? -Infinity : -0.5 * x * x),
    (x) => 2 * normalCdf(x) - 1,
  ),
];

const pair = (name: string, acceptance: number, log: Value, uniforms: Target["uniforms"]): Target => ({
  name,
  density: withDifferences(2, log),
  uniforms,
  acceptance,
});

const rho = 0.9;

export const planes: readonly Target[] = [
  pair(
    "two normals with correlation 0.9",
    0.97,
    ([x, y]) => -0.5 * (x! * x! + square(y! - rho * x!) / (1 - rho * rho)),
    [([x]) => normalCdf(x!), ([x, y]) => normalCdf((y! - rho * x!) / Math.sqrt(1 - rho * rho))],
  ),
  pair("a funnel", 0.97, ([x, y]) => -0.5 * x! * x! - 0.5 * square(y! * Math.exp(-x!)) - x!, [
    ([x]) => normalCdf(x!),
    ([x, y]) => normalCdf(y! * Math.exp(-x!)),
  ]),
  pair("a bent ridge", 0.96, ([x, y]) => -0.5 * x! * x! - 0.5 * square(y! - x! * x!), [
    ([x]) => normalCdf(x!),
    ([x, y]) => normalCdf(y! - x! * x!),
  ]),
  pair(
    "two modes across",
    0.96,
    ([x, y]) => -0.5 * square(x!) + logOfSum(-0.5 * square(y! - 4), -0.5 * square(y! + 4)),
    [([x]) => normalCdf(x!), ([, y]) => 0.5 * (normalCdf(y! - 4) + normalCdf(y! + 4))],
  ),
  pair(
    "a half plane of Student's t with a normal",
    0.95,
    ([x, y]) => (x! < 0 ? -Infinity : -1.5 * Math.log(1 + 0.5 * x! * x!) - 0.5 * square(y!)),
    [([x]) => 2 * t2Cdf(x!) - 1, ([, y]) => normalCdf(y!)],
  ),
];
