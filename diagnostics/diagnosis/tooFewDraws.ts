/** Chains that agree but are worth too few independent draws. */
import { essPerChain } from "../limits.js";
import { smallerEss, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { optionWords, type Known } from "./Known.js";
import { inOrder, strongestPair } from "./strongestPair.js";
import { beside, digits, grouped, listOf } from "./words.js";

/** R-hat up to which chains that are too short may still be said to agree. */
const mostRhat = 1.05;

/** Effective draws, as a share of all, below which chains are slow and not only short. */
const slowShare = 0.02;

/** More draws than this many times those at hand are no advice. */
const mostTimes = 50;

/** Few effective draws without another cause: how many more are needed, and what makes them dependent. */
export function tooFewDraws(evidence: Evidence, known: Known): Finding | undefined {
  const { draws, fewEffective, disagreeing, transitions, even, chainsOf } = evidence;
  const rows = fewEffective.length > 0 ? fewEffective : disagreeing;
  if (rows.length === 0) return undefined;
  const [worst] = rows;
  const ess = Math.max(1, smallerEss(worst!));
  const needed = essPerChain * even.chains.length;
  const rhat = disagreeing[0]?.rhat ?? 1;
  // Where R-hat is still high, chains have not forgotten where they started: double what would be enough.
  const times = Math.max(needed / ess, rhat > mostRhat ? 4 : disagreeing.length > 0 ? 2 : 1) * 1.1;
  const slow = ess < slowShare * transitions;
  const slowest = rows.slice(0, 12).map(({ variable }) => variable);
  const pair = slow ? strongestPair(inOrder(slowest, draws), chainsOf) : undefined;
  const tied = pair && Math.abs(pair.correlation) > 0.8 ? pair : undefined;
  const further = Math.ceil(((times - 1) * transitions) / 100) * 100;
  const words = optionWords(known);
  const perChain = Math.ceil((further + transitions) / even.chains.length / 100) * 100;
  const names = rows.map(({ variable }) => variable);
  const feasible = times <= mostTimes;
  return {
    cause: "too_few_draws",
    state: rhat > mostRhat || ess < 0.25 * needed ? "bad" : "caution",
    title: slow ? `Chains move slowly in ${listOf(names, 2)}` : `Too few draws for ${listOf(names, 2)}`,
    text:
      `The ${grouped(transitions)} draws of ${worst!.variable} are worth ${Math.floor(ess)} independent ones, and ${needed} are asked for` +
      (disagreeing.length > 0
        ? `; R-hat is ${digits(rhat, 3)}, so chains have not yet forgotten where they started`
        : "") +
      `. Means are then uncertain by ${digits(100 / Math.sqrt(ess))} % of a standard deviation, the ends of intervals by more.` +
      (tied
        ? ` ${tied.a} and ${tied.b} go up and down together (correlation ${beside(tied.correlation, Math.sign(tied.correlation))}), which slows both.`
        : ""),
    action: feasible
      ? `About ${grouped(further)} more draws are needed: ${grouped(perChain)} per chain (${words.draws})${rhat > mostRhat ? ` after a longer warmup (${words.warmup})` : ""}.`
      : tied
        ? `More draws alone would take too long: make ${tied.a} and ${tied.b} less related, by centring predictors or by leaving one out.`
        : `More draws alone would take too long: centre and scale predictors, or give the slow parameters tighter priors.`,
    variables: names,
    explains: ["ess_bulk", "ess_tail", "rhat", "max_treedepth"],
    ...(feasible ? { furtherDraws: further } : {}),
    figure: tied ? { kind: "pair", variables: [tied.a, tied.b] } : { kind: "rank", variables: names.slice(0, 1) },
  };
}
