import { describe, expect, test } from "vitest";
import {
  checksOf,
  mainVariables,
  modelSection,
  verdictOf,
  worstRows,
  type Check,
} from "../../../diagnostics/report/index.js";
import { formatEstimate } from "../../../diagnostics/report/formatEstimate.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import type { SummaryRow } from "../../../diagnostics/summarise.js";
import { syntheticPosterior, syntheticSummary } from "./syntheticPosterior.js";

const fine = syntheticPosterior([{ name: "a" }, { name: "b", mean: 3 }]);
const rows = syntheticSummary(fine);
const withRow = (change: Partial<SummaryRow>): SummaryRow[] => [{ ...rows[0], ...change }, rows[1]];
const find = (checks: readonly Check[], id: string): Check => checks.find((check) => check.id === `check-${id}`)!;
const stateOf = (posterior: Posterior, summary: readonly SummaryRow[]): string =>
  verdictOf(checksOf(posterior, summary)).state;

describe("the verdict", () => {
  test("is good for chains that agree", () => {
    expect(stateOf(fine, rows)).toBe("good");
    expect(checksOf(fine, rows).map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => "good"));
  });

  // Chains that do disagree, so that chance is no excuse for the R-hat put into the row.
  const apart = syntheticPosterior([{ name: "a", shift: 1 }, { name: "b" }]);

  test.each([
    [1.009, "good"],
    [1.02, "caution"],
    [1.06, "bad"],
  ])("for an R-hat of %d is %s", (rhat, state) => {
    expect(stateOf(apart, withRow({ rhat }))).toBe(state);
  });

  test("does not turn on an R-hat up to 1.05 that chance explains, and says so", () => {
    const summary = withRow({ rhat: 1.04 });
    expect(stateOf(fine, summary)).toBe("good");
    expect(find(checksOf(fine, summary), "rhat").finding).toContain("Chance alone");
    expect(find(checksOf(apart, summary), "rhat").finding).not.toContain("Chance alone");
    expect(stateOf(fine, withRow({ rhat: 1.06 }))).toBe("bad");
  });

  test("is bad where nothing ever moved", () => {
    const still = syntheticPosterior([{ name: "a", sd: 0, mean: 2 }]);
    expect(stateOf(still, syntheticSummary(still))).toBe("bad");
  });

  test.each([
    [401, "good"],
    [399, "caution"],
    [99, "bad"],
  ])("for %d effective draws of four chains is %s", (ess, state) => {
    expect(stateOf(fine, withRow({ ess_tail: ess }))).toBe(state);
  });

  test.each([
    [0, "good"],
    [3, "caution"],
    [40, "bad"],
  ])("for %d divergences of 4000 draws is %s", (divergences, state) => {
    const posterior = syntheticPosterior([{ name: "a" }, { name: "b" }], { divergences });
    expect(stateOf(posterior, rows)).toBe(state);
  });

  test("is never good for one chain", () => {
    const one = syntheticPosterior([{ name: "a" }], { chains: 1 });
    expect(stateOf(one, syntheticSummary(one))).toBe("caution");
  });

  test("is bad where draws are not finite, and does not mind a constant", () => {
    const lost = { rhat: null, ess_bulk: null, ess_tail: null };
    expect(stateOf(fine, withRow({ ...lost, reasons: { rhat: "nonfinite" } }))).toBe("bad");
    expect(stateOf(fine, withRow({ ...lost, reasons: { rhat: "constant" } }))).toBe("good");
  });

  test("is unknown where neither R-hat nor ESS could be computed", () => {
    const lost = rows.map((row) => ({ ...row, rhat: null, ess_bulk: null, ess_tail: null }));
    expect(stateOf(fine, lost)).toBe("unknown");
  });

  test("is about the computation: warnings about the data leave it as it is, and stand with the model", () => {
    const text = "2 of 40 rows were left out because a cell was missing.";
    const warned = syntheticPosterior([{ name: "a" }], {
      warnings: [
        { cause: "dropped_rows", variables: [], text },
        { cause: "divergences", variables: [], text: "3 transitions diverged." },
      ],
    });
    const summary = syntheticSummary(warned);
    expect(checksOf(warned, summary)).toEqual(checksOf({ ...warned, warnings: [] }, summary));
    expect(stateOf(warned, summary)).toBe("good");
    expect(modelSection(warned).sections).toContainEqual({
      id: "model-noticed",
      title: "To be kept in mind",
      text: [text],
    });
    expect(modelSection(fine).sections!.map(({ id }) => id)).toEqual(["model-again"]);
  });
});

describe("a check", () => {
  test("counts divergences over the right number of draws", () => {
    const posterior = syntheticPosterior([{ name: "a" }], { divergences: 40 });
    expect(find(checksOf(posterior, rows), "divergences").finding).toBe(
      "40 of 4000 draws (1%) ended in a divergence: 40 in chain 1.",
    );
  });

  test("names the worst variables first", () => {
    const summary = [
      { ...rows[0], rhat: 1.02 },
      { ...rows[1], rhat: 1.3 },
    ];
    expect(find(checksOf(fine, summary), "rhat").variables).toEqual(["b", "a"]);
    expect(find(checksOf(fine, summary), "rhat").finding).toContain(
      "Largest R-hat 1.300 (b); 2 of 2 variables above 1.01.",
    );
  });

  test("says that a statistic was not recorded instead of calling it fine", () => {
    const nothing = new Float64Array();
    const chains = fine.draws.chains.map((chain) => ({
      ...chain,
      statistics: { ...chain.statistics, divergent: nothing, energy: nothing, treeDepth: nothing },
    }));
    const checks = checksOf({ ...fine, draws: { ...fine.draws, chains, maxTreeDepth: 0 } }, rows);
    expect(["divergences", "treedepth", "energy"].map((id) => find(checks, id).state)).toEqual([
      "unknown",
      "unknown",
      "unknown",
    ]);
    expect(verdictOf(checks).state).toBe("good");
  });

  test("names the chains that were stopped", () => {
    const [first, ...others] = fine.draws.chains;
    const posterior = { ...fine, draws: { ...fine.draws, chains: [{ ...first, drawCount: 600 }, ...others] } };
    const check = find(checksOf(posterior, rows), "chains");
    expect(check.state).toBe("caution");
    expect(check.finding).toContain("chain 1 after 600 of 1000 draws");
  });

  test("looks at the draws alone that figures come from", () => {
    const troubled = syntheticPosterior([{ name: "a" }], { divergences: 5 });
    const [first, ...others] = troubled.draws.chains;
    const chains = [{ ...first, drawCount: 50 }, ...others];
    const checks = checksOf({ ...troubled, draws: { ...troubled.draws, chains } }, rows);
    expect(find(checks, "divergences").finding).toBe("None of 3000 draws ended in a divergence.");
    expect(find(checks, "energy").finding).toMatch(/^By chain: (\d\.\d\d(, |;)){3}/);
    expect(find(checks, "chains").finding).toContain("All figures come from 3 of 4 chains, 1000 draws each.");
  });

  test("tells its meaning, its remedy and its blind spot", () => {
    for (const { means, remedy, blindSpot } of checksOf(fine, rows)) {
      for (const text of [means, remedy, blindSpot]) expect(text).toMatch(/^[A-Z].*\.$/s);
    }
  });
});

describe("an estimate", () => {
  test("is printed with the digits its Monte Carlo error supports and a true minus sign", () => {
    expect(formatEstimate({ ...rows[0], mcse_mean: 0.004 }, -1.23456)).toBe("−1.235");
    expect(formatEstimate({ ...rows[0], mcse_mean: 0.04 }, -1.23456)).toBe("−1.23");
    expect(formatEstimate({ ...rows[0], mcse_mean: 30 }, 1234.5)).toBe("1235");
  });

  test("is a dash where it is missing", () => {
    expect(formatEstimate(rows[0], null)).toBe("–");
  });
});

describe("the choice of variables", () => {
  const many = ["b_x", "sd_g__Intercept", ...Array.from({ length: 4000 }, (_, i) => `r_g[${i},Intercept]`)].map(
    (variable) => ({
      ...rows[0],
      variable,
    }),
  );

  test("puts coefficients before thousands of group effects", () => {
    expect(mainVariables(many)).toEqual(["b_x", "sd_g__Intercept"]);
  });

  test("takes what is asked for, in that order, and passes over unknown names", () => {
    expect(mainVariables(many, ["r_g[7,Intercept]", "__proto__", "b_x"])).toEqual(["r_g[7,Intercept]", "b_x"]);
  });

  test("shows group effects where there is nothing else, thirty at most", () => {
    expect(mainVariables(many.slice(2))).toHaveLength(30);
  });

  test("ranks a lost R-hat worst, then the highest, and leaves constants out", () => {
    const summary: SummaryRow[] = [
      { ...rows[0], variable: "fine" },
      { ...rows[0], variable: "constant", rhat: null, reasons: { rhat: "constant" } },
      { ...rows[0], variable: "high", rhat: 1.2 },
      { ...rows[0], variable: "lost", rhat: null, reasons: { rhat: "nonfinite" } },
      { ...rows[0], variable: "few", ess_tail: 50 },
    ];
    expect(worstRows(summary).map(({ variable }) => variable)).toEqual(["lost", "high", "few", "fine"]);
  });
});
