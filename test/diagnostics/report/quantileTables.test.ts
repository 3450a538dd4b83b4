import { describe, expect, test } from "vitest";
import { evenChains, variableChains } from "../../../diagnostics/evenChains.js";
import { quantileTables } from "../../../diagnostics/report/quantileTables.js";
import { regionSource } from "../../../diagnostics/report/script/asking.js";
import { placingSource } from "../../../diagnostics/report/script/marking.js";
import { unpackingSource } from "../../../diagnostics/report/script/unpacking.js";
import { rope } from "../../../diagnostics/rope.js";
import { syntheticPosterior } from "./syntheticPosterior.js";

interface Answer {
  readonly probability: number;
  readonly error: number;
  readonly size: number;
}
interface Script {
  unpack(values: string, packing: object): Float64Array;
  regionOf(
    tables: { readonly ranks: readonly number[]; readonly count: number },
    values: Float64Array,
    sizes: readonly (number | null)[],
    low: number,
    high: number,
  ): { readonly below: Answer; readonly inside: Answer; readonly above: Answer };
  percent(answer: Answer): string;
}
const { unpack, regionOf, percent } = new Function(
  `${unpackingSource}${placingSource}${regionSource}; return { unpack, regionOf, percent };`,
)() as Script;

const { draws } = syntheticPosterior([
  { name: "effect", mean: 0.5, sd: 0.3 },
  { name: "sticky", rho: 0.9 },
  { name: "whole", sd: 2, transform: Math.round },
  { name: "still", sd: 0 },
  { name: "lost", transform: () => NaN },
]);
const even = evenChains(draws);
const chainsOf = (name: string) => variableChains(even, draws.names.length, draws.names.indexOf(name), 1)[0];
const tables = quantileTables(draws, [...draws.names, "unknown"]);
const ask = (name: string, low: number, high: number) => {
  const table = tables.tables.find(({ variable }) => variable === name)!;
  return regionOf(tables, unpack(table.values, table.packing), table.sizes, low, high);
};

describe("a table of quantiles", () => {
  test("is made of variables that vary and are finite", () => {
    expect(tables.tables.map(({ variable }) => variable)).toEqual(["effect", "sticky", "whole"]);
    expect(tables.count).toBe(4000);
    expect([tables.ranks[0], tables.ranks.at(-1)]).toEqual([0, 3999]);
  });

  test("gives the region a reader starts from, two digits of a tenth of the sd", () => {
    expect(tables.tables[0].region).toEqual([-0.03, 0.03]);
  });

  test("which begins below 0 also where no draw does, unless the variable is a scale", () => {
    const far = { mean: 250, sd: 7 };
    const { draws: away } = syntheticPosterior([
      { name: "b_Intercept", ...far },
      { name: "sigma", ...far },
    ]);
    expect(quantileTables(away, away.names).tables.map(({ region }) => region)).toEqual([
      [-0.7, 0.7],
      [0, 0.7],
    ]);
  });

  // Between known ranks at most 3950 / 200 draws are unknown, of which interpolation mistakes a few.
  const tolerance = 0.002;

  test.each([
    ["effect", -0.1, 0.1],
    ["effect", 0.4, 0.6],
    ["effect", 2, 3],
    ["sticky", -0.5, 0.5],
    ["whole", -1, 1],
    ["whole", 0, 0],
  ])("answers as all draws do: %s from %d to %d", (name, low, high) => {
    const answer = ask(name, low, high);
    const exact = rope(chainsOf(name), low, high);
    for (const part of ["below", "inside", "above"] as const)
      // Of a discrete variable, ties begin and end between known ranks: two steps of 1/200.
      expect(Math.abs(answer[part].probability - exact[part].value)).toBeLessThan(
        name === "whole" ? 1 / 100 : tolerance,
      );
    const sum = answer.below.probability + answer.inside.probability + answer.above.probability;
    expect(sum).toBeCloseTo(1, 12);
  });

  test("is exact at the ends, where probabilities are small", () => {
    const sorted = chainsOf("effect")
      .flatMap((chain) => [...chain])
      .sort((a, b) => a - b);
    const limit = (sorted[11] + sorted[12]) / 2;
    expect(ask("effect", limit, limit).below.probability).toBe(12 / 4000);
    expect(ask("effect", -9, -9).below.probability).toBe(0);
    expect(ask("effect", 9, 9).above.probability).toBe(0);
  });

  test.each(["effect", "sticky"])("gives errors within a third of those that all draws give: %s", (name) => {
    const answer = ask(name, 0, 0.5);
    const exact = rope(chainsOf(name), 0, 0.5);
    for (const part of ["below", "above"] as const) {
      expect(answer[part].error / exact[part].mcse.value).toBeGreaterThan(2 / 3);
      expect(answer[part].error / exact[part].mcse.value).toBeLessThan(3 / 2);
    }
  });
});

describe("a probability in words", () => {
  test.each([
    [0, 4000, "less than 0.1%"],
    [1, 4000, "more than 99.9%"],
    [0, 150, "less than 0.7%"],
    [1, 40, "more than 97%"],
    [0.1234, 4000, "12%"],
    [0.9994, 4000, "99.9%"],
    [0.5, 40, "50%"],
  ])("of %d by %d effective draws is %s", (probability, size, text) => {
    expect(percent({ probability, size, error: Math.sqrt((probability * (1 - probability)) / size) })).toBe(text);
  });
});
