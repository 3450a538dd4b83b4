/** A prior and data that pull a variable to different places. */
import type { Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import type { Known } from "./Known.js";
import { digits, listOf } from "./words.js";

/** Sensitivity from which a posterior is said to follow what is scaled (Kallioinen et al. 2024). */
export const sensitivityLimit = 0.05;

/** Variables whose posterior follows both prior and likelihood as these are weighted up and down: they disagree about it. */
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
    title: `Prior and data disagree about ${listOf(names, 3)}`,
    text:
      `The posterior of ${worst!.variable} moves both when its prior (sensitivity ${digits(worst!.prior)}) and when the likelihood (${digits(worst!.likelihood)}) is given a little more weight: ` +
      `the prior expects other values than the data show, and the result lies between the two.`,
    action: `Ask which of the two is meant to be believed: check the units of data and prior, and widen the prior if it was not meant to say that much.`,
    variables: names,
    explains: [],
    aboutModel: true,
    figure: { kind: "density", variables: names.slice(0, 1) },
  };
}
