/** The draws of one variable that statistics use. */
import type { Draws } from "../engine/core/Draws.js";
import { evenChains, variableChains } from "./evenChains.js";

/** The draws of a variable by chain, of chains cut to one length (`evenChains`). Empty for a name that is not there. */
export function usedChains(draws: Draws, variable: string): readonly Float64Array[] {
  const place = draws.names.indexOf(variable);
  return place < 0 ? [] : variableChains(evenChains(draws), draws.names.length, place, 1)[0];
}
