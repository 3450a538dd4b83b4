/** A chain that hardly moved, or stopped moving on its way. */
import { standardDeviation } from "../moments.js";
import { isGrave, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { optionWords, type Known } from "./Known.js";
import { longestShare, stuckRuns } from "./stuckRuns.js";
import { chainList } from "./words.js";

/** A chain whose spread is smaller than this share of the others' did not move as they did. */
const leastSpread = 0.05;

/** Variables by which spreads are compared. */
const mostVariables = 60;

/** Chains that stay where they are while others move. That all are stuck is told by `summarise`: no R-hat can be computed. */
export function stuckChain(evidence: Evidence, known: Known): Finding | undefined {
  const { even } = evidence;
  const stuck = stuckRuns(evidence);
  const narrow = even.chains.length < 2 ? [] : narrowChains(evidence);
  const numbers = [...new Set([...stuck.map(({ chain }) => chain), ...narrow])].sort((a, b) => a - b);
  if (numbers.length === 0) return undefined;
  const { seed } = optionWords(known);
  const runs = stuck.map(({ chain, run }) => `chain ${chain} gave the same draw ${run} times in a row`);
  const slow = narrow.filter((number) => !stuck.some(({ chain }) => chain === number)).sort((a, b) => a - b);
  const spreads =
    slow.length === 0 ? [] : [`${chainList(slow)} moved over less than a twentieth of the range of the others`];
  const all = numbers.length === even.chains.length;
  const grave = narrow.length > 0 || isGrave(evidence) || stuck.some(({ run }) => run >= longestShare * even.draws);
  return {
    cause: "stuck_chain",
    state: grave ? "bad" : "caution",
    title: `${all ? "All chains are" : `${capital(chainList(numbers))} ${numbers.length === 1 ? "is" : "are"}`} stuck${grave ? "" : " for a while"}`,
    text:
      `${capital([...runs, ...spreads].join("; "))}. ` +
      (grave
        ? `${numbers.length === 1 ? "Its" : "Their"} draws are not draws from the posterior, and every mean and interval that they enter is wrong.`
        : `Other chains have no such runs: that place counts too much, and it may be a corner that is hard to leave and that the others missed.`),
    action:
      `Run the chains again from other starting points (another ${seed}). If a chain sticks again, look for a density ` +
      `that is not finite or not smooth nearby, or for a scale whose prior allows 0.`,
    variables: evidence.disagreeing.slice(0, 3).map(({ variable }) => variable),
    explains: [
      ...(["rhat", "ess_bulk", "ess_tail", "stuck_chains", "ebfmi", "max_treedepth"] as const),
      ...(mostlyOf(numbers, evidence) ? (["divergences"] as const) : []),
    ],
    ...figureOf(evidence),
  };
}

/** Whether most divergences are those of some chains. */
function mostlyOf(numbers: readonly number[], { even, divergent, divergences }: Evidence): boolean {
  const own = even.chains.reduce((sum, { chain }, c) => sum + (numbers.includes(chain) ? divergent[c]!.length : 0), 0);
  return divergences > 0 && 2 * own > divergences;
}

function figureOf({ disagreeing, rows }: Evidence): Pick<Finding, "figure"> {
  const variable = disagreeing[0]?.variable ?? rows[0]?.variable;
  return variable === undefined ? {} : { figure: { kind: "trace", variables: [variable] } };
}

/** Chains that, in most of the variables that disagree, spread far less than the others. */
function narrowChains({ even, disagreeing, chainsOf }: Evidence): readonly number[] {
  const variables = disagreeing.slice(0, mostVariables);
  if (variables.length === 0) return [];
  const counts = new Map<number, number>();
  for (const { variable } of variables) {
    const spreads = chainsOf(variable).map(standardDeviation);
    spreads.forEach((spread, c) => {
      const others = spreads.filter((_, k) => k !== c).sort((a, b) => a - b);
      const median = others[others.length >> 1]!;
      if (spread < leastSpread * median) counts.set(c, (counts.get(c) ?? 0) + 1);
    });
  }
  return [...counts].filter(([, count]) => 2 * count > variables.length).map(([c]) => even.chains[c]!.chain);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
