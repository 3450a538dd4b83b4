import { expect, test } from "vitest";
import type { Replicates } from "../../../engine/core/Replicates.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { discreteness } from "../../../diagnostics/ppc/discreteness.js";
import { pit } from "../../../diagnostics/ppc/pit.js";
import { generator } from "../report/syntheticPosterior.js";

const fixed = (u: number): Rng => ({ bits: () => 0, uniform: () => u, normal: () => 0 });
const made = (observed: number[], rows: number[][], more: Partial<Replicates> = {}): Replicates => ({
  name: "y",
  outcome: "count",
  observed: Float64Array.from(observed),
  draws: Int32Array.from(rows.keys()),
  values: Float64Array.from(rows.flat()),
  ...more,
});

test("an observation lies above the share of replicates below it, and evenly among its equals", () => {
  const replicates = made(
    [2, 2, 9],
    [
      [1, 2, 1],
      [3, 2, NaN],
      [0, 5, 4],
    ],
  );
  // Below: 2, 0, 2 of 3, 3, 2; equal: 0, 2, 0.
  expect([...pit(replicates, fixed(0.5))]).toEqual([2.5 / 4, 1.5 / 4, 2 / 3 + 0.5 / 3]);
});

test("a censored time is put anywhere above the replicates that are shorter", () => {
  const replicates = made(
    [2, 2],
    [
      [1, 1],
      [3, 3],
      [5, 5],
    ],
    { censored: Int32Array.of(0, 1) },
  );
  expect([...pit(replicates, fixed(0.5))]).toEqual([1.5 / 4, (1 + 1.5) / 4]);
});

test("missing responses, and those without replicates, have none", () => {
  expect([...pit(made([NaN, 1], [[1, NaN]]), fixed(0.5))]).toEqual([NaN, NaN]);
});

test("PIT values of counts are uniform where the model is right", () => {
  const uniform = generator(5);
  const draw = () => Math.floor(4 * uniform() * uniform());
  const n = 4000;
  const row = () => Array.from({ length: n }, draw);
  const values = pit(made(row(), Array.from({ length: 19 }, row)), { bits: () => 0, uniform, normal: () => 0 });
  const counts = [0, 0, 0, 0, 0];
  values.forEach((value) => counts[Math.min(4, Math.floor(5 * value))]++);
  // Chi-square with 4 degrees of freedom: beyond 23.5 once in 10,000.
  expect(counts.reduce((sum, count) => sum + (count - n / 5) ** 2 / (n / 5), 0)).toBeLessThan(23.5);
});

test("a density misleads for few values and for heaps, not for rounded numbers", () => {
  const uniform = generator(3);
  const rounded = Array.from({ length: 500 }, () => Math.round(1000 * uniform()) / 1000);
  expect(discreteness(rounded).misleads).toBe(false);
  expect(discreteness(rounded.map((value) => (value < 0.2 ? 0 : value))).misleads).toBe(true);
  expect(discreteness(rounded.map((value) => Math.floor(7 * value)))).toMatchObject({ misleads: true, distinct: 7 });
  expect(discreteness([1, 1, 1]).misleads).toBe(false);
});
