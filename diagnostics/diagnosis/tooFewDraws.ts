/** Chains that agree but are worth too few independent draws. */
import { essPerChain, visibleRhat } from "../limits.js";
import type { SummaryRow } from "../summarise.js";
import { smallerEss, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { optionInBrackets, type Known } from "./Known.js";
import { inOrder, strongestPair } from "./strongestPair.js";
import { beside, digits, grouped, listOf } from "./words.js";

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
  const times = Math.max(needed / ess, rhat > visibleRhat ? 4 : disagreeing.length > 0 ? 2 : 1) * 1.1;
  const slow = ess < slowShare * transitions;
  const slowest = rows.slice(0, 12).map(({ variable }) => variable);
  const pair = slow ? strongestPair(inOrder(slowest, draws), chainsOf) : undefined;
  const tied = pair && Math.abs(pair.correlation) > 0.8 ? pair : undefined;
  const further = Math.ceil(((times - 1) * transitions) / 100) * 100;
  const perChain = Math.ceil((further + transitions) / even.chains.length / 100) * 100;
  const names = rows.map(({ variable }) => variable);
  const feasible = times <= mostTimes;
  return {
    cause: "too_few_draws",
    state: rhat > visibleRhat || ess < 0.25 * needed ? "bad" : "caution",
    title: slow ? `Chains move slowly in ${listOf(names, 2)}` : `Too few draws for ${listOf(names, 2)}`,
    text:
      `The ${grouped(transitions)} draws of ${worst!.variable} are worth ${worthOf(worst!)}, and ${needed} are asked for` +
      (disagreeing.length > 0
        ? `; R-hat is ${digits(rhat, 3)}, ${rhat > visibleRhat ? "so chains have not yet forgotten where they started" : "which does not show yet that chains agree"}`
        : "") +
      `. Its mean is then uncertain by ${digits(100 * errorOfMean(worst!))} % of a standard deviation, the ends of its interval by more.` +
      (tied
        ? ` ${tied.a} and ${tied.b} go up and down together (correlation ${beside(tied.correlation, Math.sign(tied.correlation))}), which slows both.`
        : ""),
    action: feasible
      ? `Draw ${grouped(perChain)} per chain instead of ${grouped(even.draws)}${optionInBrackets(known, "draws", perChain)}${rhat > visibleRhat ? `, after a longer warmup${optionInBrackets(known, "warmup")}` : ""}.`
      : tied
        ? `More draws alone would take too long: make ${tied.a} and ${tied.b} less related, by centring predictors or by leaving one out.`
        : `More draws alone would take too long: centre and scale predictors, or give the slow parameters tighter priors.`,
    variables: names,
    explains: ["ess_bulk", "ess_tail", "rhat", "max_treedepth"],
    ...(feasible ? { furtherDraws: further } : {}),
    figure: tied ? { kind: "pair", variables: [tied.a, tied.b] } : { kind: "rank", variables: names.slice(0, 1) },
  };
}

/** Effective draws in words; in bulk and tails where the tails are what lacks. */
function worthOf({ ess_bulk: bulk, ess_tail: tail }: SummaryRow): string {
  const [inBulk, inTails] = [Math.floor(bulk ?? 1), Math.floor(tail ?? Infinity)];
  if (inBulk <= inTails) return `${Math.max(1, inBulk)} independent ones`;
  return `${Math.max(1, inTails)} independent ones in the tails (${inBulk} in the bulk)`;
}

/** Monte Carlo error of the mean in standard deviations. */
function errorOfMean({ mcse_mean: error, sd, ess_bulk: bulk }: SummaryRow): number {
  return error !== null && sd !== null && sd > 0 ? error / sd : 1 / Math.sqrt(Math.max(1, bulk ?? 1));
}
