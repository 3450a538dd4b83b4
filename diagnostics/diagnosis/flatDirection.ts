/** A direction along which neither data nor priors hold the parameters. */
import { visibleRhat } from "../limits.js";
import { mean, standardDeviation } from "../moments.js";
import { combinationOf, ratioOfSpreads, untie } from "./combination.js";
import type { Evidence } from "./Evidence.js";
import { smallerEss } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { growthOf } from "./growthOf.js";
import { inOrder, strongestPair } from "./strongestPair.js";
import { beside, digits } from "./words.js";

/** Effective draws, as a share of all, of a variable that wanders. */
const wanderingShare = 0.05;

/** Correlation of a pair of which only a combination is known. */
const combined = 0.98;

/** Share of trajectories cut short that tells of a long and narrow ridge. */
const manyCutShort = 0.2;

/** Share of trajectories that only the tree depth ended: they find no bound to turn at. */
const endless = 0.5;

/** Slowest variables that are looked at. */
const mostVariables = 12;

/** Variance of all draws, over that within quarters of chains, of a variable that goes on spreading. */
const leastGrowth = 10;

/** Variables that wander, alone or in pairs of which only a combination is determined. */
export function flatDirection(evidence: Evidence): Finding | undefined {
  const { rows, transitions, cutShort, chainsOf, lowestEbfmi } = evidence;
  const wandering = rows
    .filter((row) => row.rhat !== null && smallerEss(row) < wanderingShare * transitions)
    .filter((row) => row.rhat! > visibleRhat || cutShort > manyCutShort)
    .sort((a, b) => smallerEss(a) - smallerEss(b))
    .map(({ variable }) => variable);
  if (wandering.length === 0) return undefined;
  const pair = strongestPair(inOrder(wandering.slice(0, mostVariables), evidence.draws), chainsOf);
  if (pair && Math.abs(pair.correlation) > combined) {
    const ratio = ratioOfSpreads(pair, chainsOf);
    const known = combinationOf(pair, ratio);
    return {
      cause: "flat_direction",
      state: "bad",
      title: `Only ${known} of ${pair.a} and ${pair.b} is determined`,
      text:
        `${pair.a} and ${pair.b} wander together (correlation ${beside(pair.correlation, Math.sign(pair.correlation))} within chains), and chains have not come back to where others were. ` +
        `The data know something like ${known} of them; along the other direction only the priors hold them, or nothing does.`,
      action: untie(pair, ratio),
      variables: [pair.a, pair.b, ...wandering.filter((name) => name !== pair.a && name !== pair.b)],
      explains: ["rhat", "ess_bulk", "ess_tail", "max_treedepth", "ebfmi"],
      figure: { kind: "pair", variables: [pair.a, pair.b] },
    };
  }
  const without = wandering.slice(0, mostVariables).filter((variable) => growthOf(chainsOf(variable)) > leastGrowth);
  if (cutShort < endless && without.length === 0) return undefined;
  const [worst] = without.length > 0 ? without : wandering;
  const row = evidence.rows.find(({ variable }) => variable === worst)!;
  const spread = Math.max(...chainsOf(worst!).map(standardDeviation));
  const means = chainsOf(worst!).map(mean);
  return {
    cause: "flat_direction",
    state: "bad",
    title: `Nothing holds ${worst!}`,
    text:
      `${worst!} goes on spreading: its chains have means from ${digits(Math.min(...means))} to ${digits(Math.max(...means))} and standard deviations up to ${digits(spread)}` +
      (cutShort >= endless
        ? `, and ${Math.round(100 * cutShort)} % of the trajectories were still on their way when the tree depth ended them`
        : "") +
      `. ${lowestEbfmi < 0.1 ? "Energies are hardly explored either. " : ""}` +
      (cutShort >= endless
        ? `The data do not determine it and its prior does not either: the posterior may not even be proper, and no number of draws describes it.`
        : `Either neither data nor prior determine it, so that the posterior may not even be proper, or chains are so slow that they have not turned back yet.`),
    action: `Give ${row.variable} a proper prior with a scale that makes sense for it, or leave it out of the model.`,
    variables: wandering,
    explains: ["rhat", "ess_bulk", "ess_tail", "max_treedepth", "ebfmi", "divergences"],
    figure: { kind: "trace", variables: [worst!] },
  };
}
