/** A posterior with several peaks between which chains do not move, or hardly ever. */
import { mean, standardDeviation } from "../moments.js";
import { visibleRhat } from "../limits.js";
import { scaleReduction } from "../scaleReduction.js";
import type { SummaryRow } from "../summarise.js";
import { smallerEss, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { optionInBrackets, optionWords, type Known } from "./Known.js";
import { labelsSwitched, labelsSwitchedWithin } from "./labelsSwitched.js";
import { valleyOf } from "./valleyOf.js";
import { chainList, digits, listOf } from "./words.js";

/** Effective draws, as a share of all, of a variable that hardly moves between peaks. */
const slowShare = 0.05;

/** Rows that are looked at. */
const mostRows = 24;

/** Standard deviations within chains that lie between groups of chains. */
const gapWidth = 2.5;

/** R-hat of the halves of one chain below which it stays where it is. */
const settledRhat = 1.15;

/** Difference of mean log densities beyond which one of two peaks holds next to nothing of the posterior. */
const lesserPeak = 6;

/** How the draws of a variable fall into peaks. */
interface Peaks {
  readonly variable: string;
  /** Places of chains by peak, the lowest peak first; one list where chains move between peaks, rarely. */
  readonly chains: readonly (readonly number[])[];
  readonly centres: readonly number[];
  /** Passages from one peak to the other, of all chains. */
  readonly passages?: number;
}

/** Chains that settled at different values, or that rarely go from one to another. */
export function severalModes(evidence: Evidence, known: Known): Finding | undefined {
  // Jumps are so rare that the few there are may pass for chance; peaks are looked for all the same.
  const found = evidence.rows
    .filter(
      (row) => row.rhat !== null && (row.rhat > visibleRhat || smallerEss(row) < slowShare * evidence.transitions),
    )
    .sort((a, b) => b.rhat! - a.rhat!)
    .slice(0, mostRows)
    .flatMap((row) => peaksOf(row, evidence) ?? []);
  if (found.length === 0) return undefined;
  const separate = found.find(({ chains }) => chains.length > 1);
  return separate ? separated(separate, found, evidence, known) : passing(found[0]!, found, evidence, known);
}

function peaksOf({ variable }: SummaryRow, { chainsOf }: Evidence): Peaks | undefined {
  const chains = chainsOf(variable);
  const means = chains.map(mean);
  const spreads = chains.map(standardDeviation);
  const within = Math.sqrt(mean(spreads.map((sd) => sd * sd)));
  const order = means.map((_, c) => c).sort((a, b) => means[a]! - means[b]!);
  const groups: number[][] = order.slice(0, 1).map((c) => [c]);
  for (let k = 1; k < order.length; k++) {
    if (means[order[k]!]! - means[order[k - 1]!]! > gapWidth * within) groups.push([]);
    groups[groups.length - 1]!.push(order[k]!);
  }
  const settled = chains.map((chain) => scaleReduction(halves(chain)).value).sort((a, b) => a - b);
  if (groups.length > 1 && settled[settled.length >> 1]! < settledRhat) {
    return { variable, chains: groups, centres: groups.map((members) => mean(members.map((c) => means[c]!))) };
  }
  const valley = valleyOf(chains);
  if (valley === undefined) return undefined;
  return { variable, chains: [order], centres: valley.peaks, passages: valley.passages };
}

function separated(worst: Peaks, found: readonly Peaks[], evidence: Evidence, known: Known): Finding {
  const { variable, chains, centres } = worst;
  const numbers = chains.map((members) => members.map((c) => evidence.even.chains[c]!.chain).sort((a, b) => a - b));
  const where = numbers.map((group, k) => `${chainList(group)} at ${digits(centres[k]!, 3)}`);
  const levels = chains.map((members) => mean(members.map((c) => meanLogDensity(evidence, c))));
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const lesser = high - low > lesserPeak ? numbers[levels.indexOf(low)]! : undefined;
  const switched = labelsSwitched(
    variable,
    found.map((peaks) => peaks.variable),
    evidence,
  );
  return {
    cause: "several_modes",
    state: "bad",
    title: `Chains settled at different values of ${variable}`,
    text:
      `${variable} has ${chains.length} peaks with nothing between them that a chain crossed: ${listOf(where)}. ` +
      (lesser === undefined
        ? ""
        : `The log density of ${chainList(lesser)} is ${digits(high - low)} lower on average: that peak may hold next to nothing of the posterior. `) +
      `How the draws are shared out between peaks then depends on where chains started, not on the posterior.` +
      (switched === undefined ? "" : switchedText(switched)),
    action: action(switched, lesser, known),
    variables: found.map((peaks) => peaks.variable),
    explains: ["rhat", "ess_bulk", "ess_tail"],
    figure: { kind: "trace", variables: [variable] },
  };
}

function action(switched: readonly string[] | undefined, lesser: readonly number[] | undefined, known: Known): string {
  if (switched !== undefined) return ordering(switched);
  const { seed } = optionWords(known);
  return lesser === undefined
    ? `Give the parameters behind it priors that rule out one of the explanations, or write the model so that both lie at one peak; more draws do not help.`
    : `Run it again with another ${seed} and a longer warmup${optionInBrackets(known, "warmup")}; if a chain ends there again, give priors that leave out that peak.`;
}

function switchedText(switched: readonly string[]): string {
  return ` The same values turn up in exchanged places among ${listOf(switched)}: labels were switched.`;
}

function ordering(switched: readonly string[]): string {
  return `Put ${listOf(switched)} in increasing order (an ordered parameter), so that each label has one meaning.`;
}

function passing(worst: Peaks, found: readonly Peaks[], evidence: Evidence, known: Known): Finding {
  const { variable, centres, passages = 0 } = worst;
  const switched = labelsSwitchedWithin(variable, evidence);
  const times = passages === 1 ? "once" : `${passages} times`;
  return {
    cause: "several_modes",
    state: "bad",
    title: `Two peaks of ${variable} that chains rarely leave`,
    text:
      `${variable} has peaks near ${listOf(centres.map((centre) => digits(centre, 3)))}, and ${evidence.even.chains.length === 1 ? "the chain" : "all chains together"} went from ` +
      `one to the other ${times} in ${evidence.transitions} draws: too seldom to say how much of the posterior lies at each.` +
      (switched === undefined ? "" : switchedText(switched)),
    action:
      switched === undefined
        ? `Give a prior that rules out one of the peaks, or write the model so that they join; otherwise run many more draws${optionInBrackets(known, "draws")}.`
        : ordering(switched),
    variables: [...new Set([...(switched ?? []), ...found.map((peaks) => peaks.variable)])],
    explains: ["rhat", "ess_bulk", "ess_tail"],
    figure: { kind: "trace", variables: [variable] },
  };
}

function meanLogDensity({ even }: Evidence, c: number): number {
  const values = even.chains[c]!.statistics.logDensity.subarray(0, even.draws);
  const known = values.filter((value) => Number.isFinite(value));
  return known.length === 0 ? NaN : mean(known);
}

function halves(chain: Float64Array): readonly Float64Array[] {
  const half = chain.length >> 1;
  return [chain.subarray(0, half), chain.subarray(chain.length - half)];
}
