import { describe, expect, test } from "vitest";
import { ess } from "../../diagnostics/ess.js";
import { essBulk } from "../../diagnostics/essBulk.js";
import { essLocal } from "../../diagnostics/essLocal.js";
import { essMad } from "../../diagnostics/essMad.js";
import { essMean } from "../../diagnostics/essMean.js";
import { essMedian, essQuantile } from "../../diagnostics/essQuantile.js";
import { essSd } from "../../diagnostics/essSd.js";
import { essTail } from "../../diagnostics/essTail.js";
import { mad } from "../../diagnostics/mad.js";
import { mcseMean } from "../../diagnostics/mcseMean.js";
import { mcseMedian, mcseQuantile } from "../../diagnostics/mcseQuantile.js";
import { mcseSd } from "../../diagnostics/mcseSd.js";
import { hasNonfinite, mean, standardDeviation } from "../../diagnostics/moments.js";
import { quantile } from "../../diagnostics/quantile.js";
import { rhat, rhatBasic, rhatBulk, rhatTail } from "../../diagnostics/rhat.js";
import { scaleReduction } from "../../diagnostics/scaleReduction.js";
import { splitChains } from "../../diagnostics/splitChains.js";
import { missing, type Statistic } from "../../diagnostics/statistic.js";
import { readCases, readReference } from "./reference.js";
import type { ReferenceCase } from "./reference.js";

type Chains = readonly Float64Array[];

/** A moment of all draws; the summary gives none of draws that are not finite. */
function ofPooled(chains: Chains, moment: (values: readonly number[]) => number): Statistic {
  if (hasNonfinite(chains)) return missing("nonfinite");
  return { value: moment(chains.flatMap((chain) => [...chain])) };
}

/** Our statistic for each name of R's posterior. */
const statistics: Readonly<Record<string, (chains: Chains) => Statistic>> = {
  rhat,
  rhat_basic: rhatBasic,
  rhat_bulk: rhatBulk,
  rhat_tail: rhatTail,
  ess_bulk: essBulk,
  ess_tail: essTail,
  ess_mean: essMean,
  ess_sd: essSd,
  ess_median: essMedian,
  ess_basic: (chains) => ess(splitChains(chains)),
  ess_basic_nosplit: ess,
  ess_q05: (chains) => essQuantile(chains, 0.05),
  ess_q10: (chains) => essQuantile(chains, 0.1),
  ess_q95: (chains) => essQuantile(chains, 0.95),
  mcse_mean: mcseMean,
  mcse_sd: mcseSd,
  mcse_median: mcseMedian,
  mcse_q05: (chains) => mcseQuantile(chains, 0.05),
  mcse_q95: (chains) => mcseQuantile(chains, 0.95),
  mean: (chains) => ofPooled(chains, mean),
  sd: (chains) => ofPooled(chains, standardDeviation),
  median: (chains) => quantile(chains, 0.5),
  mad,
  q5: (chains) => quantile(chains, 0.05),
  q95: (chains) => quantile(chains, 0.95),
};

/** The project's bound; differences found are below 1e-13, the rounding of a few hundred additions. */
const tolerance = 1e-8;

/** Draws printed with 15 digits break or make a tie of the folded draws: see reference/diagnostics/README.md. */
const foldTolerance = 6e-4;
const folds = new Set(["rhat", "rhat_tail"]);

function expectClose(actual: Statistic, expected: number, bound: number, what: string): void {
  expect(actual.reason, what).toBeUndefined();
  expect(Math.abs(actual.value - expected) / Math.max(1, Math.abs(expected)), what).toBeLessThan(bound);
}

function expectAgreement({ chains, values }: ReferenceCase, fold: number): void {
  for (const [name, statistic] of Object.entries(statistics)) {
    // Of these draws the reference has every figure.
    expect(values[name], name).not.toBeNaN();
    expectClose(statistic(chains), values[name], folds.has(name) ? fold : tolerance, name);
  }
}

describe("every statistic agrees with R's posterior to 1e-8", () => {
  // Draws of these files are printed in full.
  test.each([...readCases("blocker.json")])("blocker, %s", (_, reference) => expectAgreement(reference, tolerance));
  test.each([...readCases("bernoulli.json", (json: { variables: never }) => json.variables)])(
    "bernoulli, %s",
    (_, reference) => expectAgreement(reference, tolerance),
  );
  test.each([...readCases("eight-schools.json")])("eight schools, %s", (_, reference) =>
    expectAgreement(reference, foldTolerance),
  );
  test("ArviZ's centred eight schools, tau", () => {
    const { chains, values } = readCases("arviz-eight-schools.json").get("tau")!;
    for (const name of ["rhat", "ess_bulk", "ess_tail", "mcse_mean", "mcse_sd", "median"]) {
      expectClose(statistics[name](chains), values[name], tolerance, name);
    }
  });
});

test("values that ArviZ's authors took from R for the blocker draws are met to 1e-8, their own tolerance", () => {
  for (const { chains, upstream } of readCases("blocker.json").values()) {
    expectClose(rhat(chains), upstream.rhat_rank, tolerance, "rhat");
    expectClose(scaleReduction(chains), upstream.rhat_raw, tolerance, "rhat of the chains as they are");
    for (const [p, digits] of [
      [0.01, "01"],
      [0.1, "10"],
      [0.3, "30"],
    ] as const) {
      expectClose(essQuantile(chains, p), upstream[`ess_quantile${digits}`], tolerance, `ess ${digits}`);
      expectClose(mcseQuantile(chains, p), upstream[`mcse_quantile${digits}`], tolerance, `mcse ${digits}`);
    }
    expectClose(ess(chains), upstream.ess_raw, tolerance, "ess of the chains as they are");
  }
});

test("local and MAD effective sample sizes, which posterior has not, are ArviZ's to 1e-8", () => {
  let compared = 0;
  for (const [name, { chains, arviz }] of [
    ...readCases("blocker.json"),
    ...readCases("eight-schools.json"),
    ...readCases("edge-cases.json"),
  ]) {
    // What is NaN with us for a reason that the edge cases below state.
    if (/with_|constant|^len(3|4|6|8|10)_/.test(name)) continue;
    if (arviz.ess_mad === undefined) continue;
    expectClose(essMad(chains), arviz.ess_mad, tolerance, `${name}, MAD`);
    expectClose(essLocal(chains, 0, 0.1), arviz.ess_local_0_10, tolerance, `${name}, local`);
    compared++;
  }
  expect(compared).toBe(21);
});

test("figures in the unit tests of Stan's own C++ are met within their tolerances", () => {
  const cases = readCases("bernoulli.json", (json: { variables: never }) => json.variables);
  const { stan } = readReference<{
    stan: {
      split_rank_normalized_ess: Record<string, { bulk: number; tail: number }>;
      split_rank_normalized_rhat: Record<string, number>;
      rhat_basic_split: Record<string, number>;
      ess_basic_nosplit: Record<string, number>;
      mcse_mean: Record<string, number>;
    };
  }>("bernoulli.json");
  for (const [name, { chains }] of cases) {
    expect(essBulk(chains).value).toBeCloseTo(stan.split_rank_normalized_ess[name].bulk, 3);
    expect(essTail(chains).value).toBeCloseTo(stan.split_rank_normalized_ess[name].tail, 3);
    expect(rhat(chains).value).toBeCloseTo(stan.split_rank_normalized_rhat[name], 5);
    expect(rhatBasic(chains).value).toBeCloseTo(stan.rhat_basic_split[name], 9);
    expect(ess(chains).value).toBeCloseTo(stan.ess_basic_nosplit[name], 6);
    expect(mcseMean(chains).value).toBeCloseTo(stan.mcse_mean[name], 4);
  }
});

describe("edge cases: posterior's value wherever it is not an accident, else NaN with a reason", () => {
  const cases = readCases("edge-cases.json");

  /** Reasons of ours where posterior gives a number, or NaN without a reason. */
  const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    constant_50x4: Object.fromEntries(
      ["rhat", "ess_bulk", "ess_tail", "ess_mean", "ess_sd", "mcse_mean", "mcse_sd"].map((k) => [k, "constant"]),
    ),
    near_constant: { rhat: "constant", ess_bulk: "constant", mcse_mean: "constant" },
    all_chains_constant_different: {
      rhat: "constantChains",
      rhat_basic: "constantChains",
      ess_tail: "constantTail",
      mcse_sd: "constant",
    },
    ties_integer_200x4: { ess_tail: "constantTail" },
    with_na: { rhat: "nonfinite", ess_bulk: "nonfinite", mcse_sd: "nonfinite", median: "nonfinite" },
    len3_x2: { rhat: "tooShort", rhat_bulk: "tooShort", ess_bulk: "tooShort" },
    len4_x2: { ess_bulk: "tooShort", ess_tail: "tooShort", mcse_mean: "tooShort" },
    len6_x2: { ess_bulk: "tooShort", ess_sd: "tooShort", mcse_median: "tooShort" },
    len8_x2: { ess_bulk: "tooShort" },
    len10_x2: { ess_bulk: "tooShort", ess_median: "tooShort" },
  };

  test("+Inf among the draws: quantiles that do not fall on it are posterior's, and what ranks would hide is NaN", () => {
    const { chains, values } = cases.get("with_inf")!;
    expect(chains[0].filter((x) => x === Infinity)).toHaveLength(1);
    for (const name of ["median", "mad", "q5", "q95"])
      expectClose(statistics[name](chains), values[name], tolerance, name);
    const others = Object.keys(statistics).filter((name) => !["median", "mad", "q5", "q95"].includes(name));
    for (const name of others) expect(statistics[name](chains), name).toEqual({ value: NaN, reason: "nonfinite" });
    // Posterior's figures, from ranks: ours differ on purpose.
    for (const name of ["rhat", "rhat_bulk", "rhat_tail", "ess_bulk"]) expect(values[name], name).toBeGreaterThan(0);
  });

  test.each([...cases])("%s: where posterior has no figure, ours is NaN with a reason", (_, { chains, values }) => {
    for (const [name, statistic] of Object.entries(statistics)) {
      expect(values, name).toHaveProperty(name);
      if (!Number.isNaN(values[name])) continue;
      const { value, reason } = statistic(chains);
      expect(value, name).toBeNaN();
      expect(reason, name).toBeDefined();
    }
  });

  test.each(Object.entries(reasons))("%s is NaN with its reason", (name, expected) => {
    for (const [statistic, reason] of Object.entries(expected)) {
      const actual = statistics[statistic](cases.get(name)!.chains);
      expect(actual.value, statistic).toBeNaN();
      expect(actual.reason, statistic).toBe(reason);
    }
  });

  test.each([...cases].filter(([name]) => !/with_|constant/.test(name)))(
    "%s has posterior's values",
    (name, reference) => {
      let compared = 0;
      for (const [statistic, compute] of Object.entries(statistics)) {
        const expected = reference.values[statistic];
        const actual = compute(reference.chains);
        if (actual.reason !== undefined) {
          // Only what the table in reference/diagnostics/README.md lists may be NaN.
          const accepted = /^len/.test(name) ? "tooShort" : name.startsWith("ties") ? "constantTail" : "oneChain";
          expect(actual.reason, statistic).toBe(accepted);
          continue;
        }
        expectClose(actual, expected, folds.has(statistic) ? foldTolerance : tolerance, statistic);
        compared++;
      }
      expect(compared).toBeGreaterThanOrEqual(name === "len3_x2" ? 3 : 8);
    },
  );

  test("on the same 15 digits the tail R-hat agrees with ArviZ to 1e-12, where draws are even in number", () => {
    let compared = 0;
    for (const [name, { chains, arviz }] of [...cases, ...readCases("eight-schools.json")]) {
      const expected = arviz.rhat_tail;
      if (!(expected > 0) || chains.length < 2 || chains[0].length % 2 === 1 || /with_/.test(name)) continue;
      expectClose(rhatTail(chains), expected, 1e-12, name);
      compared++;
    }
    expect(compared).toBeGreaterThan(12);
  });
});
