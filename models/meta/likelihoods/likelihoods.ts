/** All likelihoods of networks, by name: what questions are put to in turn, and what tests walk over. */
import { binomialLogit } from "./binomialLogit.js";
import type { Likelihood, LikelihoodName } from "./Likelihood.js";
import { normalIdentity } from "./normalIdentity.js";
import { poissonLog } from "./poissonLog.js";

export const likelihoods: ReadonlyMap<LikelihoodName, Likelihood> = new Map(
  [binomialLogit, poissonLog, normalIdentity].map((row) => [row.name, row]),
);

/** The likelihood of a name. @throws Error for a name that is none; a person's text is checked where it is read. */
export function likelihoodOf(name: LikelihoodName): Likelihood {
  const found = likelihoods.get(name);
  if (!found) throw new Error(`there is no likelihood ${String(name)}.`);
  return found;
}
