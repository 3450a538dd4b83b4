/** Whether a sampler gave one draw and no other. */
import type { Draws } from "../engine/core/Draws.js";
import { evenChains } from "./evenChains.js";
import type { SummaryRow } from "./summarise.js";

/**
 * Whether all draws are equal since the sampler never moved. A log density that varies shows that it did, and that the variables at hand are
 * constants; of a single variable without a log density, as one chosen from a file, or of a single draw, nothing can be said.
 *
 * @param rows `summarise(draws)`
 */
export function neverMoved(draws: Draws, rows: readonly SummaryRow[]): boolean {
  const { chains, draws: used } = evenChains(draws);
  if (used < 2 || rows.length === 0 || rows.some((row) => row.reasons?.rhat !== "constant")) return false;
  const densities = chains.flatMap(({ statistics }) => Array.from(statistics.logDensity.subarray(0, used)));
  const known = densities.filter((value) => !Number.isNaN(value));
  return known.length > 0 ? known.every((value) => value === known[0]) : rows.length > 1;
}
