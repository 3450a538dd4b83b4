import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../engine/core/LogDensity.js";
import { samplerOptions } from "../../samplers/options.js";
import { runChain, type ChainEvent } from "../../samplers/runChain.js";
import { sampleChain } from "../../samplers/sampleChain.js";
import { autoregressiveNormal, counted, halfNormal, independentNormal, standardNormal } from "./support/densities.js";
import { column, deviation, mean, sd } from "./support/statistics.js";

/** Deviations in units of Monte-Carlo error; about a thousand are judged here, see {@link deviation}. */
const LIMIT = 5.5;

/** Draws of `chains` chains end to end, row by row. */
function positions(density: LogDensity, partial: Parameters<typeof samplerOptions>[0], chains = 1): Float64Array {
  const options = samplerOptions(partial);
  return Float64Array.from(
    Array.from({ length: chains }, (_, c) => [...sampleChain(density, undefined, 0, options, c + 1).positions]).flat(),
  );
}

/** That draws have mean 0 and variance 1, as far as their number tells. */
function expectStandard(z: Float64Array): void {
  expect(Math.abs(deviation(z, 0))).toBeLessThan(LIMIT);
  const squares = z.map((v) => v * v);
  expect(Math.abs(deviation(squares, 1))).toBeLessThan(LIMIT);
}

describe.each([
  ["gradient", true],
  ["gradient", false],
  ["variance", false],
] as const)("runChain with the %s metric, stopWarmupEarly, stopping early: %s", (metric, stopWarmupEarly) => {
  it.each([2, 10, 30, 100])("draws a correlated normal of dimension %i with exact moments", (dimension) => {
    const means = Array.from({ length: dimension }, (_, i) => (i % 3) - 1);
    const sds = Array.from({ length: dimension }, (_, i) => 10 ** (((i * 7) % 5) - 2));
    const rho = 0.5;
    const density = autoregressiveNormal(means, sds, rho);
    const draws = positions(density, { seed: "101", metric, stopWarmupEarly, warmup: 600, draws: 2000 });
    const standard = means.map((m, i) => column(draws, dimension, i).map((x) => (x - m) / sds[i]));
    for (const [i, z] of standard.entries()) {
      expectStandard(z);
      if (i > 0)
        expect(
          Math.abs(
            deviation(
              z.map((v, n) => v * standard[i - 1][n]),
              rho,
            ),
          ),
        ).toBeLessThan(LIMIT);
    }
  });

  it("brings acceptance to its target", () => {
    const means = new Array<number>(10).fill(0);
    const density = autoregressiveNormal(
      means,
      means.map((_, i) => 1 + i),
      0.6,
    );
    for (const adaptDelta of [0.7, 0.8, 0.95]) {
      const rates = [1, 2, 3, 4].map((chain) => {
        const options = samplerOptions({ seed: "7", metric, stopWarmupEarly, adaptDelta, warmup: 1000, draws: 500 });
        return mean(sampleChain(density, undefined, 0, options, chain).statistics.acceptanceRate);
      });
      // Stan's last window of 50 iterations leaves the mean step too small: acceptance overshoots by up to half of what is left.
      const above = metric === "variance" ? 0.6 * (1 - adaptDelta) : 0.03;
      expect(mean(rates)).toBeGreaterThan(adaptDelta - 0.03);
      expect(mean(rates)).toBeLessThan(adaptDelta + above);
    }
  });

  it("gets the log scale of a ten-dimensional funnel right to 0.1 sd when it is not centred", () => {
    // v ~ normal(0, 3), x_i = exp(v / 2) z_i with z_i standard normal: the sampler moves v and z.
    const density = independentNormal([3, ...new Array<number>(9).fill(1)]);
    const v = column(positions(density, { seed: "3", metric, stopWarmupEarly, draws: 1000 }, 4), 10, 0);
    expect(Math.abs(mean(v) / 3)).toBeLessThan(0.1);
    expect(Math.abs(sd(v) / 3 - 1)).toBeLessThan(0.1);
  });

  it("draws from half a normal whose other half is -Infinity or NaN, and counts what it rejects", () => {
    for (const elsewhere of ["-Infinity", "NaN", "gradient"] as const) {
      const options = samplerOptions({ seed: "5", metric, stopWarmupEarly, draws: 4000 });
      const draws = sampleChain(halfNormal(2, elsewhere), undefined, 0, options, 1);
      const x = column(draws.positions, 2, 0);
      expect(Math.min(...x)).toBeGreaterThan(0);
      // E|z| = √(2/π), E z² = 1.
      expect(Math.abs(deviation(x, Math.sqrt(2 / Math.PI)))).toBeLessThan(LIMIT);
      expect(
        Math.abs(
          deviation(
            x.map((v) => v * v),
            1,
          ),
        ),
      ).toBeLessThan(LIMIT);
      expect(Math.abs(deviation(column(draws.positions, 2, 1), 0))).toBeLessThan(LIMIT);
      expect(draws.rejected.count).toBeGreaterThan(100);
      expect(draws.rejected.firstCause).toMatch(elsewhere === "gradient" ? /gradient/ : elsewhere);
    }
  });

  it("counts every gradient, once each, before and after the end of warmup", () => {
    const density = counted(standardNormal(3));
    let atEnd = 0;
    let report = 0;
    let after = 0;
    for (const event of runChain(
      density,
      undefined,
      0,
      samplerOptions({ metric, stopWarmupEarly, warmup: 200, draws: 50 }),
      1,
    )) {
      if (event.kind === "warmedUp") [atEnd, report] = [density.evaluations, event.report.gradients];
      if (event.kind === "draws") after += event.statistics.numLeapfrog[0];
    }
    expect(report).toBe(atEnd);
    expect(after).toBe(density.evaluations - atEnd);
  });

  it("runs without any warmup, and with warmups too short to learn much", () => {
    for (const warmup of [0, 1, 5, 19, 20, 50]) {
      const draws = sampleChain(
        standardNormal(2),
        undefined,
        0,
        samplerOptions({ metric, stopWarmupEarly, warmup, draws: 20 }),
        1,
      );
      expect(draws.drawCount).toBe(20);
      expect(draws.warmup!.iterations).toBe(warmup);
      expect(draws.warmup!.stepSize).toBeGreaterThan(0);
      expect(draws.positions.every(Number.isFinite)).toBe(true);
    }
  });
});

describe("runChain", () => {
  const density = autoregressiveNormal([0, 0, 0], [1, 2, 3], 0.3);
  const options = samplerOptions({ seed: "9", warmup: 150, draws: 50, stopWarmupEarly: false });
  const draws = (chain: number, seed = "9") =>
    sampleChain(density, undefined, 0, samplerOptions({ ...options, seed }), chain).positions;

  it("gives the same bytes for the same seed and chain, others for another of either", () => {
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
    expect(draws(1)).not.toEqual(draws(1, "10"));
  });

  it("gives a chain the same draws whether other chains run before it, beside it or not at all", () => {
    const alone = draws(2);
    draws(1);
    expect(draws(2)).toEqual(alone);
    const beside = [1, 2].map((chain) => runChain(density, undefined, 0, options, chain));
    const seen: number[] = [];
    for (let open = true; open;) {
      const [, event] = beside.map((generator) => generator.next());
      open = !event.done;
      if (!event.done && event.value.kind === "draws") seen.push(...event.value.positions);
    }
    expect(Float64Array.from(seen)).toEqual(alone);
  });

  it("yields after every transition, and the warmup report between warmup and draws", () => {
    const kinds = [...runChain(density, undefined, 0, options, 1)].map((event: ChainEvent) => event.kind);
    expect(kinds).toEqual([
      ...new Array<string>(150).fill("warmup"),
      "warmedUp",
      ...new Array<string>(50).fill("draws"),
    ]);
  });

  it("hands each draw's position and number to constrain, and what it wrote to the driver", () => {
    const constrain = (position: Float64Array, draw: number, out: Float64Array) => {
      out[0] = position[0] + position[1];
      out[1] = draw;
    };
    const result = sampleChain(density, constrain, 2, options, 1);
    expect(result.values.length).toBe(100);
    for (let n = 0; n < 50; n++) {
      expect(result.values[2 * n]).toBe(result.positions[3 * n] + result.positions[3 * n + 1]);
      expect(result.values[2 * n + 1]).toBe(n);
    }
  });

  it("ends warmup early once it has settled, says so, and keeps the moments", () => {
    const early = samplerOptions({ seed: "6", warmup: 1000, draws: 2000 });
    const kinds = [...runChain(density, undefined, 0, early, 1)].map(({ kind }) => kind);
    const result = sampleChain(density, undefined, 0, early, 1);
    expect(result.warmup!.iterations).toBe(kinds.filter((kind) => kind === "warmup").length);
    // Windows of 8, 12, 18 and 27, and 30 for the step size.
    expect(result.warmup!.iterations).toBeGreaterThanOrEqual(95);
    expect(result.warmup!.iterations).toBeLessThan(300);
    [1, 2, 3].forEach((s, i) => {
      const z = column(result.positions, 3, i).map((x) => x / s);
      expectStandard(z);
    });
    expect(Math.abs(mean(result.statistics.acceptanceRate) - 0.8)).toBeLessThan(0.1);
  });

  it("starts where it is told and in the metric it is told", () => {
    const start = { position: Float64Array.of(0.1, 0.2, 0.3), inverseMetric: Float64Array.of(1, 4, 9) };
    const one = samplerOptions({ warmup: 0, draws: 1, seed: "1" });
    for (const metric of ["gradient", "variance"] as const) {
      const result = sampleChain(density, undefined, 0, { ...one, metric }, 1, start);
      expect([...result.warmup!.inverseMetric]).toEqual([1, 4, 9]);
    }
  });

  it("reports as energy the Hamiltonian of each draw: the potential plus half a chi-square", () => {
    const result = sampleChain(standardNormal(10), undefined, 0, samplerOptions({ draws: 2000, seed: "2" }), 1);
    const kinetic = result.statistics.energy.map((h, n) => h + result.statistics.logDensity[n]);
    expect(Math.min(...kinetic)).toBeGreaterThan(0);
    // Half a chi-square with 10 degrees of freedom: mean 5. The point and its momentum are a draw of the joint target.
    expect(Math.abs(deviation(kinetic, 5))).toBeLessThan(LIMIT);
  });

  it("runs static HMC to the same moments", () => {
    const draws = positions(density, { algorithm: "hmc", seed: "4", draws: 3000, stepSizeJitter: 0.2 });
    [1, 2, 3].forEach((s, i) => {
      const z = column(draws, 3, i).map((x) => x / s);
      expectStandard(z);
    });
  });
});

describe("runChain with trajectories of a fixed length", () => {
  const fixed = (partial: Parameters<typeof samplerOptions>[0] = {}) =>
    samplerOptions({ algorithm: "fixedTime", seed: "12", ...partial });
  const usesNuts = (density: LogDensity, chain: number, partial = {}) =>
    sampleChain(density, undefined, 0, fixed({ draws: 1, ...partial }), chain).statistics.treeDepth[0] > 0;

  it("keeps them for normals that the metric makes standard, in nearly all chains, and draws these with exact moments", () => {
    const sds = [0.5, 1, 1, 2, 3];
    const chains = [1, 2, 3, 4, 5, 6, 7, 8].map((chain) =>
      sampleChain(independentNormal(sds), undefined, 0, fixed(), chain),
    );
    const kept = chains.filter(({ statistics }) => statistics.treeDepth.every((depth) => depth === 0));
    expect(kept.length).toBeGreaterThanOrEqual(7);
    for (const { statistics, warmup } of kept) {
      // 2 / 0.9 is about 2 steps.
      expect(mean(statistics.numLeapfrog)).toBeLessThan(4);
      expect(warmup!.iterations).toBeLessThanOrEqual(136);
    }
    const all = Float64Array.from(kept.flatMap(({ positions }) => [...positions]));
    sds.forEach((s, i) => {
      const z = column(all, 5, i).map((x) => x / s);
      expectStandard(z);
    });
  });

  it("gives them up for NUTS where correlations need longer ones", () => {
    const correlated = autoregressiveNormal(new Array<number>(30).fill(0), new Array<number>(30).fill(1), 0.95);
    for (const chain of [1, 2, 3, 4]) expect(usesNuts(correlated, chain)).toBe(true);
  });

  it("counts every gradient and iteration of a trial that failed, within the limit", () => {
    const density = counted(autoregressiveNormal(new Array<number>(30).fill(0), new Array<number>(30).fill(1), 0.95));
    let iterations = 0;
    for (const event of runChain(density, undefined, 0, fixed({ warmup: 300, draws: 1 }), 1)) {
      if (event.kind === "warmup") expect(event.iteration).toBe(iterations++);
      if (event.kind !== "warmedUp") continue;
      expect(event.report.iterations).toBe(iterations);
      expect(iterations).toBeLessThanOrEqual(300);
      expect(iterations).toBeGreaterThan(136);
      expect(event.report.gradients).toBe(density.evaluations);
    }
  });

  it("is NUTS where warmup is of fixed length or too short to tell", () => {
    expect(usesNuts(standardNormal(3), 1, { stopWarmupEarly: false, warmup: 200 })).toBe(true);
    for (const warmup of [0, 1, 20, 271]) expect(usesNuts(standardNormal(3), 1, { warmup })).toBe(true);
  });
});
