/** One call that says whether draws can be trusted. */
import type { Draws } from "../engine/core/Draws.js";
import type { Warning } from "../engine/core/Warning.js";
import { diagnosisOf } from "./diagnosis/diagnosisOf.js";
import type { Finding } from "./diagnosis/Finding.js";
import type { Known } from "./diagnosis/Known.js";
import { summarise } from "./summarise.js";
import { warningsOf } from "./warnings.js";

/** The verdict on draws. */
export interface Diagnosis {
  /** Whether no problem was found; that is not a proof that there is none. */
  readonly ok: boolean;
  /** The gravest first. */
  readonly problems: readonly Warning[];
  /** The causes behind them, each with the one change to make. */
  readonly findings: readonly Finding[];
}

/**
 * Checks divergences, R-hat, effective sample sizes, E-BFMI, tree depth and the lengths of chains. Of use in tests and
 * scripts.
 *
 * @param known What else is known of the fit; `knownOf(posterior)` of one of ours
 * @example if (!diagnose(posterior.draws).ok) process.exitCode = 1;
 */
export function diagnose(draws: Draws, known: Known = {}): Diagnosis {
  const rows = summarise(draws);
  const findings = diagnosisOf(draws, rows, known);
  const problems = warningsOf(draws, rows, known, findings);
  return { ok: problems.length === 0, problems, findings };
}
