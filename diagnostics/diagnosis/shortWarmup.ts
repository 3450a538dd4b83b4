/** Chains that are still on their way from where they started. */
import { standardDeviation } from "../moments.js";
import type { Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { driftOf } from "./growthOf.js";
import { optionInBrackets, type Known } from "./Known.js";
import { digits, listOf } from "./words.js";

/** Way from the first to the last quarter, in standard deviations within quarters, that is no accident of slow chains. */
const leastDrift = 1;

/** Standard errors of that way: what all chains do alike. With three chains chance gives as much in 4 of 100 variables that disagree. */
const leastScore = 5;

/** Fewer chains do not show that they all do the same. */
const leastChains = 3;

/** Variables that drift in one direction in all chains: warmup was too short. */
export function shortWarmup({ disagreeing, even, chainsOf }: Evidence, known: Known): Finding | undefined {
  if (even.chains.length < leastChains) return undefined;
  const found = disagreeing
    .map(({ variable }) => ({ variable, ...driftOf(chainsOf(variable)) }))
    .filter(({ drift, score }) => drift >= leastDrift && score >= leastScore)
    .sort((a, b) => b.drift - a.drift);
  const [worst] = found;
  if (worst === undefined) return undefined;
  const names = found.map(({ variable }) => variable);
  const spread = Math.max(...chainsOf(worst.variable).map(standardDeviation));
  return {
    cause: "short_warmup",
    state: "bad",
    title: `Chains are still on their way in ${listOf(names, 2)}`,
    text:
      `All chains move in one direction: their last quarters lie ${digits(worst.drift)} standard deviations of a quarter (whole chains have up to ${digits(spread)}) from their first ones in ${worst.variable}. ` +
      `They have not reached the posterior, or had not when the draws began, so means and intervals depend on where they started.`,
    action: `Run a longer warmup${optionInBrackets(known, "warmup")}: twice as long at least, and until the halves of chains agree.`,
    variables: names,
    explains: ["rhat", "ess_bulk", "ess_tail"],
    figure: { kind: "trace", variables: [worst.variable] },
  };
}
