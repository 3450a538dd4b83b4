import { expect, test } from "vitest";
import { priorPosteriorPlot } from "../../../diagnostics/plots/index.js";
import { autoregressive } from "./madeDraws.js";

const prior = autoregressive(0, 4, 1000, 1);
const posterior = autoregressive(0, 4, 1000, 2);
const of = (after: readonly Float64Array[], before: readonly Float64Array[] = prior) =>
  priorPosteriorPlot([{ label: "b", prior: before, posterior: after }], { title: "x" });
const overlap = (chart: ReturnType<typeof of>): number => Number(chart.table.rows[0][1]);

test("the overlap of normals is 2 Φ(-d/2)", () => {
  // Kernel densities of 4000 draws: within 0.03.
  expect(overlap(of(posterior))).toBeGreaterThan(0.95);
  const by = (shift: number): number => overlap(of(posterior.map((chain) => chain.map((z) => z + shift))));
  expect(Math.abs(by(1) - 0.617)).toBeLessThan(0.03);
  expect(Math.abs(by(2) - 0.317)).toBeLessThan(0.03);
  expect(by(20)).toBeLessThan(0.01);
});

test("the overlap with a prior ten times as wide counts the draws beyond the axis, too", () => {
  // Two normals of sds 1 and 10 about one mean cross at ±2.158; the overlap is 2 (Φ(-2.158) + Φ(0.2158) - 1/2).
  const wide = prior.map((chain) => chain.map((z) => 10 * z));
  expect(Math.abs(overlap(of(posterior, wide)) - 0.202)).toBeLessThan(0.03);
});

test("words say when the data taught nothing and when the prior did not expect them", () => {
  expect(of(posterior).description).toContain("(the data say little)");
  const far = of(posterior.map((chain) => chain.map((z) => z / 4 + 5)));
  expect(far.description).toContain("(the posterior lies where the prior hardly reached)");
});
