import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { laws } from "../../../engine/distributions/laws.js";
import type { Law } from "../../../engine/distributions/Law.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { discreteLaw } from "./discreteLaws.js";
import { discrepancy } from "./reference.js";
import { traced } from "./traced.js";

interface Row {
  readonly law: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly x: number;
  readonly upper: number;
  readonly lower: number;
}

const file = new URL("../../reference/distributions/count-tails.json", import.meta.url);
const rows = (JSON.parse(readFileSync(file, "utf8")) as Row[]).map((row) => ({
  ...row,
  upper: Number(row.upper),
  lower: Number(row.lower),
}));
// Tails by quadrature are good to about 1e-11.
const TOLERANCE = 1e-10;

beforeAll(async () => void (await loadTensorflow()));

const lawOf = (name: string, keys: readonly string[]): Law => laws.get(name) ?? discreteLaw(name, keys);

function worst<T extends { readonly error: number }>(scored: readonly T[]): T {
  return scored.reduce((a, b) => (b.error > a.error || Number.isNaN(b.error) ? b : a));
}

describe.each([...new Set(rows.map(({ law }) => law))])("tails of %s", (name) => {
  const own = rows.filter(({ law }) => law === name);
  const keys = Object.keys(own[0]!.parameters);
  const law = lawOf(name, keys);
  const tails = { upper: law.logSurvival!, lower: law.logCdf! } as const;

  it.each(["upper", "lower"] as const)("agree with R for plain numbers: %s", (tail) => {
    const scored = own.map((row) => {
      const value = tails[tail](row.x, row.parameters) as number;
      return { ...row, value, error: discrepancy(value, row[tail]) };
    });
    expect(worst(scored).error, JSON.stringify(worst(scored))).toBeLessThan(TOLERANCE);
  });

  it.each(["upper", "lower"] as const)(
    "agree with R by row when traced, with the slopes of plain numbers: %s",
    (tail) => {
      const n = own.length;
      const free = keys.filter((key) => key !== "trials");
      const column = (key: string): number[] => own.map((row) => row.parameters[key]!);
      const { values, gradient } = traced(free.flatMap(column), (all, context) => {
        const slice = (k: number): Tensor => tf().slice(all as never, [k * n], [n]);
        const value = (key: string): Value =>
          free.includes(key) ? slice(free.indexOf(key)) : context.data(key, column(key));
        const bound = context.data(
          "bound",
          own.map(({ x }) => x),
        );
        return tails[tail](bound, Object.fromEntries(keys.map((key) => [key, value(key)]))) as Tensor;
      });
      const scored = own.map((row, i) => ({ ...row, value: values[i]!, error: discrepancy(values[i]!, row[tail]) }));
      expect(worst(scored).error, JSON.stringify(worst(scored))).toBeLessThan(TOLERANCE);
      const slopes = own.flatMap((row, i) =>
        free.map((key, k) => {
          const slope = gradient[k * n + i]!;
          if (!Number.isFinite(row[tail]))
            return { ...row, key, slope, difference: 0, error: Number.isFinite(slope) ? 0 : NaN };
          const unit = law.parameters[key] === "real" ? 1 : row.parameters[key]!;
          const h = 3e-4 * unit;
          const at = (by: number): number =>
            tails[tail](row.x, { ...row.parameters, [key]: row.parameters[key]! + by }) as number;
          const difference = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
          // Tails of −900 are known to 1e-13 of themselves, and over h that is 1e-7 of a slope.
          const scale = Math.max(1, unit * Math.abs(difference), Math.abs(row[tail]));
          return { ...row, key, slope, difference, error: (unit * Math.abs(slope - difference)) / scale };
        }),
      );
      expect(worst(slopes).error, JSON.stringify(worst(slopes))).toBeLessThan(1e-7);
    },
  );
});
