import { expect, test } from "vitest";
import { chooseDraws } from "../../../../diagnostics/plots/parts/chooseDraws.js";

const chains = [new Float64Array(1000), new Float64Array(1000)];
const flags = (every: number): Float64Array[] => chains.map((chain) => chain.map((_, i) => (i % every === 0 ? 1 : 0)));

test("divergent draws are kept whole, and the others thinned evenly over all chains", () => {
  const chosen = chooseDraws(chains, flags(100), { plain: 100, divergent: 200 });
  expect(chosen.divergent).toEqual(Array.from({ length: 20 }, (_, i) => i * 100));
  expect(chosen.plain).toHaveLength(100);
  expect(chosen.plain.filter((draw) => draw < 1000)).toHaveLength(50);
  expect(chosen.plain.some((draw) => draw % 100 === 0)).toBe(false);
  expect([chosen.total, chosen.totalDivergent]).toEqual([2000, 20]);
});

test("more divergent draws than there is room for are thinned, and all are counted", () => {
  const chosen = chooseDraws(chains, flags(2), { plain: 100, divergent: 200 });
  expect(chosen.divergent).toHaveLength(200);
  expect(new Set(chosen.divergent).size).toBe(200);
  expect(chosen.totalDivergent).toBe(1000);
});

test("without flags no draw diverged", () => {
  expect(chooseDraws(chains).totalDivergent).toBe(0);
});
