import { describe, expect, test } from "vitest";
import { loo } from "../../../diagnostics/loo/loo.js";
import type { Loo } from "../../../diagnostics/loo/assembleLoo.js";
import type { Estimate } from "../../../diagnostics/loo/Elpd.js";
import { psis } from "../../../diagnostics/loo/psis.js";
import { relativeEfficiency } from "../../../diagnostics/loo/relativeEfficiency.js";
import { waic } from "../../../diagnostics/loo/waic.js";
import { normals } from "../draws.js";
import {
  distance,
  pointwiseOf,
  readColumns,
  readValues,
  type ExampleValues,
  type RawEstimate,
  type RawObservation,
  type SchoolsValues,
} from "./reference.js";

/** The project's bound; references carry 15 digits, and what is found differs by less than 1e-12. */
const tolerance = 1e-8;

const example = pointwiseOf(readColumns("example.csv.gz"), 2);
const exampleValues = readValues<ExampleValues>("example.json");
const schools = {
  centered: pointwiseOf(readColumns("centered.csv.gz"), 4),
  non_centered: pointwiseOf(readColumns("non_centered.csv.gz"), 4),
};
const schoolsValues = readValues<SchoolsValues>("eight-schools.json");

function expectEstimates(
  actual: { elpd: Estimate; p: Estimate; ic: Estimate },
  expected: readonly RawEstimate[],
): void {
  [actual.elpd, actual.p, actual.ic].forEach(({ value, se, reason }, i) => {
    expect(reason).toBeUndefined();
    expect(distance(value, expected[i].Estimate)).toBeLessThan(tolerance);
    expect(distance(se, expected[i].SE)).toBeLessThan(tolerance);
  });
}

function expectObservations({ pointwise }: Loo, expected: readonly RawObservation[]): void {
  expect(pointwise.elpd).toHaveLength(expected.length);
  expected.forEach((observation, i) => {
    expect(distance(pointwise.elpd[i], observation.elpd_loo)).toBeLessThan(tolerance);
    expect(distance(pointwise.mcse[i], observation.mcse_elpd_loo)).toBeLessThan(tolerance);
    expect(distance(pointwise.p[i], observation.p_loo)).toBeLessThan(tolerance);
    expect(distance(pointwise.influence[i], observation.influence_pareto_k)).toBeLessThan(tolerance);
    expect(pointwise.paretoK[i]).toBe(pointwise.influence[i]);
  });
}

describe("the example of R's loo is met to 1e-8", () => {
  test("with independent draws assumed: sums, errors and every observation", () => {
    const result = loo(example, { relativeEfficiency: 1 });
    expectEstimates(result, exampleValues.loo_reff1.estimates);
    expectObservations(result, exampleValues.loo_reff1.pointwise);
  });

  test("with relative efficiencies estimated: those, sums, errors, effective draws and every observation", () => {
    const result = loo(example);
    expectEstimates(result, exampleValues.loo_reff.estimates);
    expectObservations(result, exampleValues.loo_reff.pointwise);
    expect(distance(result.mcse.value, exampleValues.loo_reff.mcse)).toBeLessThan(tolerance);
    exampleValues.r_eff.forEach((expected, i) => {
      expect(distance(result.pointwise.relativeEfficiency[i], expected)).toBeLessThan(tolerance);
      expect(distance(result.pointwise.ess[i], exampleValues.loo_reff.n_eff[i])).toBeLessThan(tolerance);
    });
    expect(result.threshold).toBeCloseTo(2 / 3, 12);
    expect(result.unreliable).toEqual([]);
    expect(result.warnings).toEqual([]);
  });

  test.each([
    [0, "psis_logweights_obs1"],
    [16, "psis_logweights_obs17"],
  ] as const)("smoothed weights of observation %i, draw by draw", (place, name) => {
    const column = readColumns("example.csv.gz")[place];
    const { logWeights } = psis(
      column.map((x) => -x),
      { relativeEfficiency: exampleValues.r_eff[place] },
    );
    const worst = exampleValues[name].map((expected, i) => distance(logWeights[i], expected));
    expect(worst).toHaveLength(1000);
    expect(Math.max(...worst)).toBeLessThan(tolerance);
  });

  test("as its own tests keep them: relative efficiencies, and the sums of loo and WAIC with them", () => {
    const { relative_eff, loo_and_waic } = exampleValues.snapshots;
    const result = loo(example);
    expect(relative_eff[0].value).toHaveLength(32);
    relative_eff[0].value.forEach((expected, i) => {
      expect(distance(result.pointwise.relativeEfficiency[i], expected)).toBeLessThan(tolerance);
    });
    expectEstimates(result, loo_and_waic[0].value.estimates);
    expectEstimates(waic(example), loo_and_waic[1].value.estimates);
  });

  test("WAIC: sums, errors, every observation and the warning's count", () => {
    const result = waic(example);
    expectEstimates(result, exampleValues.waic.estimates);
    exampleValues.waic.pointwise.forEach(({ elpd_waic, p_waic }, i) => {
      expect(distance(result.pointwise.elpd[i], elpd_waic)).toBeLessThan(tolerance);
      expect(distance(result.pointwise.p[i], p_waic)).toBeLessThan(tolerance);
    });
    expect(result.warnings).toHaveLength(1);
    expect(result.warnings[0].text).toContain("3 of 32 observations (9.4 %)");
  });
});

test("ArviZ's figures of the example are met to 1e-8 with its length of the tail and its denominator of the standard error", () => {
  const { arviz } = exampleValues;
  const columns = readColumns("example.csv.gz");
  const elpd = columns.map((column, i) => {
    const { logWeights, paretoK } = psis(
      column.map((x) => -x),
      { tail: "posterior" },
    );
    expect(distance(paretoK.value, arviz.pareto_k[i])).toBeLessThan(tolerance);
    const left = Math.log(column.reduce((sum, x, draw) => sum + Math.exp(x + logWeights[draw]), 0));
    expect(distance(left, arviz.elpd_i[i])).toBeLessThan(tolerance);
    return left;
  });
  expect(columns).toHaveLength(32);
  const sum = elpd.reduce((total, x) => total + x, 0);
  expect(distance(sum, arviz.elpd)).toBeLessThan(tolerance);
  const squares = elpd.reduce((total, x) => total + (x - sum / 32) ** 2, 0);
  expect(distance(Math.sqrt(squares), arviz.se)).toBeLessThan(tolerance);
  // R's loo, and ours: a denominator of 31 in place of 32, and 95 draws of the tail in place of 94.
  const ours = loo(example, { relativeEfficiency: 1 }).elpd;
  expect(Math.abs(ours.value - arviz.elpd)).toBeLessThan(0.001);
  expect(ours.se / arviz.se).toBeCloseTo(Math.sqrt(32 / 31), 4);
});

describe("the eight schools of ArviZ are met to 1e-8", () => {
  test.each(["centered", "non_centered"] as const)("%s", (name) => {
    const values = schoolsValues[name];
    const result = loo(schools[name]);
    expectEstimates(result, values.est);
    expectEstimates(waic(schools[name]), values.waic);
    values.pareto_k.forEach((k, i) => expect(distance(result.pointwise.paretoK[i], k)).toBeLessThan(tolerance));
    values.r_eff.forEach((r, i) => {
      expect(distance(result.pointwise.relativeEfficiency[i], r)).toBeLessThan(tolerance);
    });
  });

  test("centred, with independent draws assumed, and each school", () => {
    const result = loo(schools.centered, { relativeEfficiency: 1 });
    expectEstimates(result, schoolsValues.centered.est_reff1);
    schoolsValues.centered.pareto_k_reff1.forEach((k, i) => {
      expect(distance(result.pointwise.paretoK[i], k)).toBeLessThan(tolerance);
    });
    expectObservations(loo(schools.centered), schoolsValues.centered.pointwise!);
  });

  test("not centred, one school has too high a k: it is named, and the error of the sum is not told", () => {
    const labels = ["A", "B", "C", "D", "E", "F", "G", "H"].map((letter) => `school ${letter}`);
    const result = loo({ ...schools.non_centered, labels });
    expect(result.unreliable).toEqual([1]);
    expect(result.mcse).toEqual({ value: NaN, reason: "highParetoK" });
    expect(result.warnings.map(({ cause, variables }) => [cause, variables])).toEqual([["pareto_k", ["school B"]]]);
    expect(result.warnings[0].text).toMatch(
      /^Pareto k is above 0\.70 for 1 of 8 observations \(12\.5 %\) \(school B 0\.75\)\./,
    );
  });
});

describe("what cannot be computed is NaN with a reason", () => {
  const fine = normals(1, 400).map((x) => -1 - 0.1 * x * x);

  test("a likelihood of 0 in one draw makes that observation and the sums NaN, and is named", () => {
    const broken = fine.slice();
    broken[17] = -Infinity;
    const result = loo(pointwiseOf([fine, broken], 4, ["row 1", "row 2"]));
    expect(result.elpd).toEqual({ value: NaN, se: NaN, reason: "nonfinite" });
    expect(result.ic.reason).toBe("nonfinite");
    expect(result.mcse).toEqual({ value: NaN, reason: "nonfinite" });
    expect([...result.reasons]).toEqual([[1, "nonfinite"]]);
    expect(Number.isFinite(result.pointwise.elpd[0])).toBe(true);
    expect(result.warnings[0]).toMatchObject({ cause: "loo_nonfinite", variables: ["row 2"] });
  });

  test("a likelihood that no parameter touches is left out exactly, without a k", () => {
    const result = loo(pointwiseOf([fine, new Float64Array(400).fill(-2)], 4));
    expect(result.pointwise.elpd[1]).toBeCloseTo(-2, 12);
    expect(result.pointwise.p[1]).toBeCloseTo(0, 12);
    expect(result.pointwise.paretoK[1]).toBeNaN();
    expect(result.reasons.get(1)).toBe("equalTail");
    expect(result.elpd.reason).toBeUndefined();
    expect(result.mcse.value).toBe(result.pointwise.mcse[0]);
    expect(result.warnings).toEqual([]);
  });

  test("one observation has no standard error, none at all has no sum", () => {
    expect(loo(pointwiseOf([fine], 4)).elpd).toMatchObject({ se: NaN, reason: "oneObservation" });
    expect(loo(pointwiseOf([], 4)).elpd).toMatchObject({ value: NaN, reason: "noDraws" });
  });

  test("draws too few for a tail are said to be", () => {
    const result = loo(pointwiseOf([fine.slice(0, 16), fine.slice(16, 32)], 1));
    expect(result.reasons.get(0)).toBe("tooShort");
    expect(result.warnings.map(({ cause }) => cause)).toEqual(["loo_draws"]);
  });

  test("weights that span more than doubles hold have an infinite k, not an unknown one", () => {
    const far = Float64Array.from({ length: 400 }, (_, i) => -30 * i);
    const { paretoK } = psis(far.map((x) => -x));
    expect(paretoK).toEqual({ value: Infinity });
    const [warning] = loo(pointwiseOf([fine, far], 4)).warnings;
    expect(warning.text).toContain("observation 2 ∞");
  });

  test("draws in number are checked", () => {
    const source = pointwiseOf([fine], 4);
    expect(() => loo({ ...source, drawsPerChain: 99 })).toThrow("396 log likelihoods is needed, observation 1 has 400");
    expect(() => loo({ ...source, count: 2 })).toThrow("2 observations are needed, there are 1");
  });
});

describe("importance weights", () => {
  test("sum to 1 and keep the order of the ratios", () => {
    const ratios = normals(2, 1000).map((x) => 3 * x);
    const { logWeights, paretoK } = psis(ratios);
    expect(logWeights.reduce((sum, x) => sum + Math.exp(x), 0)).toBeCloseTo(1, 12);
    const order = Array.from(ratios.keys()).sort((a, b) => ratios[a] - ratios[b]);
    order.slice(1).forEach((draw, i) => expect(logWeights[draw]).toBeGreaterThanOrEqual(logWeights[order[i]]));
    expect(paretoK.value).toBeGreaterThan(0.5);
  });

  test("do not change when a constant is added to the ratios", () => {
    const ratios = normals(3, 500);
    const plain = psis(ratios).logWeights;
    const moved = psis(ratios.map((x) => x + 900)).logWeights;
    plain.forEach((x, i) => expect(moved[i]).toBeCloseTo(x, 9));
  });

  test("of ratios of -Infinity are 0", () => {
    const ratios = normals(4, 200);
    ratios[5] = -Infinity;
    const { logWeights, paretoK } = psis(ratios);
    expect(logWeights[5]).toBe(-Infinity);
    expect(paretoK.reason).toBeUndefined();
  });

  test("grow uneven with the shape of a Pareto tail, which k finds", () => {
    // exp(x) for x exponential with rate 1/k is Pareto with shape k; quantiles, so that there is no chance in it.
    for (const k of [0.3, 0.7, 1.1]) {
      const ratios = Float64Array.from({ length: 20000 }, (_, i) => -k * Math.log(1 - (i + 0.5) / 20000));
      expect(psis(ratios).paretoK.value).toBeCloseTo(k, 1);
    }
  });
});

test("a likelihood below the smallest double has the efficiency of the same one in another unit", () => {
  const column = normals(5, 800).map((x) => 0.3 * x);
  const { value } = relativeEfficiency(column, 200);
  expect(
    relativeEfficiency(
      column.map((x) => x - 2000),
      200,
    ).value,
  ).toBeCloseTo(value, 9);
  expect(value).toBeGreaterThan(0.5);
  expect(relativeEfficiency(new Float64Array(800), 200)).toEqual({ value: NaN, reason: "constant" });
});
