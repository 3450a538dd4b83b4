/** One call that says whether draws can be trusted. */
import type { Draws } from "../engine/core/Draws.js";
import type { Warning } from "../engine/core/Warning.js";
import { warningsOf } from "./warnings.js";

/** The verdict on draws. */
export interface Diagnosis {
  /** Whether no problem was found; that is not a proof that there is none. */
  readonly ok: boolean;
  /** The gravest first. */
  readonly problems: readonly Warning[];
}

/**
 * Checks divergences, R-hat, effective sample sizes, E-BFMI, tree depth and the lengths of chains. Of use in tests and
 * scripts.
 *
 * @example if (!diagnose(posterior.draws).ok) process.exitCode = 1;
 */
export function diagnose(draws: Draws): Diagnosis {
  const problems = warningsOf(draws);
  return { ok: problems.length === 0, problems };
}
