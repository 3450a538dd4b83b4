/** Whether one transition leaves the standard normal of three unequal scales invariant, from exact starts. */
import { expect } from "vitest";
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import { stream } from "../../../engine/random/stream.js";
import { diagonalMetric } from "../../../samplers/hamiltonian/metric.js";
import type { Kernel } from "../../../samplers/kernel.js";
import { independentNormal } from "./densities.js";
import { gammaCdf, kolmogorov, kolmogorovLimit, normalCdf } from "./statistics.js";

/**
 * Takes one step from each of 10,000 exact draws, with a metric that is wrong on purpose and a coarse step size, so that
 * an error of the acceptance rule would show. Six Kolmogorov tests, each at the rate 1e-4: the three coordinates, x·x/2 and
 * the energy (both gamma), and the share of starts that lie below their ends (1/2 for a reversible kernel). Coordinates and
 * energies are exchangeable, so the errors of the six add up to at most 6e-4.
 */
export function expectInvariance(makeKernel: (density: LogDensity) => Kernel, stepSize: number, seed: string): void {
  const sds = [1, 0.3, 5];
  const density = independentNormal(sds);
  const kernel = makeKernel(density);
  const rng = stream(seed, "invariance");
  const tuning = { stepSize, metric: diagonalMetric(Float64Array.of(1.5, 0.06, 9)) };
  const count = 10_000;
  const coordinates = sds.map(() => new Float64Array(count));
  const potentials = new Float64Array(count);
  const energies = new Float64Array(count);
  let rose = 0;
  let moved = 0;
  for (let n = 0; n < count; n++) {
    const position = Float64Array.from(sds, (s) => s * rng.normal());
    const gradient = new Float64Array(3);
    const logDensity = density.evaluate(position, gradient);
    const { state, info } = kernel.step(rng, { position, logDensity, gradient }, tuning);
    sds.forEach((s, i) => (coordinates[i][n] = state.position[i] / s));
    potentials[n] = -state.logDensity;
    energies[n] = info.energy;
    if (info.offset !== 0) {
      moved++;
      if (state.logDensity > logDensity) rose++;
    }
  }
  const limit = kolmogorovLimit(1e-4);
  for (const coordinate of coordinates) expect(kolmogorov(coordinate, normalCdf)).toBeLessThan(limit);
  // x·x/2 is gamma(3/2), by its three-degrees chi-square in closed form.
  const chi3 = (u: number) =>
    2 * normalCdf(Math.sqrt(2 * u)) - 1 - (2 * Math.sqrt(u) * Math.exp(-u)) / Math.sqrt(Math.PI);
  expect(kolmogorov(potentials, chi3)).toBeLessThan(limit);
  expect(kolmogorov(energies, (h) => gammaCdf(3, h))).toBeLessThan(limit);
  // Binomial: 4 standard errors.
  expect(Math.abs(rose - moved / 2)).toBeLessThan(4 * Math.sqrt(moved / 4));
  expect(moved).toBeGreaterThan(count / 2);
}
