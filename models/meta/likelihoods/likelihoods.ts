/** All likelihoods of networks, by name: what questions are put to in turn, and what tests walk over. */
import { binomialCloglog } from "./binomialCloglog.js";
import { binomialLog } from "./binomialLog.js";
import { binomialLogit } from "./binomialLogit.js";
import { binomialProbit } from "./binomialProbit.js";
import type { Likelihood, LikelihoodName } from "./Likelihood.js";
import { normalIdentity } from "./normalIdentity.js";
import { orderedLogit } from "./orderedLogit.js";
import { orderedProbit } from "./orderedProbit.js";
import { poissonLog } from "./poissonLog.js";

const rows: readonly Likelihood[] = [
  binomialLogit,
  binomialProbit,
  binomialCloglog,
  binomialLog,
  poissonLog,
  normalIdentity,
  orderedProbit,
  orderedLogit,
];

export const likelihoods: ReadonlyMap<LikelihoodName, Likelihood> = new Map(rows.map((row) => [row.name, row]));

/** The likelihood of a name. @throws Error for a name that is none; a person's text is checked where it is read. */
export function likelihoodOf(name: LikelihoodName): Likelihood {
  const found = likelihoods.get(name);
  if (!found) throw new Error(`there is no likelihood ${String(name)}.`);
  return found;
}
