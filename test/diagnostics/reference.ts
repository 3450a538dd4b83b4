/** Reads the reference draws and values that the tests of this folder share. */
import { readFileSync } from "node:fs";

/** Draws of one variable and what a reference says of them. */
export interface ReferenceCase {
  readonly chains: Float64Array[];
  readonly values: Readonly<Record<string, number>>;
  readonly arviz: Readonly<Record<string, number>>;
  readonly upstream: Readonly<Record<string, number>>;
}

type RawNumber = number | string;
type RawCase = { chains: RawNumber[][] } & Partial<Record<"values" | "arviz" | "upstream", Record<string, RawNumber>>>;

/** The parsed JSON of a file of test/reference/diagnostics. */
export function readReference<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../reference/diagnostics/${file}`, import.meta.url), "utf8")) as T;
}

/** The cases of a file, by name. R's NA and Python's nan are NaN. */
export function readCases(file: string, select: (json: never) => Record<string, RawCase> = (json) => json) {
  const raw = select(readReference<never>(file));
  return new Map<string, ReferenceCase>(
    Object.entries(raw).map(([name, { chains, values, arviz, upstream }]) => [
      name,
      {
        chains: chains.map((chain) => Float64Array.from(chain, number)),
        values: numbers(values),
        arviz: numbers(arviz),
        upstream: numbers(upstream),
      },
    ]),
  );
}

function numbers(record: Record<string, RawNumber> = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, number(value)]));
}

function number(value: RawNumber): number {
  if (typeof value === "number") return value;
  const known = new Map([
    ["Inf", Infinity],
    ["inf", Infinity],
    ["-Inf", -Infinity],
    ["-inf", -Infinity],
  ]);
  return known.get(value) ?? NaN;
}
