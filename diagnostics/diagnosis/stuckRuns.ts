/** Runs of equal draws that are longer than those of a sampler which rejects now and then. */
import type { ChainDraws } from "../../engine/core/Draws.js";
import { neverMoved } from "../neverMoved.js";
import type { Evidence } from "./Evidence.js";

/** Of a chain's draws, as one run of equal ones, that say that it is stuck; a walk that rejects three of four has short runs. */
export const longestShare = 0.2;

/** The same share where the other chains have no runs of that kind. */
const longestShareAlone = 0.05;

/** How many times as long as the usual longest run of the other chains a run is that these do not know. */
const timesOthers = 10;

/** A run shorter than this says nothing. */
const leastRun = 20;

/** The longest run of a chain. */
export interface StuckRun {
  /** Number of the chain. */
  readonly chain: number;
  /** Its place among the chains that are used. */
  readonly place: number;
  readonly run: number;
  /** Place of its last draw. */
  readonly end: number;
}

/** What was found before: several causes ask. */
const kept = new WeakMap<Evidence, readonly StuckRun[]>();

/** The longest run of each chain that gave one draw over and over: a fifth of its draws, or far more than other chains did. */
export function stuckRuns(evidence: Evidence): readonly StuckRun[] {
  const before = kept.get(evidence);
  if (before) return before;
  const found = runsOf(evidence);
  kept.set(evidence, found);
  return found;
}

function runsOf({ even, draws, rows }: Evidence): readonly StuckRun[] {
  // Constants alone say nothing of the sampler.
  if (rows.every((row) => row.reasons?.rhat === "constant") && !neverMoved(draws, rows)) return [];
  const longest = even.chains.map((chain) => longestEqualRun(chain, draws.names.length, even.draws));
  return even.chains.flatMap(({ chain }, place) => {
    const { run, end } = longest[place]!;
    const others = longest.filter((_, k) => k !== place).map((one) => one.run);
    others.sort((a, b) => a - b);
    const usual = others[others.length >> 1];
    const alone = usual !== undefined && run >= timesOthers * usual && run >= longestShareAlone * even.draws;
    return run >= leastRun && (run >= longestShare * even.draws || alone) ? [{ chain, place, run, end }] : [];
  });
}

/** The most draws in a row that are equal in all variables, and the place of the last of them. */
function longestEqualRun({ values }: ChainDraws, width: number, draws: number): { run: number; end: number } {
  let longest = { run: draws > 0 ? 1 : 0, end: 0 };
  let run = 1;
  for (let i = 1; i < draws; i++) {
    let equal = true;
    for (let v = 0; v < width && equal; v++) equal = values[i * width + v] === values[(i - 1) * width + v];
    run = equal ? run + 1 : 1;
    if (run > longest.run) longest = { run, end: i };
  }
  return longest;
}
