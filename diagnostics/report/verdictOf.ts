/** Draws one verdict from all checks. */
import type { Check } from "./checks.js";
import type { TrustState } from "./TrustState.js";
import type { Verdict } from "./verdictBox.js";

const headlines: Readonly<Record<TrustState, string>> = {
  good: "The computation can be trusted",
  caution: "Read with care",
  bad: "Do not rely on these results yet",
  unknown: "Too little is known to judge",
};

/**
 * The state of the worst check, with the findings it rests on. What was not recorded does not count against draws read from
 * elsewhere, but R-hat or ESS that cannot be computed do.
 */
export function verdictOf(checks: readonly Check[]): Verdict {
  const state = overall(checks);
  const shown =
    state === "good"
      ? checks.filter(({ id }) => essential.has(id))
      : checks.filter((check) => check.state !== "good" && counts(check));
  return {
    state,
    headline: headlines[state],
    reasons: shown.map(({ finding, id }) => ({ text: finding, section: id })),
    limits:
      "This judges the draws, not the model: whether chains found the posterior, not whether the model is right for the data.",
  };
}

const essential = new Set(["check-chains", "check-rhat", "check-ess", "check-divergences"]);

function counts({ state, id }: Check): boolean {
  return state !== "unknown" || essential.has(id);
}

function overall(checks: readonly Check[]): TrustState {
  for (const state of ["bad", "caution"] as const) if (checks.some((check) => check.state === state)) return state;
  return checks.some(({ state, id }) => state === "unknown" && (id === "check-rhat" || id === "check-ess"))
    ? "unknown"
    : "good";
}
