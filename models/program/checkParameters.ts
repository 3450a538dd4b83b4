/** Checks data that are used as a distribution's parameters. */
import { UserError } from "../../engine/core/UserError.js";
import { isTensor } from "../../engine/distributions/arrays.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { domains, type Domain } from "../../engine/distributions/domains.js";
import type { ProgramRun } from "./ProgramRun.js";

/**
 * Refuses data that no parameter of the distribution can be: inside the compiled code nothing would notice.
 *
 * @throws UserError that names the column and the first such row.
 */
export function checkParameters(run: ProgramRun, distribution: Distribution): void {
  if (run.lenient) return;
  for (const [parameter, domain] of Object.entries<Domain>(distribution.domains ?? {})) {
    const value = distribution.parameters[parameter];
    const known = isTensor(value) ? run.knownValues.get(value) : undefined;
    if (!isTensor(value) || !known) continue;
    const { test, words } = domains[domain];
    const bad = Array.from(known).findIndex((x) => !test(x));
    if (bad < 0) continue;
    const name = run.tensorNames.get(value) ?? parameter;
    throw new UserError(
      `"${name}" holds ${known[bad]} in row ${bad + 1}, but the ${parameter} of ${distribution.name} must be ${words}.`,
    );
  }
}
