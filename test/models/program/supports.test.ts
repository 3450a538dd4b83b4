import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import { asTensor } from "../../../engine/distributions/algebra.js";
import {
  above,
  below,
  correlationCholesky,
  interval,
  ordered,
  positive,
  real,
  simplex,
  type Support,
} from "../../../engine/distributions/Support.js";
import { transformOf } from "../../../models/program/supports/transformOf.js";
import { testRng } from "../../engine/distributions/testRng.js";
import { traced } from "../../engine/distributions/traced.js";

beforeAll(async () => void (await loadTensorflow()));

/** Each support with a shape, the elements that vary freely, and what must hold. */
const cases: {
  name: string;
  support: Support;
  shape: number[];
  free: (i: number) => boolean;
  holds: (x: number[]) => boolean;
}[] = [
  { name: "real", support: real, shape: [3], free: () => true, holds: () => true },
  { name: "positive", support: positive, shape: [3], free: () => true, holds: (x) => x.every((v) => v > 0) },
  { name: "above -2", support: above(-2), shape: [3], free: () => true, holds: (x) => x.every((v) => v > -2) },
  { name: "below 5", support: below(5), shape: [2, 2], free: () => true, holds: (x) => x.every((v) => v < 5) },
  {
    name: "interval",
    support: interval(-1, 3),
    shape: [3],
    free: () => true,
    holds: (x) => x.every((v) => v > -1 && v < 3),
  },
  {
    name: "ordered",
    support: ordered,
    shape: [2, 4],
    free: () => true,
    holds: (x) => x.every((v, i) => i % 4 === 0 || v > x[i - 1]!),
  },
  {
    name: "simplex",
    support: simplex,
    shape: [2, 4],
    free: (i) => i % 4 !== 3,
    holds: (x) => x.every((v) => v > 0) && [0, 4].every((s) => Math.abs(sum(x.slice(s, s + 4)) - 1) < 1e-14),
  },
  ...[2, 4, 6].map((size) => ({
    name: `correlation Cholesky of size ${size}`,
    support: correlationCholesky,
    shape: [size, size],
    free: (i: number) => i % size < Math.floor(i / size),
    holds: (x: number[]) =>
      Array.from({ length: size }, (_, i) => x.slice(i * size, (i + 1) * size)).every(
        (row, i) =>
          Math.abs(sum(row.map((v) => v * v)) - 1) < 1e-14 && row[i]! > 0 && row.slice(i + 1).every((v) => v === 0),
      ),
  })),
];

describe.each(cases)("$name", ({ support, shape, free, holds }) => {
  const transform = transformOf(support);
  const length = transform.length(shape);
  const rng = testRng(11);
  const position = Array.from({ length }, () => 0.9 * rng.normal());

  const valueAt = (z: readonly number[]): number[] =>
    Array.from(traced(z, (all) => transform.constrain(all, shape).value).values);
  const jacobianAt = (z: readonly number[]): { values: Float64Array; gradient: Float64Array } =>
    traced(z, (all) => tf().add(tf().mul(tf().sum(all), 0), asTensor(transform.constrain(all, shape).logJacobian)));

  it("constrains every position to its support", () => {
    expect(holds(valueAt(position))).toBe(true);
    expect(valueAt(position)).toHaveLength(shape.reduce((a, b) => a * b, 1));
  });

  it("unconstrain is the inverse of constrain", () => {
    const back = transform.unconstrain(valueAt(position), shape);
    // Ordered steps and stick lengths are had by subtraction, which costs a few digits.
    position.forEach((z, i) => expect(back[i]).toBeCloseTo(z, 11));
  });

  it("logJacobian is the log determinant of the numerical Jacobian of the free elements", () => {
    const h = 1e-5;
    const columns = position.map((_, i) => {
      const moved = (by: number): number[] => valueAt(position.map((z, j) => (i === j ? z + by : z)));
      const [up, down] = [moved(h), moved(-h)];
      return up.map((x, k) => (x - down[k]!) / (2 * h)).filter((_, k) => free(k));
    });
    // Central differences: h² of truncation.
    expect(jacobianAt(position).values[0]).toBeCloseTo(logAbsDeterminant(columns), 7);
  });

  it("the gradient of logJacobian agrees with central differences", () => {
    const { gradient } = jacobianAt(position);
    position.forEach((_, i) => {
      const moved = (by: number): number => jacobianAt(position.map((z, j) => (i === j ? z + by : z))).values[0]!;
      expect(gradient[i]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 7);
    });
  });

  it("stays finite far out", () => {
    for (const far of [-300, 300]) {
      const { values, gradient } = jacobianAt(position.map((_, i) => (i % 2 === 0 ? far : -far)));
      expect([...values, ...gradient].every(Number.isFinite)).toBe(true);
    }
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** By elimination with pivots. */
function logAbsDeterminant(matrix: readonly (readonly number[])[]): number {
  const m = matrix.map((row) => [...row]);
  let log = 0;
  for (let k = 0; k < m.length; k += 1) {
    const pivot = m.slice(k).reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(m[best]![k]!) ? k + i : best), k);
    [m[k], m[pivot]] = [m[pivot]!, m[k]!];
    log += Math.log(Math.abs(m[k]![k]!));
    for (let i = k + 1; i < m.length; i += 1) {
      const factor = m[i]![k]! / m[k]![k]!;
      m[i] = m[i]!.map((x, j) => x - factor * m[k]![j]!);
    }
  }
  return log;
}
