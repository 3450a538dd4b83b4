import { describe, expect, test } from "vitest";
import { base64 } from "../../../diagnostics/report/base64.js";
import { pageDraws } from "../../../diagnostics/report/pageDraws.js";
import { unpackingSource } from "../../../diagnostics/report/script/unpacking.js";
import { syntheticPosterior } from "./syntheticPosterior.js";

type PageDraws = ReturnType<typeof pageDraws>;
// Scripts travel in the page as text, so they are tested as text.
const unpack = new Function(`${unpackingSource}; return unpackDraws;`)() as (
  packed: PageDraws,
) => Map<string, Float64Array>;

const { draws } = syntheticPosterior(
  [
    { name: "even", mean: 100, sd: 2 },
    { name: "positive", sd: 3, transform: Math.exp },
    { name: "tails", transform: (z) => z * z * z * z * z * z * z },
    { name: "__proto__" },
  ],
  { divergences: 25 },
);

/** Values of a variable at numbered draws, all chains one after another. */
function trueValues(name: string, numbers: readonly number[]): number[] {
  const place = draws.names.indexOf(name);
  const all = draws.chains.flatMap((chain) =>
    Array.from({ length: chain.drawCount }, (_, i) => chain.values[i * draws.names.length + place]),
  );
  return numbers.map((number) => all[number]);
}

describe("draws that travel in a page", () => {
  const packed = pageDraws(draws, [...draws.names, "unknown", "even"]);
  const unpacked = unpack(packed);

  test("are a thousand evenly chosen ones and every divergent one, each once and in order", () => {
    expect(packed.total).toBe(4000);
    expect(packed.totalDivergent).toBe(25);
    // The first chain diverges at every seventh of its first 175 draws, and even draws are 2, 6, 10, …
    const flagged = Array.from({ length: 25 }, (_, k) => 7 * k);
    const evenly = Array.from({ length: 1000 }, (_, k) => 4 * k + 2);
    expect(packed.divergent).toEqual(flagged);
    expect(packed.draws).toEqual([...new Set([...flagged, ...evenly])].sort((a, b) => a - b));
  });

  test("leave out names that are not there and repeat none", () => {
    expect(packed.variables).toEqual(["even", "positive", "tails", "__proto__"]);
    expect([...unpacked.keys()]).toEqual(packed.variables);
  });

  // Half of a step of 65534: of the range for even steps, of the logarithm or of the bent tails otherwise.
  test.each([
    ["even", (_: number, range: number) => (0.5001 * range) / 65534],
    ["positive", (x: number) => x * 2.5e-4],
    ["tails", (x: number) => (1 + Math.abs(x)) * 2.5e-4],
  ] as const)("come back where they were: %s", (name, tolerance) => {
    const values = trueValues(name, packed.draws);
    const range = Math.max(...values) - Math.min(...values);
    unpacked.get(name)!.forEach((value, i) => {
      expect(Math.abs(value - values[i])).toBeLessThanOrEqual(tolerance(values[i], range));
    });
  });

  test("keep apart what even steps would make one: the smallest of positive draws", () => {
    const smallest = Math.min(...trueValues("positive", packed.draws));
    expect(Math.min(...unpacked.get("positive")!)).toBeCloseTo(smallest, 12);
    expect(packed.packings.map(({ curve }) => curve?.kind)).toEqual([undefined, "log", "arcsinh", undefined]);
  });

  test("hold draws that are asked for, and ignore numbers that are none", () => {
    const few = pageDraws(draws, ["even"], { most: 10, always: [3, 3999, 4000, -1, 0.5] });
    expect(few.draws).toEqual(expect.arrayContaining([3, 3999]));
    expect(few.draws).toHaveLength(10 + 25 + 2);
    expect(Array.from(unpack(few).get("even")!)[few.draws.indexOf(3999)]).toBeCloseTo(trueValues("even", [3999])[0], 3);
  });

  test("are at most 200 divergent ones, and fewer of all where variables are many", () => {
    const wild = syntheticPosterior(
      Array.from({ length: 40 }, (_, i) => ({ name: `x${i}` })),
      { divergences: 143 },
    ).draws;
    expect(pageDraws(wild, wild.names).draws.length).toBeLessThanOrEqual(300 + 143);
    const flags = { divergent: new Float64Array(1000).fill(1) };
    const chains = wild.chains.map((chain) => ({ ...chain, statistics: { ...chain.statistics, ...flags } }));
    const every = pageDraws({ ...wild, chains }, ["x0"], { most: 0 });
    expect([every.totalDivergent, every.divergent.length]).toEqual([4000, 200]);
  });

  test("that are not finite come back as NaN, constants as they are, and no draws as none", () => {
    const odd = syntheticPosterior([
      { name: "odd", transform: (z) => (z > 2 ? Infinity : z < -2 ? NaN : z) },
      { name: "still", mean: 7, sd: 0 },
    ]).draws;
    const back = unpack(pageDraws(odd, odd.names));
    expect(back.get("still")!.every((value) => value === 7)).toBe(true);
    const lost = back.get("odd")!.filter(Number.isNaN).length;
    expect(lost).toBeGreaterThan(10);
    expect(back.get("odd")!.every((value) => Number.isNaN(value) || Math.abs(value) <= 2.001)).toBe(true);
    expect(pageDraws({ ...odd, chains: [] }, odd.names)).toMatchObject({ draws: [], divergent: [], total: 0 });
  });
});

test.each([0, 1, 2, 3, 256])("base64 of %i bytes is what Node makes of them", (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + 200) % 256);
  expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
});
