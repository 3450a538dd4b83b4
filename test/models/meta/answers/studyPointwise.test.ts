import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { studyPointwise } from "../../../../models/meta/answers/studyPointwise.js";
import { events, madeFit, madeNetwork, mean, type MadeStudy } from "./madeNetwork.js";

const reference = JSON.parse(
  readFileSync(new URL("../../../reference/answers/values.json", import.meta.url), "utf8"),
) as { studies: Record<string, number> };

const normalLog = (y: number, at: number, variance: number) =>
  -0.5 * Math.log(2 * Math.PI * variance) - (y - at) ** 2 / (2 * variance);

/** The value of the first study in the first draw. */
function valueOf(
  study: Pick<MadeStudy, "arms" | "contrasts">,
  effects: readonly number[],
  tau: number | undefined,
  likelihood: Parameters<typeof madeNetwork>[2] = "binomial-logit",
): number {
  const treatments = ["A", "B", "C", "D", "E"].slice(0, effects.length + 1);
  const network = madeNetwork(treatments, [{ name: "one", ...study }], likelihood);
  const draws = Object.fromEntries(effects.map((d, i) => [`d[${treatments[i + 1]}]`, [d, d]]));
  const all = tau === undefined ? draws : { ...draws, tau: [tau, tau] };
  const fitted = madeFit(network, all, { effects: tau === undefined ? "fixed" : "random" });
  const [column] = [...studyPointwise(fitted, { baseline: { mean: 0, sd: 10 } }).columns()];
  return column![0]!;
}

describe("studyPointwise", () => {
  // Quadrature stops at an agreement of 1e-6.
  it("of binomial arms agrees with nested quadrature in R, for wide and narrow heterogeneity", () => {
    const { twoArms, small, tight } = reference.studies;
    expect(valueOf({ arms: [[0, events(9, 140)], [1, events(23, 150)]] }, [0.8], 0.6)).toBeCloseTo(twoArms!, 5); // prettier-ignore
    expect(valueOf({ arms: [[0, events(2, 106)], [1, events(9, 205)]] }, [0.3], 1.4)).toBeCloseTo(small!, 5); // prettier-ignore
    expect(valueOf({ arms: [[0, events(300, 731)], [1, events(363, 714)]] }, [0.8], 0.02)).toBeCloseTo(tight!, 5); // prettier-ignore
  });

  it("agrees where the baseline arm has no events", () => {
    const value = valueOf({ arms: [[0, events(0, 40)], [1, events(5, 41)]] }, [0.5], 0.3); // prettier-ignore
    // One side of the integrand falls like a normal of the prior's width, for which Gauss-Hermite nodes are not made.
    expect(Math.abs(value - reference.studies.zero!)).toBeLessThan(2e-3);
  });

  it("of three arms agrees with R, effects correlated by one half", () => {
    const arms = [[0, events(9, 140)], [1, events(23, 140)], [2, events(10, 138)]] as const; // prettier-ignore
    expect(valueOf({ arms }, [0.8, 1.1], 0.8)).toBeCloseTo(reference.studies.threeArms!, 4);
  });

  it("of four arms, integrated another way, is that of three when the fourth saw nobody", () => {
    const three = [[0, events(9, 140)], [1, events(23, 140)], [2, events(10, 138)]] as const; // prettier-ignore
    const four = [...three, [3, events(0, 0)]] as const;
    expect(valueOf({ arms: four }, [0.8, 1.1, 0.2], 0.8)).toBeCloseTo(reference.studies.threeArms!, 4);
    const five = [...three, [3, events(0, 0)], [4, events(0, 0)]] as const;
    expect(valueOf({ arms: five }, [0.8, 1.1, 0.2, -3], 0.8)).toBeCloseTo(reference.studies.threeArms!, 4);
  });

  it("with fixed effects is the limit of little heterogeneity", () => {
    const arms = [[0, events(9, 140)], [1, events(23, 150)], [2, events(10, 138)]] as const; // prettier-ignore
    const fixed = valueOf({ arms }, [0.8, 1.1], undefined);
    expect(valueOf({ arms }, [0.8, 1.1], 1e-4)).toBeCloseTo(fixed, 5);
  });

  it("of normal means is the density of their difference, when the baseline's prior says nothing", () => {
    const network = madeNetwork(["A", "B"], [{ name: "one", arms: [[0, mean(1.2, 0.3)], [1, mean(2.0, 0.4)]] }], "normal-identity"); // prettier-ignore
    const fitted = madeFit(network, { "d[B]": [0.5, 0.1], tau: [0.2, 0.7] }, { effects: "random" });
    const [column] = [...studyPointwise(fitted, { baseline: { mean: 0, sd: 1e4 } }).columns()];
    // A prior with sd 1e4 moves the mean of the difference by (0.3/1e4)².
    expect(column![0]).toBeCloseTo(normalLog(0.8, 0.5, 0.09 + 0.16 + 0.04), 6);
    expect(column![1]).toBeCloseTo(normalLog(0.8, 0.1, 0.09 + 0.16 + 0.49), 6);
  });

  it("of contrasts is that of the same arms as means", () => {
    const [a, b, c] = [[1.2, 0.3], [2.0, 0.4], [0.1, 0.5]] as const; // prettier-ignore
    const arms = [[0, mean(...a)], [1, mean(...b)], [2, mean(...c)]] as const; // prettier-ignore
    const shared = a[1] ** 2;
    const contrasts = {
      differences: Float64Array.of(b[0] - a[0], c[0] - a[0]),
      covariance: Float64Array.of(shared + b[1] ** 2, shared, shared, shared + c[1] ** 2),
    };
    const asMeans = valueOf({ arms }, [0.5, -0.7], 0.4, "normal-identity");
    const asContrasts = valueOf({ arms: [[0], [1], [2]], contrasts }, [0.5, -0.7], 0.4, "normal-identity");
    // The prior of the baseline, normal(0, 10), adds about (0.3/10)².
    expect(Math.abs(asMeans - asContrasts)).toBeLessThan(2e-3);
  });

  it("takes the declared prior of baselines, which matters where an arm has no events", () => {
    const network = madeNetwork(["A", "B"], [{ name: "one", arms: [[0, events(0, 20)], [1, events(5, 20)]] }]); // prettier-ignore
    const of = (prior: string, baseline?: { mean: number; sd: number }) => {
      const declared = { effects: "random", priors: [prior], interaction: "shared", measure: "md" } as const;
      const fitted = madeFit(network, { "d[B]": [0.5], tau: [0.3] }, declared);
      return [...studyPointwise(fitted, baseline && { baseline }).columns()][0]![0]!;
    };
    expect(of("mu ~ normal(-1, 2)")).toBe(of("mu ~ normal(0, 9)", { mean: -1, sd: 2 }));
    expect(of("mu ~ normal(0, 100)")).toBeLessThan(of("mu ~ normal(-1, 2)") - 1);
  });

  it("over some draws of each chain gives those of all draws, and says so", () => {
    const network = madeNetwork(["A", "B"], [{ name: "one", arms: [[0, events(3, 20)], [1, events(5, 20)]] }]); // prettier-ignore
    const declared = {
      effects: "random",
      priors: ["mu ~ normal(-1, 2)"],
      interaction: "shared",
      measure: "md",
    } as const;
    const fitted = madeFit(network, { "d[B]": [0, 0.1, 0.2, 0.3], tau: [0.1, 0.2, 0.3, 0.4] }, declared);
    const [all] = [...studyPointwise(fitted).columns()];
    const some = studyPointwise(fitted, { drawsPerChain: 2 });
    const [thinned] = [...some.columns()];
    expect(some.drawsPerChain).toBe(2);
    expect(some.notes[1]).toBe("over 2 of 4 draws, evenly spaced");
    expect(thinned![0]).toBeCloseTo(all![0]!, 6);
    expect(thinned![1]).toBeCloseTo(all![2]!, 6);
    expect(() => studyPointwise(fitted, { drawsPerChain: 0 })).toThrow("draws per chain must be a whole number");
  });

  it("of a study without the reference, baselines being of that, lets every arm deviate from it, the first too", () => {
    // Means b + d_k + e_k with b ~ normal(-1, 0.5) and e of variance tau² and correlation ½: the first has variance s² + tau² + se².
    const [d1, d2, tau, sd] = [0.4, 0.9, 0.7, 0.5];
    const network = madeNetwork(["A", "B", "C"], [{ name: "one", arms: [[1, mean(-0.8, 0.3)], [2, mean(0.2, 0.4)]] }], "normal-identity"); // prettier-ignore
    const draws = { "d[B]": [d1, d1], "d[C]": [d2, d2], tau: [tau, tau], baseline: [-1, -1], sd_baseline: [sd, sd] };
    const fitted = madeFit(network, draws, { effects: "random", exchangeableBaselines: true });
    const [column] = [...studyPointwise(fitted).columns()];
    const [v1, v2, c] = [sd * sd + tau * tau + 0.09, sd * sd + tau * tau + 0.16, sd * sd + (tau * tau) / 2];
    const given = -1 + d2 + (c / v1) * (-0.8 - (-1 + d1));
    expect(column![0]!).toBeCloseTo(normalLog(0.2, given, v2 - (c * c) / v1), 12);
    // Events by quadrature: many people make them as good as normal observations of their predictors.
    const many = 40_000;
    const [p1, p2] = [0.31, 0.55];
    const counts = madeNetwork(["A", "B", "C"], [{ name: "one", arms: [[1, events(p1 * many, many)], [2, events(p2 * many, many)]] }]); // prettier-ignore
    const [binomial] = [
      ...studyPointwise(madeFit(counts, draws, { effects: "random", exchangeableBaselines: true })).columns(),
    ];
    const [y1, y2] = [p1, p2].map((p) => Math.log(p / (1 - p))) as [number, number];
    const [e1, e2] = [p1, p2].map((p) => 1 / (many * p * (1 - p))) as [number, number];
    const [w1, w2] = [sd * sd + tau * tau + e1, sd * sd + tau * tau + e2];
    const density = normalLog(y2, -1 + d2 + (c / w1) * (y1 - (-1 + d1)), w2 - (c * c) / w1);
    // The probability of a count is the density of its predictor times the width of a count, 1 / (n p (1 − p)).
    expect(binomial![0]!).toBeCloseTo(density + Math.log(e2), 3);
  });
});
