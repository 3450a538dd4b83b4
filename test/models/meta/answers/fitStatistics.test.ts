import { describe, expect, it } from "vitest";
import { stream } from "../../../../engine/random/stream.js";
import { devianceComparison } from "../../../../models/meta/answers/devianceComparison.js";
import { fitStatistics } from "../../../../models/meta/answers/fitStatistics.js";
import { events, madeFit, madeNetwork, mean } from "./madeNetwork.js";

const binomialDeviance = (y: number, n: number, p: number) =>
  2 * ((y === 0 ? 0 : y * Math.log(y / (n * p))) + (n - y) * Math.log((n - y) / (n * (1 - p))));
const expit = (x: number) => 1 / (1 + Math.exp(-x));

describe("fitStatistics", () => {
  const network = madeNetwork(["A", "B"], [{ name: "one", arms: [[0, events(0, 10)], [1, events(4, 10)]] }]); // prettier-ignore
  const fitted = madeFit(network, { "d[B]": [1, 2], "mu[one]": [-2, -2.5] });

  it("is the mean deviance, with pD at the mean probability and at the mean predictor", () => {
    const [p0, p1] = [[expit(-2), expit(-2.5)], [expit(-1), expit(-0.5)]] as const; // prettier-ignore
    const at = (first: number, second: number) => binomialDeviance(0, 10, first) + binomialDeviance(4, 10, second);
    const average = (at(p0[0]!, p1[0]!) + at(p0[1]!, p1[1]!)) / 2;
    const fit = fitStatistics(fitted);
    expect(fit.residual_deviance).toBeCloseTo(average, 12);
    expect(fit.pD).toBeCloseTo(average - at((p0[0]! + p0[1]!) / 2, (p1[0]! + p1[1]!) / 2), 12);
    expect(fit.pD_predictor).toBeCloseTo(average - at(expit(-2.25), expit(-0.75)), 12);
    expect(fit.DIC).toBeCloseTo(fit.residual_deviance + fit.pD, 12);
    expect(fit.pV).toBeCloseTo((at(p0[0]!, p1[0]!) - at(p0[1]!, p1[1]!)) ** 2 / 4, 12);
    expect(fit.data_points).toBe(2);
  });

  it("by point and study adds up to the whole; a point below what is fitted has a negative root", () => {
    const fit = fitStatistics(fitted);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);
    expect(sum(fit.points.map((point) => point.residual_deviance))).toBeCloseTo(fit.residual_deviance, 12);
    expect(sum(fit.points.map(({ leverage }) => leverage))).toBeCloseTo(fit.pD, 12);
    expect(fit.studies).toHaveLength(1);
    expect(fit.studies[0]!.leverage).toBeCloseTo(fit.pD, 12);
    expect(fit.points.map(({ label }) => label)).toEqual(["one: A", "one: B"]);
    expect(fit.points[0]!.signed_root).toBeCloseTo(-Math.sqrt(fit.points[0]!.residual_deviance), 12);
  });

  it("has pD and pV near the number of parameters when normal means are fitted exactly", () => {
    // Two trials of two arms, flat priors: mu1, mu2 and d have a normal posterior, drawn here from its closed form.
    const [a, b, c, e] = [[1.2, 0.3], [2.1, 0.4], [0.4, 0.2], [1.5, 0.5]] as const; // prettier-ignore
    const means = madeNetwork(
      ["A", "B"],
      [
        { name: "one", arms: [[0, mean(...a)], [1, mean(...b)]] }, // prettier-ignore
        { name: "two", arms: [[0, mean(...c)], [1, mean(...e)]] }, // prettier-ignore
      ],
      "normal-identity",
    );
    const rng = stream("4", "posterior");
    const [v1, v2] = [a[1] ** 2 + b[1] ** 2, c[1] ** 2 + e[1] ** 2];
    const variance = 1 / (1 / v1 + 1 / v2);
    const centre = variance * ((b[0] - a[0]) / v1 + (e[0] - c[0]) / v2);
    const draws = { "d[B]": [] as number[], "mu[one]": [] as number[], "mu[two]": [] as number[] };
    const baseline = (first: readonly [number, number], second: readonly [number, number], d: number) => {
      const precision = 1 / first[1] ** 2 + 1 / second[1] ** 2;
      const at = (first[0] / first[1] ** 2 + (second[0] - d) / second[1] ** 2) / precision;
      return at + rng.normal() / Math.sqrt(precision);
    };
    for (let i = 0; i < 20000; i++) {
      const d = centre + Math.sqrt(variance) * rng.normal();
      draws["d[B]"].push(d);
      draws["mu[one]"].push(baseline(a, b, d));
      draws["mu[two]"].push(baseline(c, e, d));
    }
    const fit = fitStatistics(madeFit(means, draws));
    // The deviance is its least plus chi-squared of 3: its mean is known to √(6/20000) = 0.017, its variance of 6 to about 0.12.
    expect(Math.abs(fit.pD - 3)).toBeLessThan(0.07);
    expect(fit.pD_predictor).toBeCloseTo(fit.pD, 10);
    expect(Math.abs(fit.pV - 3)).toBeLessThan(0.25);
    const lack = (b[0] - a[0] - (e[0] - c[0])) ** 2 / (v1 + v2);
    expect(Math.abs(fit.residual_deviance - 3 - lack)).toBeLessThan(0.07);
  });

  it("takes correlated contrasts of a study for one point by their quadratic form", () => {
    const contrasts = { differences: Float64Array.of(1, 0.5), covariance: Float64Array.of(2, 1, 1, 2) };
    const three = madeNetwork(["A", "B", "C"], [{ name: "x", arms: [[0], [1], [2]], contrasts }], "normal-identity");
    const fit = fitStatistics(madeFit(three, { "d[B]": [0, 0], "d[C]": [0, 0] }));
    // The inverse is [2 −1; −1 2]/3: (2·1 − 2·0.5 + 2·0.25)/3.
    expect(fit.residual_deviance).toBeCloseTo(0.5, 12);
    expect(fit.data_points).toBe(2);
    expect(fit.points.map(({ label, treatment }) => [label, treatment])).toEqual([["x", null]]);
  });

  it("counts one data point less than the categories that an arm tells apart", () => {
    const ordered = madeNetwork(
      ["A", "B"],
      [{ name: "x", arms: [[0, { kind: "categories", counts: [5, 3, 2] }], [1, { kind: "categories", counts: [4, NaN, 6] }]] }], // prettier-ignore
      "ordered-probit",
    );
    const fit = fitStatistics(madeFit(ordered, { "d[B]": [0.3], "mu[x]": [-0.1], "cut[2]": [0.6] }));
    expect(fit.points.map(({ data_points: size }) => size)).toEqual([2, 1]);
    // Multinomial deviance of two categories is binomial: P(highest) = Φ(0.2 − 0.6), from R's pnorm(-0.4).
    expect(fit.points[1]!.residual_deviance).toBeCloseTo(binomialDeviance(6, 10, 0.344578258389676), 10);
  });
});

describe("devianceComparison", () => {
  const network = madeNetwork(["A", "B"], [{ name: "one", arms: [[0, events(1, 10)], [1, events(4, 10)]] }]); // prettier-ignore
  const first = madeFit(network, { "d[B]": [1, 2], "mu[one]": [-2, -2.5] });

  it("sets the deviance of each point under one model beside that under the other", () => {
    const second = madeFit(network, { "d[A,B]": [1.8, 1.8, 1.8], "mu[one]": [-2.2, -2.2, -2.2] }, { model: "ume" });
    const { points, difference } = devianceComparison(first, second);
    expect(points.map(({ label }) => label)).toEqual(["one: A", "one: B"]);
    expect(points[1]!.first.mean).toBeCloseTo(fitStatistics(first).points[1]!.residual_deviance, 12);
    expect(points[1]!.second.mean).toBeCloseTo(binomialDeviance(4, 10, expit(-0.4)), 12);
    const total = fitStatistics(first).residual_deviance - fitStatistics(second).residual_deviance;
    expect(difference).toBeCloseTo(total, 12);
  });

  it("refuses fits of other data", () => {
    const other = madeNetwork(["A", "B"], [{ name: "two", arms: [[0, events(1, 10)], [1, events(4, 10)]] }]); // prettier-ignore
    const second = madeFit(other, { "d[B]": [1], "mu[two]": [0] });
    expect(() => devianceComparison(first, second)).toThrow('"one: A" is in the first only');
  });
});
