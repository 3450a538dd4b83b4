import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import type { ArmOutcome } from "../../../../models/meta/data/Network.js";
import type { LikelihoodName } from "../../../../models/meta/likelihoods/Likelihood.js";
import { likelihoodOf, likelihoods } from "../../../../models/meta/likelihoods/likelihoods.js";
import { discrepancy } from "../../../engine/distributions/reference.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { groupsOf, referenceRows, tracedDensity, type Row } from "./reference.js";

const values = referenceRows("values.json");
const tails = referenceRows("tails.json");
const names = [...likelihoods.keys()];
// R's functions are good to about 1e-13 and lose two digits in lchoose of large counts.
const TOLERANCE = 1e-10;

beforeAll(async () => void (await loadTensorflow()));

const traceOf = (rows: readonly Row[]) =>
  tracedDensity(
    likelihoodOf(rows[0]!.likelihood),
    rows.map(({ outcome }) => outcome),
    rows.map(({ eta }) => eta),
    rows[0]!.cuts,
  );

function worst(rows: readonly Row[], found: ArrayLike<number>): { distance: number; row?: Row; found?: number } {
  return rows.reduce<{ distance: number; row?: Row; found?: number }>(
    (most, row, i) => {
      const distance = discrepancy(found[i]!, row.value);
      return distance > most.distance || Number.isNaN(distance) ? { distance, row, found: found[i]! } : most;
    },
    { distance: 0 },
  );
}

describe("the traced log density", () => {
  it.each(names)("of %s agrees with R, from predictors of -40 to 40 and from no events to all", (name) => {
    const own = values.filter(({ likelihood }) => likelihood === name);
    expect(own.length).toBeGreaterThan(20);
    for (const rows of groupsOf(own)) {
      const most = worst(rows, traceOf(rows).values);
      expect(most.distance, JSON.stringify(most)).toBeLessThan(TOLERANCE);
    }
  });

  it("of ordered categories keeps its digits where probabilities are e^-800 and intervals a millionth wide", () => {
    for (const rows of groupsOf(tails)) {
      const most = worst(rows, traceOf(rows).values);
      expect(most.distance, JSON.stringify(most)).toBeLessThan(TOLERANCE);
    }
  });

  it("has the slopes that central differences have, by predictor and by threshold", () => {
    const moderate = values.filter(({ eta, value }) => Math.abs(eta) <= 4 && value > -1e6);
    for (const rows of groupsOf(moderate)) {
      const { gradient } = traceOf(rows);
      const at = (shift: number) => traceOf(rows.map((row) => ({ ...row, eta: row.eta + shift }))).values;
      const [lower, upper] = [at(-1e-4), at(1e-4)];
      rows.forEach((row, i) => {
        // Next to its edge the log link bends too much for a step.
        if (row.likelihood === "binomial-log" && row.eta > -0.1) return;
        const slope = (upper[i]! - lower[i]!) / 2e-4;
        // A step of 1e-4 leaves a third of a square of it times the third derivative, and rounding of the values over the step.
        const rounding = (1e-15 * Math.abs(row.value)) / 1e-4;
        const curved = 1e-6 * Math.max(1, Math.abs(slope));
        expect(Math.abs(gradient[i]! - slope), JSON.stringify(row)).toBeLessThan(curved + 10 * rounding);
      });
      rows[0]!.cuts.forEach((_, k) => {
        const sumAt = (shift: number): number => {
          const moved = rows[0]!.cuts.map((cut, j) => (j === k ? cut + shift : cut));
          return traceOf(rows.map((row) => ({ ...row, cuts: moved }))).values.reduce((sum, value) => sum + value, 0);
        };
        const slope = (sumAt(1e-4) - sumAt(-1e-4)) / 2e-4;
        expect(discrepancy(gradient[rows.length + k]!, slope)).toBeLessThan(1e-6);
      });
    }
  });

  it("and its slopes are finite numbers at every finite predictor of the grids", () => {
    for (const rows of groupsOf([...values, ...tails])) {
      const { values: found, gradient } = traceOf(rows);
      expect(found.every(Number.isFinite)).toBe(true);
      expect(gradient.every(Number.isFinite)).toBe(true);
    }
  });

  it("of risk ratios rejects a predictor of 0 or above with minus infinity and no slope", () => {
    const arm: ArmOutcome = { kind: "events", events: 4, total: 4, time: 1 };
    const { values: found, gradient } = tracedDensity(likelihoodOf("binomial-log"), [arm, arm, arm], [0, 0.3, 50], []);
    expect([...found]).toEqual([-Infinity, -Infinity, -Infinity]);
    expect([...gradient]).toEqual([0, 0, 0]);
  });
});

/** Rows whose fitted values tell the predictor to 1e-12: a double does not hold what a probability next to 1 leaves, nor one of e^-800. */
const told = values.filter(({ likelihood, eta, value }) => {
  const [p] = likelihoodOf(likelihood).fitted(eta, []);
  return value > -1e6 && (likelihoodOf(likelihood).outcome !== "events" || (p! > 0 && 1 - p! > 1e-3));
});

describe("given its fitted values", () => {
  it.each(names)("the log likelihood of %s is the traced log density", (name) => {
    const own = told.filter(({ likelihood }) => likelihood === name);
    expect(own.length).toBeGreaterThan(15);
    const likelihood = likelihoodOf(name);
    for (const rows of groupsOf(own)) {
      const found = rows.map((row) => likelihood.logLikelihood(row.outcome, likelihood.fitted(row.eta, row.cuts)));
      const { values: density } = traceOf(rows);
      const most = worst(
        rows.map((row, i) => ({ ...row, value: density[i]! })),
        found,
      );
      expect(most.distance, JSON.stringify(most)).toBeLessThan(1e-12);
    }
  });

  it.each(names)("the deviance of %s is twice what its log likelihood lacks of that of the observed", (name) => {
    const likelihood = likelihoodOf(name);
    for (const row of told.filter((one) => one.likelihood === name && one.value > -1e4)) {
      const fitted = likelihood.fitted(row.eta, row.cuts);
      const perfect = likelihood.logLikelihood(row.outcome, observed(row.outcome));
      const lacking = 2 * (perfect - likelihood.logLikelihood(row.outcome, fitted));
      // Both are differences of numbers of the size of the log likelihood.
      const size = Math.max(1, Math.abs(perfect), Math.abs(row.value));
      expect(Math.abs(likelihood.deviance(row.outcome, fitted) - lacking) / size).toBeLessThan(1e-11);
      expect(Math.abs(likelihood.deviance(row.outcome, observed(row.outcome))) / size).toBeLessThan(1e-11);
    }
  });

  it.each(["ordered-probit", "ordered-logit"] as const)("probabilities of %s sum to 1", (name) => {
    for (const eta of [-40, -3, 0, 0.2, 5, 40]) {
      const fitted = likelihoodOf(name).fitted(eta, [0.6, 1.4, 7]);
      expect(fitted).toHaveLength(5);
      expect(Math.abs(fitted.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-14);
    }
  });

  it("a higher predictor moves people into higher categories", () => {
    const [low, high] = [0, 1].map((eta) => likelihoodOf("ordered-logit").fitted(eta, [1]));
    // P(category >= 2) is 1/(1 + e) below and 1/2 above; P(lowest) is 1/2 and 1/(1 + e).
    expect(low).toEqual([0.5, expect.closeTo(0.5 - 1 / (1 + Math.E), 15), expect.closeTo(1 / (1 + Math.E), 15)]);
    expect(high![2]).toBeCloseTo(0.5, 15);
    expect(high![0]).toBeCloseTo(1 / (1 + Math.E), 15);
  });
});

/** The fitted values of a perfect fit; people not told apart stand in the lowest of their categories. */
function observed(outcome: ArmOutcome): readonly number[] {
  switch (outcome.kind) {
    case "events":
      return [outcome.events / outcome.total];
    case "rate":
      return [outcome.events / outcome.exposure];
    case "mean":
      return [outcome.mean];
    case "categories": {
      const counts = outcome.counts.map((count) => (Number.isNaN(count) ? 0 : count));
      const total = counts.reduce((a, b) => a + b);
      return counts.map((count) => count / total);
    }
  }
}

describe("what an arm itself tells of", () => {
  const cases: [LikelihoodName, ArmOutcome][] = [
    ["binomial-logit", { kind: "events", events: 140, total: 1000, time: 1 }],
    ["binomial-probit", { kind: "events", events: 140, total: 1000, time: 1 }],
    ["binomial-cloglog", { kind: "events", events: 140, total: 1000, time: 3.2 }],
    ["binomial-log", { kind: "events", events: 140, total: 1000, time: 1 }],
    ["poisson-log", { kind: "rate", events: 140, exposure: 1.3 }],
    ["normal-identity", { kind: "mean", mean: -3, se: 0.2 }],
  ];
  it.each(cases)("for %s is near the mode of its log density, with its curvature", (name, outcome) => {
    const { eta, precision } = likelihoodOf(name).empirical(outcome);
    const h = 1e-4;
    const slopes = tracedDensity(likelihoodOf(name), [outcome, outcome, outcome], [eta - h, eta, eta + h], []).gradient;
    const curvature = (slopes[0]! - slopes[2]!) / (2 * h);
    // Half an event in 140 moves the predictor by a twentieth of its standard error, and information by less than a hundredth.
    expect(Math.abs(slopes[1]!) / Math.sqrt(precision)).toBeLessThan(0.05);
    expect(Math.abs(curvature / precision - 1)).toBeLessThan(0.02);
  });

  it.each(names)("for %s is finite without events, with nothing but events and without people", (name) => {
    for (const outcome of extremes(likelihoodOf(name).outcome)) {
      const { eta, precision } = likelihoodOf(name).empirical(outcome);
      expect(Number.isFinite(eta)).toBe(true);
      expect(precision).toBeGreaterThan(0);
      expect(precision).toBeLessThan(Infinity);
    }
  });

  it("for people of one category only is nothing", () => {
    const alone: ArmOutcome = { kind: "categories", counts: [12, NaN, NaN] };
    expect(likelihoodOf("ordered-probit").empirical(alone)).toEqual({ eta: 0, precision: 0 });
  });
});

function extremes(kind: ArmOutcome["kind"]): ArmOutcome[] {
  switch (kind) {
    case "events":
      return [
        [0, 50],
        [50, 50],
        [0, 0],
      ].map(([events, total]) => ({ kind, events: events!, total: total!, time: 1 }));
    case "rate":
      return [{ kind, events: 0, exposure: 12 }];
    case "mean":
      return [{ kind, mean: 0, se: 1e-6 }];
    case "categories":
      return [
        [0, 0, 8],
        [8, 0, 0],
        [0, 8, NaN],
        [8, NaN, 0],
      ].map((counts) => ({ kind, counts }));
  }
}

describe("replicates", () => {
  const DRAWS = 4000;
  // Chance that a right sampler fails: 1e-7 a test; 28.4 is that quantile of chi-square with 1 degree of freedom, 36.3 with 3.
  it.each([
    ["binomial-logit", { kind: "events", events: 3, total: 40, time: 1 }, [0.3], 12, 8.4],
    ["poisson-log", { kind: "rate", events: 3, exposure: 5 }, [1.7], 8.5, 8.5],
    ["normal-identity", { kind: "mean", mean: 4, se: 2 }, [-1], -1, 4],
  ] as [LikelihoodName, ArmOutcome, number[], number, number][])(
    "of %s have the mean of their law and keep what is no outcome",
    (name, outcome, fitted, mean, variance) => {
      const rng = testRng(3);
      let sum = 0;
      for (let i = 0; i < DRAWS; i += 1) {
        const drawn = likelihoodOf(name).draw(rng, outcome, fitted);
        expect({ ...drawn, events: 0, mean: 0 }).toEqual({ ...outcome, events: 0, mean: 0 });
        sum += drawn.kind === "mean" ? drawn.mean : drawn.kind === "categories" ? NaN : drawn.events;
      }
      expect((sum / DRAWS - mean) ** 2 / (variance / DRAWS)).toBeLessThan(28.4);
    },
  );

  it("of ordered categories have their probabilities, those not told apart together", () => {
    const rng = testRng(4);
    const fitted = [0.1, 0.2, 0.3, 0.15, 0.25];
    const outcome: ArmOutcome = { kind: "categories", counts: [5, NaN, 9, 4, 2] };
    const totals = [0, 0, 0, 0, 0];
    for (let i = 0; i < DRAWS; i += 1) {
      const drawn = likelihoodOf("ordered-probit").draw(rng, outcome, fitted);
      if (drawn.kind !== "categories") throw new Error("another kind");
      expect(drawn.counts[1]).toBeNaN();
      expect(drawn.counts.reduce((sum, count) => sum + (count || 0), 0)).toBe(20);
      drawn.counts.forEach((count, k) => (totals[k]! += count || 0));
    }
    const expected = [0.3, 0, 0.3, 0.15, 0.25].map((p) => p * 20 * DRAWS);
    const chiSquare = expected.reduce((sum, e, k) => (e === 0 ? sum : sum + (totals[k]! - e) ** 2 / e), 0);
    expect(chiSquare).toBeLessThan(36.3);
  });
});

it("an outcome of another kind is refused, which is a mistake of ours", () => {
  const mean: ArmOutcome = { kind: "mean", mean: 1, se: 1 };
  const events: ArmOutcome = { kind: "events", events: 1, total: 2, time: 1 };
  for (const name of names) {
    const other = likelihoodOf(name).outcome === "mean" ? events : mean;
    expect(() => likelihoodOf(name).deviance(other, [0.5])).toThrow(/was handed/);
    expect(() => likelihoodOf(name).inputs(3)[0]!.of(other)).toThrow(/was handed/);
  }
});
