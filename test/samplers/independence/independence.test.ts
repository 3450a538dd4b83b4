import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { unitMetric } from "../../../samplers/hamiltonian/metric.js";
import { cellDensity } from "../../../samplers/independence/cellDensity.js";
import { cubeAround } from "../../../samplers/independence/Cube.js";
import { independence } from "../../../samplers/independence/independence.js";
import { refineCells } from "../../../samplers/independence/refineCells.js";
import { repeatSteps } from "../../../samplers/repeatSteps.js";
import { halfNormal, standardNormal } from "../support/densities.js";
import { gammaCdf, kolmogorov, kolmogorovLimit, normalCdf } from "../support/statistics.js";

const tuning = { stepSize: NaN, metric: unitMetric(2) };

/** Proposals that are wrong on purpose: few cells, for a density that has nothing to do with the target. */
function poorProposals() {
  const knots = [-1, -0.5, 0.25, 1];
  const cells = refineCells(
    ([u, v], gradient) => {
      gradient.fill(0);
      return 1.2 + u! - 0.3 * v!;
    },
    [knots, knots],
    { tolerance: Infinity, points: 0 },
  );
  return {
    cube: cubeAround(Float64Array.of(0.4, -0.2), Float64Array.of(1.5, 0, 0.6, 2)),
    proposal: cellDensity(cells),
  };
}

describe("independence", () => {
  it("leaves the normal invariant, and is reversible, whatever the proposals: one step from 20,000 exact draws", () => {
    const density = standardNormal(2);
    const { cube, proposal } = poorProposals();
    const kernel = independence(density, cube, proposal);
    const rng = stream("3", "invariance");
    const count = 20_000;
    const coordinates = [0, 1].map(() => new Float64Array(count));
    const potentials = new Float64Array(count);
    let [moved, rose, rightwards] = [0, 0, 0];
    for (let n = 0; n < count; n++) {
      const position = Float64Array.of(rng.normal(), rng.normal());
      const gradient = new Float64Array(2);
      const logDensity = density.evaluate(position, gradient);
      const { state, info } = kernel.step(rng, { position, logDensity, gradient }, tuning);
      coordinates.forEach((coordinate, k) => (coordinate[n] = state.position[k]!));
      potentials[n] = -state.logDensity;
      if (info.offset === 0) continue;
      moved++;
      if (state.logDensity > logDensity) rose++;
      if (state.position[0]! > position[0]!) rightwards++;
    }
    // Each at the rate 1e-4.
    const limit = kolmogorovLimit(1e-4);
    for (const coordinate of coordinates) expect(kolmogorov(coordinate, normalCdf)).toBeLessThan(limit);
    expect(kolmogorov(potentials, (h) => gammaCdf(1, h))).toBeLessThan(limit);
    // The flow between any two sets is the same both ways. Binomial: 4 standard errors.
    expect(moved).toBeGreaterThan(0.1 * count);
    expect(moved).toBeLessThan(0.8 * count);
    for (const part of [rose, rightwards]) expect(Math.abs(part - moved / 2)).toBeLessThan(4 * Math.sqrt(moved / 4));
  });

  it("makes the same transitions one at a time and in a run, from a state of its own or anyone's", () => {
    const { cube, proposal } = poorProposals();
    const density = halfNormal(2, "NaN");
    const kernel = independence(density, cube, proposal);
    const position = Float64Array.of(0.3, 0.2);
    const gradient = new Float64Array(2);
    const start = { position, logDensity: density.evaluate(position, gradient), gradient };
    const run = kernel.run(stream("4"), start, tuning, 50);
    const steps = repeatSteps(independence(density, cube, proposal), stream("4"), start, tuning, 50);
    expect(run).toEqual(steps);
    expect(run.rejected.count).toBeGreaterThan(0);
    expect(run.rejected.firstCause).toBe("the log density was NaN");
    const again = kernel.run(stream("4"), start, tuning, 50);
    expect(again).toEqual(run);
  });
});
