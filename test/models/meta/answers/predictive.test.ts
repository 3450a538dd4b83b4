import { describe, expect, it } from "vitest";
import { heterogeneity } from "../../../../models/meta/answers/heterogeneity.js";
import { predictive, predictiveDraws } from "../../../../models/meta/answers/predictive.js";
import { madeFit, madeNetwork, normals } from "./madeNetwork.js";

const count = 20000;
const network = madeNetwork(["A", "B", "C"], []);
const tau = new Float64Array(count).fill(0.5);
const draws = { "d[B]": normals(count, "1", 0.2, 0.3), "d[C]": normals(count, "2", -0.1, 0.1) };
const fitted = madeFit(network, { ...draws, tau }, { effects: "random" });

describe("predictive", () => {
  // Standard deviations of 20,000 independent draws are known to 0.5 %, here 0.003; 1.9 decimals are 0.0063.
  it("adds the heterogeneity to the uncertainty of the mean effect, for pairs without the reference too", () => {
    const pairs = predictive(fitted, { seed: "3" });
    const sd = (from: string, to: string) => pairs.find((pair) => pair.from === from && pair.to === to)!.sd;
    expect(sd("A", "B")).toBeCloseTo(Math.sqrt(0.09 + 0.25), 1.9);
    expect(sd("A", "C")).toBeCloseTo(Math.sqrt(0.01 + 0.25), 1.9);
    expect(sd("B", "C")).toBeCloseTo(Math.sqrt(0.09 + 0.01 + 0.25), 1.9);
  });

  it("draws effects of one trial with correlation one half", () => {
    const [, b, c] = predictiveDraws(fitted);
    const own = (made: Float64Array, d: Float64Array) => made.map((value, i) => value - d[i]!);
    const [x, y] = [own(b!, draws["d[B]"]), own(c!, draws["d[C]"])];
    const covariance = x.reduce((sum, value, i) => sum + value * y[i]!, 0) / count;
    expect(covariance).toBeCloseTo(0.125, 1.9);
  });

  it("gives the probability of harm by which effects are good, and the same numbers each time", () => {
    const [ab] = predictive(fitted, { reference: "A", better: "lower" });
    // P(N(0.2, 0.34) > 0) = Φ(0.343) = 0.634, with an error of 0.0034.
    expect(ab!.harm).toBeCloseTo(0.634, 1.9);
    expect(predictive(fitted, { reference: "A", better: "higher" })[0]!.harm).toBeCloseTo(1 - ab!.harm!, 12);
    expect(predictive(fitted)[0]!.harm).toBeNull();
    expect(predictive(fitted)).toEqual(predictive(fitted, { seed: "1" }));
    expect(predictive(fitted, { seed: "2" })[0]!.mean).not.toBe(ab!.mean);
  });

  it("with fixed effects is the mean effect, which is not heterogeneous", () => {
    const fixed = madeFit(network, draws);
    expect(predictiveDraws(fixed)[1]).toEqual(draws["d[B]"]);
    expect(heterogeneity(fixed)).toBeNull();
    expect(heterogeneity(fitted)!.tau_squared.mean).toBeCloseTo(0.25, 12);
    expect(heterogeneity(fitted)!.spread.q50).toBeCloseTo(1.96, 3);
  });
});
