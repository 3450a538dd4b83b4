import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { discreteLaw } from "./discreteLaws.js";
import { discrepancy } from "./reference.js";
import { traced } from "./traced.js";

interface Row {
  readonly law: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly x: number;
  readonly value: number;
  /** Slopes by the parameters that are not data. */
  readonly slopes: Readonly<Record<string, number>>;
}

const file = new URL("../../reference/distributions/values-discrete.json", import.meta.url);
const rows = JSON.parse(readFileSync(file, "utf8")) as readonly Row[];
const names = [...new Set(rows.map((row) => row.law))];
// Differences of lgamma lose up to 2e-11 before their series takes over; all else is good to some 1e-13.
const TOLERANCE = 1e-10;

beforeAll(async () => void (await loadTensorflow()));

/** The row that agrees least, for a message that says where. */
function worst<T extends { readonly error: number }>(scored: readonly T[]): T {
  return scored.reduce((a, b) => (b.error > a.error || Number.isNaN(b.error) ? b : a));
}

describe.each(names)("the log density of %s", (name) => {
  const own = rows.filter((row) => row.law === name);

  it("agrees with 450 digits for plain numbers", () => {
    const scored = own.map((row) => {
      const value = discreteLaw(name, Object.keys(row.parameters)).logDensity(row.x, row.parameters) as number;
      return { ...row, own: value, error: discrepancy(value, row.value) };
    });
    expect(worst(scored), JSON.stringify(worst(scored))).toMatchObject({
      error: expect.toSatisfy((error: number) => error < TOLERANCE),
    });
  });

  it("agrees with 450 digits row by row when it is traced, and its slopes do", () => {
    const shapes = [...new Set(own.map((row) => Object.keys(row.parameters).join()))];
    const scored = shapes.flatMap((shape) => {
      const like = own.filter((row) => Object.keys(row.parameters).join() === shape);
      const { values, slopes } = tracedRows(name, like);
      const law = discreteLaw(name, shape.split(","));
      return like.map((row, i) => {
        const found = Object.fromEntries(Object.keys(row.slopes).map((key) => [key, slopes(key, i)]));
        const errors = Object.entries(row.slopes).map(([key, slope]) => {
          // A positive parameter is sampled by its logarithm.
          const unit = law.parameters[key] === "positive" ? row.parameters[key]! : 1;
          return discrepancy(found[key]! * unit, slope * unit) / 100;
        });
        return { row, own: values[i]!, found, error: Math.max(discrepancy(values[i]!, row.value), ...errors) };
      });
    });
    // Slopes to 1e-8: digammas of nearly equal numbers are subtracted where a precision is large.
    expect(worst(scored), JSON.stringify(worst(scored))).toMatchObject({
      error: expect.toSatisfy((error: number) => error < TOLERANCE),
    });
  });
});

/** Values and slopes of rows with the same parameters, each row with its own; what has no slope is data. */
function tracedRows(name: string, like: readonly Row[]): { values: Float64Array; slopes: Slopes } {
  const keys = Object.keys(like[0]!.parameters);
  const free = Object.keys(like[0]!.slopes);
  const n = like.length;
  const position = free.flatMap((key) => like.map((row) => row.parameters[key]!));
  const { values, gradient } = traced(position, (all, context) => {
    const slice = (k: number): Tensor => tf().slice(all as never, [k * n], [n]);
    const value = (key: string): Value =>
      free.includes(key)
        ? slice(free.indexOf(key))
        : context.data(
            key,
            like.map((row) => row.parameters[key]!),
          );
    const x = context.data(
      "x",
      like.map((row) => row.x),
    );
    const parameters = Object.fromEntries(keys.map((key) => [key, value(key)]));
    return discreteLaw(name, keys).logDensity(x, parameters) as Tensor;
  });
  return { values, slopes: (key, i) => gradient[free.indexOf(key) * n + i]! };
}

type Slopes = (key: string, row: number) => number;
