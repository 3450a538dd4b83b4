/** One chain from start to end in the calling thread. */
import type { ChainDraws } from "../engine/core/Draws.js";
import type { LogDensity } from "../engine/core/LogDensity.js";
import { assembleChain, chainCollector } from "./drawBlock.js";
import type { SamplerOptions } from "./options.js";
import { runChain, type ChainStart, type Constrain } from "./runChain.js";

/**
 * Runs chain number `chain` (from 1) without pause and returns its draws: {@link runChain}, collected.
 *
 * @example
 * const draws = sampleChain(density, undefined, 0, samplerOptions({ seed: "1" }), 1);
 */
export function sampleChain(
  density: LogDensity,
  constrain: Constrain | undefined,
  valueCount: number,
  options: SamplerOptions,
  chain: number,
  start: ChainStart = {},
): ChainDraws {
  const collector = chainCollector(chain);
  const unhurried = () => Infinity;
  for (const event of runChain(density, constrain, valueCount, options, chain, start, unhurried)) collector.add(event);
  return assembleChain(collector.take());
}
