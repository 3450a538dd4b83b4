/** Reads the draws of one variable out of the rows in which they are kept. */
import type { Draws } from "../../engine/core/Draws.js";

/** The draws of a variable, by chain; chains without draws are left out. Empty for a name that is not there. */
export function columnOf(draws: Draws, name: string): readonly Float64Array[] {
  const index = draws.names.indexOf(name);
  if (index < 0) return [];
  const width = draws.names.length;
  return draws.chains
    .filter((chain) => chain.drawCount > 0)
    .map((chain) => Float64Array.from({ length: chain.drawCount }, (_, i) => chain.values[i * width + index]));
}
