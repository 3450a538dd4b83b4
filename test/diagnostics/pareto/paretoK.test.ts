import { describe, expect, test } from "vitest";
import { paretoDiagnosis } from "../../../diagnostics/pareto/paretoDiagnosis.js";
import { paretoK } from "../../../diagnostics/pareto/paretoK.js";
import { paretoSmooth } from "../../../diagnostics/pareto/paretoSmooth.js";
import { normals } from "../draws.js";
import { readCases, readReference } from "../reference.js";

interface Diagnosed {
  readonly khat: number;
  readonly min_ss: number;
  readonly khat_threshold: number;
  readonly convergence_rate: number;
}
const { nested_pareto: published } = readReference<{
  nested_pareto: {
    mu_diags: Diagnosed;
    tau_diags: Diagnosed;
    tau_khat_ndraws10_right: number;
    tau_khat_ndraws25_right: number;
    tau_khat_reff1: number;
    "tau_khat_reff0.6": number;
    tau_smooth_right10: number[];
  };
}>("small.json");
const eightSchools = readCases("eight-schools.json");
const tau = eightSchools.get("tau")!.chains;

describe("Pareto k agrees with R's posterior", () => {
  const everything = [
    ...readCases("blocker.json"),
    ...readCases("bernoulli.json", (json: { variables: never }) => json.variables),
    ...eightSchools,
    ...readCases("edge-cases.json"),
  ];

  test("in both tails and each, to 1e-10 wherever posterior can fit one", () => {
    let compared = 0;
    for (const [name, { chains, values, arviz }] of everything) {
      const expected = values.pareto_khat;
      if (expected === undefined || !Number.isFinite(expected)) continue;
      expect(paretoK(chains).value, name).toBeCloseTo(expected, 10);
      if (values.pareto_khat_left !== undefined) {
        expect(paretoK(chains, { tail: "left" }).value, name).toBeCloseTo(values.pareto_khat_left, 10);
        expect(paretoK(chains, { tail: "right" }).value, name).toBeCloseTo(values.pareto_khat_right, 10);
      }
      if (arviz.pareto_khat !== undefined) expect(paretoK(chains).value, name).toBeCloseTo(arviz.pareto_khat, 10);
      compared++;
    }
    expect(compared).toBe(20);
  });

  test.each([
    ["all_chains_constant_different", "constantTail"],
    ["constant_50x4", "constant"],
    ["ties_integer_200x4", "constantTail"],
    ["binary_rare_200x4", "equalTail"],
    ["with_na", "nonfinite"],
    ["with_inf", "nonfinite"],
    ["near_constant", "constant"],
    ["len3_x2", "tooShort"],
    ["len10_x2", "tooShort"],
    ["len12_x2", "tooShort"],
  ])("where posterior has NA or -Inf there is a reason: %s is %s", (name, reason) => {
    expect(paretoK(readCases("edge-cases.json").get(name)!.chains)).toEqual({ value: NaN, reason });
  });

  test("with the tail's length or the efficiency given", () => {
    expect(paretoK(tau, { tail: "right", length: 10 }).value).toBeCloseTo(published.tau_khat_ndraws10_right, 10);
    expect(paretoK(tau, { tail: "right", length: 25 }).value).toBeCloseTo(published.tau_khat_ndraws25_right, 10);
    expect(paretoK(tau, { relativeEfficiency: 1 }).value).toBeCloseTo(published.tau_khat_reff1, 10);
    expect(paretoK(tau, { relativeEfficiency: 0.6 }).value).toBeCloseTo(published["tau_khat_reff0.6"], 10);
  });

  test.each([
    ["mu", published.mu_diags],
    ["tau", published.tau_diags],
  ])("what follows from it for %s", (name, expected) => {
    const { k, minimumDraws, threshold, convergenceRate } = paretoDiagnosis(eightSchools.get(name)!.chains);
    expect(k.value).toBeCloseTo(expected.khat, 10);
    expect(minimumDraws.value).toBeCloseTo(expected.min_ss, 9);
    expect(threshold).toBeCloseTo(expected.khat_threshold, 13);
    expect(convergenceRate.value).toBeCloseTo(expected.convergence_rate, 10);
  });
});

test("k does not depend on location and scale", () => {
  const draws = [normals(1, 400), normals(2, 400)];
  const moved = draws.map((chain) => chain.map((x) => 1e6 + 1e-3 * x));
  // Adding a million leaves ten digits of the draws.
  expect(paretoK(moved).value).toBeCloseTo(paretoK(draws).value, 4);
});

describe("smoothing", () => {
  test("of ten draws on the right gives posterior's draws, in their places", () => {
    const { chains, k } = paretoSmooth(tau, { tail: "right", length: 10 });
    expect(k).toBeCloseTo(published.tau_khat_ndraws10_right, 10);
    const before = tau.flatMap((chain) => [...chain]);
    const after = chains.flatMap((chain) => [...chain]);
    const order = before.map((_, i) => i).sort((a, b) => before[a] - before[b]);
    expect(order.slice(0, -10).every((i) => after[i] === before[i])).toBe(true);
    order.slice(-10).forEach((i, rank) => expect(after[i]).toBeCloseTo(published.tau_smooth_right10[rank], 9));
  });

  test("goes no farther than the outermost draws, and leaves the input as it is", () => {
    const cauchy = [normals(3, 500).map((x, i) => x / normals(4, 500)[i])];
    const copy = cauchy[0].slice();
    const { chains, k } = paretoSmooth(cauchy, { relativeEfficiency: 1 });
    expect(k).toBeGreaterThan(0.6);
    expect(cauchy[0]).toEqual(copy);
    expect(chains[0]).not.toEqual(copy);
    expect(Math.max(...chains[0])).toBeLessThanOrEqual(Math.max(...copy));
    expect(Math.min(...chains[0])).toBeGreaterThanOrEqual(Math.min(...copy));
  });

  test("of draws that cannot be fitted is nothing, with a reason", () => {
    const constant = [new Float64Array(50).fill(2)];
    expect(paretoSmooth(constant)).toEqual({ chains: constant, k: NaN, reason: "constant" });
  });
});
