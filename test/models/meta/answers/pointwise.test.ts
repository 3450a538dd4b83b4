import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pointwise } from "../../../../models/meta/answers/pointwise.js";
import { replicates } from "../../../../models/meta/answers/replicates.js";
import { events, madeFit, madeNetwork } from "./madeNetwork.js";

const reference = JSON.parse(
  readFileSync(new URL("../../../reference/answers/values.json", import.meta.url), "utf8"),
) as { arm: number; ordered: number[] };

const contrasts = { differences: Float64Array.of(1, 0.5), covariance: Float64Array.of(2, 0.6, 0.6, 1) };
const mixed = madeNetwork(
  ["A", "B", "C"],
  [
    { name: "one", arms: [[0, events(9, 140)], [1, events(23, 150)]] }, // prettier-ignore
    { name: "x", arms: [[0], [1], [2]], contrasts },
  ],
);
const fitted = madeFit(mixed, { "d[B]": [0.2, 0.3], "d[C]": [-0.1, 0.4], "mu[one]": [-2.1, -2] });
const columnsOf = (made: ReturnType<typeof pointwise>) => [...made.columns()].map((column) => column.slice());

describe("pointwise", () => {
  it("of an arm is R's dbinom", () => {
    expect(columnsOf(pointwise(fitted))[0]![0]).toBeCloseTo(reference.arm, 12);
  });

  it("of a contrast is its density given the study's other contrast", () => {
    const normal = (y: number, at: number, v: number) => -0.5 * Math.log(2 * Math.PI * v) - (y - at) ** 2 / (2 * v);
    const [, , b, c] = columnsOf(pointwise(fitted));
    expect(b![0]).toBeCloseTo(normal(1, 0.2 + 0.6 * (0.5 + 0.1), 2 - 0.36), 12);
    expect(c![0]).toBeCloseTo(normal(0.5, -0.1 + 0.3 * (1 - 0.2), 1 - 0.18), 12);
  });

  it("names its rows and what they are given", () => {
    const { labels, notes, count } = pointwise(fitted);
    expect(labels).toEqual(["one: A", "one: B", "x: B against A", "x: C against A"]);
    expect(count).toBe(4);
    expect(notes).toEqual(["given the baseline of each study", "contrasts of one study given the others"]);
  });
});

describe("replicates", () => {
  const many = madeFit(mixed, {
    "d[B]": new Float64Array(4000).fill(0.2),
    "d[C]": new Float64Array(4000).fill(-0.1),
    "mu[one]": new Float64Array(4000).fill(-2.1),
  });
  const column = (values: Float64Array, width: number, at: number) => values.filter((_, i) => i % width === at);
  const moments = (values: Float64Array) => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    return [mean, values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length] as const;
  };

  it("of arms are binomial about what is fitted, those of contrasts normal with their covariance", () => {
    const [arms, made] = replicates(many, { draws: 4000 });
    expect([...arms!.trials!]).toEqual([140, 150]);
    const p = 1 / (1 + Math.exp(2.1));
    const [mean, variance] = moments(column(arms!.values, 2, 0));
    // Four standard errors: √(140 p q/4000) = 0.053, and of the variance of about 13 some √(2/4000), 2.2 %.
    expect(Math.abs(mean - 140 * p)).toBeLessThan(0.22);
    expect(Math.abs(variance / (140 * p * (1 - p)) - 1)).toBeLessThan(0.09);
    const [b, c] = [column(made!.values, 2, 0), column(made!.values, 2, 1)];
    const covariance = b.reduce((sum, x, i) => sum + (x - 0.2) * (c[i]! + 0.1), 0) / 4000;
    expect(Math.abs(covariance - 0.6)).toBeLessThan(4 * Math.sqrt((2 + 0.36) / 4000));
  });

  it("are the same for the same seed, and of evenly spaced draws", () => {
    const [one] = replicates(many, { draws: 4 });
    expect([...one!.draws]).toEqual([0, 1000, 2000, 3000]);
    expect(replicates(many, { draws: 4 })[0]!.values).toEqual(one!.values);
    expect(replicates(many, { draws: 4, seed: "9" })[0]!.values).not.toEqual(one!.values);
    expect(() => replicates(many, { draws: 0.5 })).toThrow("must be a whole number");
  });

  it("of ordered outcomes are people in the categories that the study tells apart", () => {
    const ordered = madeNetwork(
      ["A", "B"],
      [{ name: "x", arms: [[0, { kind: "categories", counts: [5, 3, 2] }], [1, { kind: "categories", counts: [4, NaN, 6] }]] }], // prettier-ignore
      "ordered-probit",
    );
    const [made] = replicates(madeFit(ordered, { "d[B]": [0.3], "mu[x]": [0], "cut[2]": [0.7] }));
    expect([...made!.observed]).toEqual([5, 3, 2, 4, 6]);
    expect([...made!.trials!]).toEqual([10, 10, 10, 10, 10]);
    const [a, b, c, d, e] = made!.values;
    expect(a! + b! + c!).toBe(10);
    expect(d! + e!).toBe(10);
  });
});
