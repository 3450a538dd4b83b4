/** Runs of equal draws that are longer than those of a sampler which rejects now and then. */
import type { ChainDraws } from "../../engine/core/Draws.js";
import type { Evidence } from "./Evidence.js";

/** Of a chain's draws, as one run of equal ones, that say that it is stuck; a walk that rejects three of four has short runs. */
const longestShare = 0.2;

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

/** The longest run of each chain that gave one draw over and over. */
export function stuckRuns({ even, draws }: Evidence): readonly StuckRun[] {
  return even.chains.flatMap((chain, place) => {
    const { run, end } = longestEqualRun(chain, draws.names.length, even.draws);
    return run >= Math.max(leastRun, longestShare * even.draws) ? [{ chain: chain.chain, place, run, end }] : [];
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
