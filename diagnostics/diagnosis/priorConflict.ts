/** A prior and data that may pull a variable to different places. */
import type { Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import type { Known } from "./Known.js";
import { digits, listOf } from "./words.js";

/** Sensitivity from which a posterior is said to follow what is scaled (Kallioinen et al. 2024). */
export const sensitivityLimit = 0.05;

/** Variables whose posterior follows both prior and likelihood as these are weighted up and down: they may disagree about it. */
export function priorConflict(_evidence: Evidence, { sensitivity = [] }: Known): Finding | undefined {
  const found = sensitivity
    .filter(({ prior, likelihood }) => prior >= sensitivityLimit && likelihood >= sensitivityLimit)
    .sort((a, b) => b.prior - a.prior);
  if (found.length === 0) return undefined;
  const [worst] = found;
  const names = found.map(({ variable }) => variable);
  return {
    cause: "prior_conflict",
    state: "caution",
    title: `Prior and data may disagree about ${listOf(names, 3)}`,
    text:
      `The posterior of ${worst!.variable} moves both when its prior (sensitivity ${digits(worst!.prior)}) and when the likelihood (${digits(worst!.likelihood)}) is given a little more weight: ` +
      `either the prior expects other values than the data show, and the result lies between the two, or the data are few and the prior says as much as they do. ` +
      `Both look the same here; prior and posterior drawn together, under "How much do priors matter?", tell them apart.`,
    action: `If the posterior lies where the prior holds little, check the units of data and prior and ask which is meant to be believed; if not, the prior is only informative: say so, and widen it if it was not meant to say that much.`,
    variables: names,
    explains: [],
    aboutModel: true,
  };
}
