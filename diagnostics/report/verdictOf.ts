/** Draws one verdict from all checks and causes. */
import type { Finding, Symptom } from "../diagnosis/Finding.js";
import type { Check } from "./checks.js";
import type { TrustState } from "./TrustState.js";
import type { Verdict } from "./verdictBox.js";

const headlines: Readonly<Record<TrustState, string>> = {
  good: "The computation can be trusted",
  caution: "Read with care",
  bad: "Do not rely on these results yet",
  unknown: "Too little is known to judge",
};

/** Which check a symptom belongs to. */
const checkOf: Readonly<Record<Symptom, string>> = {
  divergences: "check-divergences",
  rhat: "check-rhat",
  stuck_chains: "check-rhat",
  ess_bulk: "check-ess",
  ess_tail: "check-ess",
  ebfmi: "check-energy",
  max_treedepth: "check-treedepth",
  short_chain: "check-chains",
};

/** Id of the section that shows the k-th finding, from 0. */
export function findingId(k: number): string {
  return `finding-${k + 1}`;
}

/**
 * The state of the worst check or finding, with what it rests on: causes first, then checks that no cause explains; what is about the
 * model, not the draws, stands beside it. What was not
 * recorded does not count against draws read from elsewhere, but R-hat or ESS that cannot be computed do.
 */
export function verdictOf(checks: readonly Check[], findings: readonly Finding[] = []): Verdict {
  const state = findings
    .filter(({ aboutModel }) => !aboutModel)
    .reduce((worst, finding) => graver(worst, finding.state), overall(checks));
  const explained = new Set(findings.flatMap(({ explains }) => explains.map((symptom) => checkOf[symptom])));
  const shown =
    state === "good"
      ? checks.filter(({ id }) => essential.has(id))
      : checks.filter((check) => check.state !== "good" && counts(check) && !explained.has(check.id));
  return {
    state,
    headline: headlines[state],
    reasons: [
      ...told(findings, false),
      ...shown.map(({ finding, id }) => ({ text: finding, section: id })),
      ...told(findings, true),
    ],
    limits:
      "This judges the draws, not the model: whether chains found the posterior, not whether the model is right for the data.",
  };
}

/** Findings on the computation, or those on the model, each with the section that shows it. */
function told(findings: readonly Finding[], aboutModel: boolean): Verdict["reasons"] {
  return findings.flatMap((finding, k) =>
    (finding.aboutModel ?? false) === aboutModel
      ? [{ text: `${aboutModel ? "About the model: " : ""}${finding.title}. ${finding.action}`, section: findingId(k) }]
      : [],
  );
}

function graver(a: TrustState, b: TrustState): TrustState {
  const order: readonly TrustState[] = ["good", "unknown", "caution", "bad"];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
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
