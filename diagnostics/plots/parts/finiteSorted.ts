/** The finite draws of all chains in ascending order. */
import { concatenate } from "./averageRanks.js";

/** All finite values of all chains, ascending. */
export function finiteSorted(chains: readonly Float64Array[]): Float64Array {
  return concatenate(chains).filter(Number.isFinite).sort();
}
