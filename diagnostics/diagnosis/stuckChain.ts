/** A chain that hardly moved, or stopped moving on its way. */
import type { ChainDraws } from "../../engine/core/Draws.js";
import { standardDeviation } from "../moments.js";
import type { Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { optionWords, type Known } from "./Known.js";
import { chainList } from "./words.js";

/** Of a chain's draws, as one run of equal ones, that say that it is stuck; a walk that rejects three of four has short runs. */
const longestRun = 0.2;

/** A run shorter than this says nothing. */
const leastRun = 20;

/** A chain whose spread is smaller than this share of the others' did not move as they did. */
const leastSpread = 0.05;

/** Variables by which spreads are compared. */
const mostVariables = 60;

/** Chains that stay where they are while others move. That all are stuck is told by `summarise`: no R-hat can be computed. */
export function stuckChain(evidence: Evidence, known: Known): Finding | undefined {
  const { even, draws } = evidence;
  const stuck = even.chains.flatMap((chain) => {
    const run = longestEqualRun(chain, draws.names.length, even.draws);
    return run >= Math.max(leastRun, longestRun * even.draws) ? [{ chain: chain.chain, run }] : [];
  });
  const narrow = even.chains.length < 2 ? [] : narrowChains(evidence);
  const numbers = [...new Set([...stuck.map(({ chain }) => chain), ...narrow])].sort((a, b) => a - b);
  if (numbers.length === 0) return undefined;
  const { seed } = optionWords(known);
  const runs = stuck.map(({ chain, run }) => `chain ${chain} gave the same draw ${run} times in a row`);
  const spreads = narrow
    .filter((number) => !stuck.some(({ chain }) => chain === number))
    .map((number) => `chain ${number} moved over less than a twentieth of the range of the others`);
  const all = numbers.length === even.chains.length;
  return {
    cause: "stuck_chain",
    state: "bad",
    title: `${all ? "All chains are" : `${capital(chainList(numbers))} ${numbers.length === 1 ? "is" : "are"}`} stuck`,
    text: `${capital([...runs, ...spreads].join("; "))}. Its draws are not draws from the posterior, and every mean and interval that they enter is wrong.`,
    action:
      `Run the chains again from other starting points (another ${seed}). If a chain sticks again, look for a density ` +
      `that is not finite or not smooth nearby, or for a scale whose prior allows 0.`,
    variables: evidence.disagreeing.slice(0, 3).map(({ variable }) => variable),
    explains: ["rhat", "ess_bulk", "ess_tail", "stuck_chains", "ebfmi"],
    ...figureOf(evidence),
  };
}

function figureOf({ disagreeing, rows }: Evidence): Pick<Finding, "figure"> {
  const variable = disagreeing[0]?.variable ?? rows[0]?.variable;
  return variable === undefined ? {} : { figure: { kind: "trace", variables: [variable] } };
}

/** The most draws in a row that are equal in all variables. */
function longestEqualRun({ values }: ChainDraws, width: number, draws: number): number {
  let longest = draws > 0 ? 1 : 0;
  let run = 1;
  for (let i = 1; i < draws; i++) {
    let equal = true;
    for (let v = 0; v < width && equal; v++) equal = values[i * width + v] === values[(i - 1) * width + v];
    run = equal ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest;
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
