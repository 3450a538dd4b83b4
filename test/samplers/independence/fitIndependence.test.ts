import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import { isUserError } from "../../../engine/core/UserError.js";
import { stream } from "../../../engine/random/stream.js";
import { fitIndependence } from "../../../samplers/independence/fitIndependence.js";
import { samplerOptions } from "../../../samplers/options.js";
import { runChain } from "../../../samplers/runChain.js";
import { sampleChain } from "../../../samplers/sampleChain.js";
import { counted, standardNormal } from "../support/densities.js";
import { kolmogorov, kolmogorovLimit } from "../support/statistics.js";
import { lines, planes, withDifferences, type Target } from "./targets.js";

const count = 20_000;

function startAt(density: LogDensity, x: number) {
  const position = new Float64Array(density.dimension).fill(x);
  const gradient = new Float64Array(density.dimension);
  return { position, logDensity: density.evaluate(position, gradient), gradient };
}

function drawn({ density, name }: Target) {
  const fitted = fitIndependence(density, startAt(density, 0.3), stream("1", name, "trial"));
  const { positions, statistics } = fitted.kernel.run(stream("1", name), fitted.state, fitted.tuning, count);
  const n = density.dimension;
  const rows = Array.from({ length: count }, (_, i) => positions.subarray(i * n, (i + 1) * n));
  return { rows, acceptance: statistics.acceptanceRate.reduce((sum, rate) => sum + rate, 0) / count, fitted };
}

describe.each([
  { title: "one dimension", targets: lines, most: 800 },
  { title: "two dimensions", targets: planes, most: 2000 },
])("independence Metropolis in $title", ({ targets, most }) => {
  it.each(targets)("draws from $name: Kolmogorov's test at the rate 1e-4", (target) => {
    const { rows, acceptance, fitted } = drawn(target);
    expect(acceptance).toBeGreaterThan(target.acceptance);
    expect(fitted.gradients).toBeLessThan(most);
    // Rejections repeat draws: 1.1 covers an effective size of 0.85 of the draws.
    for (const uniform of target.uniforms)
      expect(kolmogorov(Float64Array.from(rows, uniform), (u) => u)).toBeLessThan(1.1 * kolmogorovLimit(1e-4));
  });

  it("draws anew: neighbouring draws of the first target are uncorrelated to within 4 standard errors and the rejections", () => {
    const { rows, acceptance } = drawn(targets[0]!);
    const u = rows.map((row) => targets[0]!.uniforms[0]!(row) - 0.5);
    const correlation = (12 * u.slice(1).reduce((sum, value, i) => sum + value * u[i]!, 0)) / count;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(count) + 2 * (1 - acceptance));
  });
});

describe("fitIndependence", () => {
  it("counts every gradient", () => {
    const density = counted(standardNormal(2));
    const start = startAt(density, 0.5);
    density.evaluations = 0;
    expect(fitIndependence(density, start, stream("1")).gradients).toBe(density.evaluations);
  });

  it.each([3, 0])("refuses %i dimensions", (dimension) => {
    const fitting = () => sampleChain(standardNormal(dimension), undefined, 0, samplerOptions({ algorithm: "independence" }), 1); // prettier-ignore
    let error: unknown;
    try {
      fitting();
    } catch (caught) {
      error = caught;
    }
    expect(isUserError(error)).toBe(true);
    expect((error as Error).message).toBe(
      `the algorithm "independence" draws from posteriors of 1 or 2 unconstrained parameters, and this one has ${dimension}: use "nuts"`,
    );
  });
});

describe("runChain with the algorithm independence", () => {
  const options = samplerOptions({ algorithm: "independence", seed: "7", draws: 100 });

  it("reports the gradients of its preparation, and neither iterations, step size nor energies", () => {
    const { warmup, statistics, gradients } = sampleChain(standardNormal(1), undefined, 0, options, 1);
    expect(warmup).toMatchObject({ iterations: 0, stepSize: NaN, inverseMetric: Float64Array.of(1), divergences: 0 });
    expect(warmup!.gradients).toBeGreaterThan(100);
    expect(gradients).toBe(100);
    expect(statistics.energy.every(Number.isNaN)).toBe(true);
    expect(statistics.divergent.every((flag) => flag === 0)).toBe(true);
  });

  it("makes the same draws in whatever portions", () => {
    const whole = sampleChain(planes[0]!.density, undefined, 0, options, 3).positions;
    for (const portion of [1, 7]) {
      const positions: number[] = [];
      for (const event of runChain(planes[0]!.density, undefined, 0, options, 3, {}, () => portion))
        if (event.kind === "draws") positions.push(...event.positions);
      expect(Float64Array.from(positions)).toEqual(whole);
    }
  });

  it("gives up for NUTS, with its warmup, where cells cannot follow the density", () => {
    // A ridge a thousand times as long as wide, bent twice.
    const ridge = counted(
      withDifferences(2, ([x, y]) => -0.5 * x! * x! - 0.5 * ((y! - Math.sin(3 * x!)) / 0.001) ** 2),
    );
    const { warmup, statistics } = sampleChain(ridge, undefined, 0, { ...options, warmup: 150, draws: 20 }, 1);
    expect(warmup!.iterations).toBeGreaterThan(0);
    expect(warmup!.stepSize).toBeGreaterThan(0);
    expect(statistics.energy.every(Number.isFinite)).toBe(true);
    expect(warmup!.gradients + statistics.numLeapfrog.reduce((a, b) => a + b)).toBe(ridge.evaluations);
  });

  it("refuses an improper density, as NUTS does", () => {
    for (const slope of [0, 1]) {
      const evaluate = (x: Float64Array, gradient: Float64Array) => slope * x[0]! + 0 * (gradient[0] = slope);
      const improper = { dimension: 1, evaluate };
      expect(() => sampleChain(improper, undefined, 0, options, 1)).toThrow(/the posterior seems improper/);
    }
  });
});
