import { expect, test } from "vitest";
import { stableMeans } from "../../../diagnostics/report/stableMeans.js";
import { checksOf } from "../../../diagnostics/report/index.js";
import type { SummaryRow } from "../../../diagnostics/summarise.js";
import { syntheticPosterior, syntheticSummary } from "./syntheticPosterior.js";

const row = (variable: string, sd: number | null, mcse_mean: number | null): SummaryRow =>
  ({ variable, sd, mcse_mean }) as SummaryRow;

test("counts the draws until twice the error is within half a unit of the second digit of the standard deviation", () => {
  // tau: unit 0.1, 1.96 × 0.05 is 1.96 times half of it, so that 4000 (1.96² − 1) = 11366.4 draws are lacking.
  const rows = [row("tau", 3.2, 0.05), row("b", 0.25, 0.004), row("lp", 250, 4)];
  expect(stableMeans(rows, 4000)).toBe(
    " About 12 000 further draws would make the means of all main variables stable to two digits of their standard deviations (tau, which needs the most, to 0.1).",
  );
});

test("says so where there are enough, and nothing where no error is known", () => {
  expect(stableMeans([row("a", 9.9, 0.0255)], 4000)).toMatch(/^ Means of the main variables are stable/);
  expect(stableMeans([row("a", 9.9, 0.0256)], 4000)).toMatch(/^ About \d+ further draws/);
  expect(stableMeans([row("a", null, null), row("b", 0, 0)], 4000)).toBe("");
});

test("stands with the effective sample size, and is about the main variables alone", () => {
  const posterior = syntheticPosterior([{ name: "a" }, { name: "r_g[x,Intercept]", rho: 0.9 }]);
  const summary = syntheticSummary(posterior);
  const means = (main?: readonly string[]) =>
    checksOf(posterior, summary, main).find(({ id }) => id === "check-ess")!.means;
  expect(means()).toContain("(a, which needs the most, to ");
  expect(means(["a", "r_g[x,Intercept]"])).toContain("(r_g[x,Intercept], which needs the most, to ");
});
