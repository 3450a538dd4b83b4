/** The Gumbel law against R. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, type Tensor } from "../../../engine/autodiff/ops.js";
import { gumbel, gumbelLaw } from "../../../engine/distributions/gumbel.js";
import { truncated } from "../../../engine/distributions/truncated.js";
import { discrepancy } from "./reference.js";
import { testRng } from "./testRng.js";
import { traced } from "./traced.js";

interface Row {
  readonly location: number;
  readonly scale: number;
  readonly x: number;
  readonly logDensity: number;
  readonly logCdf: number;
  readonly logSurvival: number;
}

const url = new URL("../../reference/distributions/gumbel.json", import.meta.url);
const { rows, deciles } = JSON.parse(readFileSync(url, "utf8")) as { rows: Row[]; deciles: number[] };

beforeAll(async () => void (await loadTensorflow()));

describe("gumbel", () => {
  it("has R's log density and logarithms of both tails, also where a tail is e^(−400)", () => {
    for (const row of rows) {
      const law = gumbel(row.location, row.scale);
      // (x − location)/scale loses some digits of z, which the exponential of −z magnifies.
      expect(discrepancy(law.logDensity(row.x) as number, row.logDensity)).toBeLessThan(1e-12);
      expect(discrepancy(gumbelLaw.logCdf!(row.x, row) as number, row.logCdf)).toBeLessThan(1e-12);
      expect(discrepancy(gumbelLaw.logSurvival!(row.x, row) as number, row.logSurvival)).toBeLessThan(1e-12);
    }
  });

  it("has the same density of tensors, and its slope by x is (e^(−z) − 1)/scale", () => {
    for (const { location, scale, x, logDensity } of rows.filter(({ x: at, scale: s }) => Math.abs(at) < 30 * s)) {
      const { values, gradient } = traced([x], (position) => gumbel(location, scale).logDensity(position) as Tensor);
      expect(discrepancy(values[0]!, logDensity)).toBeLessThan(1e-12);
      expect(discrepancy(gradient[0]!, (Math.exp(-(x - location) / scale) - 1) / scale)).toBeLessThan(1e-11);
    }
  });

  it("has a mass of 1 where it is cut to numbers above 0", () => {
    const cut = truncated(gumbel(0.5, 1), { lower: 0 });
    const step = 1e-3;
    let mass = 0;
    for (let x = step / 2; x < 45; x += step) mass += step * Math.exp(cut.logDensity(x) as number);
    // The midpoint rule errs by about step²/24 times the slope at 0.
    expect(Math.abs(mass - 1)).toBeLessThan(1e-6);
  });

  it("draws fall between R's deciles equally often", () => {
    const rng = testRng(1);
    const counts = new Array<number>(10).fill(0);
    const draws = 20_000;
    for (let i = 0; i < draws; i += 1) {
      const x = gumbel(2, 0.5).random(rng) as number;
      counts[deciles.filter((cut) => x > cut).length]! += 1;
    }
    const expected = draws / 10;
    // Chance that a right sampler fails: 1e-7.
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(50.18);
  });
});
