/** Draws one verdict from all checks and causes. */
import type { Finding } from "../diagnosis/Finding.js";
import type { Check } from "./checks.js";
import type { TrustState } from "./TrustState.js";
import type { Verdict } from "./verdictBox.js";

const headlines: Readonly<Record<TrustState, string>> = {
  good: "The computation can be trusted",
  caution: "Read with care",
  bad: "Do not rely on these results yet",
  unknown: "Too little is known to judge",
};

/** Id of the section that shows the k-th finding, from 0. */
export function findingId(k: number): string {
  return `finding-${k + 1}`;
}

/** Something about model or data that a reader should know before the results. */
export interface Remark {
  readonly text: string;
  /** Id of the section that shows it. */
  readonly section?: string;
  /** Results must not be read without it: the verdict is no longer a plain yes. */
  readonly grave?: boolean;
}

/** The verdict where draws are sound and something grave is to be said of the model. */
const soundDraws = "The draws can be trusted; the model needs a look";

/**
 * The state of the worst check or finding, with what it rests on: causes first, then checks. What is about the model, not the draws,
 * stands after these, and only a grave remark changes a good state. What was not recorded does not count against draws read from
 * elsewhere, but R-hat or ESS that cannot be computed do.
 */
export function verdictOf(
  checks: readonly Check[],
  findings: readonly Finding[] = [],
  remarks: readonly Remark[] = [],
): Verdict {
  const state = findings
    .filter(({ aboutModel }) => !aboutModel)
    .reduce((worst, finding) => graver(worst, finding.state), overall(checks));
  const shown = checks.filter((check) =>
    state === "good" ? essential.has(check.id) : check.state !== "good" && counts(check),
  );
  const sound = state === "good" && remarks.some(({ grave }) => grave);
  return {
    state: sound ? "caution" : state,
    headline: sound ? soundDraws : headlines[state],
    reasons: [
      ...told(findings, false),
      ...shown.map(({ finding, id }) => ({ text: finding, section: id })),
      ...remarks.map(({ text, section }) => ({
        text: `${aboutModel}${text}`,
        ...(section === undefined ? {} : { section }),
      })),
      ...told(findings, true),
    ],
    limits:
      "This judges the draws, not the model: whether chains found the posterior, not whether the model is right for the data.",
  };
}

const aboutModel = "About the model: ";

/** Findings on the computation, or those on the model, each with what was seen, the change to make and the section that shows it. */
function told(findings: readonly Finding[], ofModel: boolean): Verdict["reasons"] {
  return findings.flatMap((finding, k) => {
    if ((finding.aboutModel ?? false) !== ofModel) return [];
    const { title, text, action } = finding;
    const seen = ofModel ? "" : ` ${firstSentence(text)}`;
    return [{ text: `${ofModel ? aboutModel : ""}${title}.${seen} ${action}`, section: findingId(k) }];
  });
}

/** Up to the first full stop before a capital letter: those in numbers are none. */
function firstSentence(text: string): string {
  return /^.*?[.?!](?=\s+\p{Lu}|$)/su.exec(text)?.[0] ?? text;
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
