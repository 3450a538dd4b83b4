/** Few draws of a fit, or their means, without a copy of all of them. */
import type { Draws } from "../../../engine/core/Draws.js";
import { UserError } from "../../../engine/core/UserError.js";
import { spacedDraws } from "../../../engine/data/spacedDraws.js";
import { levelDraws } from "../expandMonotonic.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";

/**
 * Evenly spaced draws, at most so many. Unlike `selectDraws` it reads them from where they are: a fit has just ended, and nobody
 * may ask for the rest.
 */
export function leanSelection({ posterior: { draws }, frame }: FittedGlmm, most: number): DrawSelection {
  const of = totalDraws(draws);
  const places = spacedDraws(of, Math.min(most, of));
  const at = Array.from(places, (place) => locate(draws, place));
  return selectionBy(draws, frame, places, (variable) => {
    const values = new Float64Array(at.length);
    at.forEach(({ chain, draw }, k) => {
      values[k] = draws.chains[chain]!.values[draw * draws.names.length + variable]!;
    });
    return values;
  });
}

/** One draw that is none: the posterior mean of each variable. */
export function meanSelection({ posterior: { draws }, frame }: FittedGlmm): DrawSelection {
  const width = draws.names.length;
  const sums = new Float64Array(width);
  for (const { values, drawCount } of draws.chains) {
    for (let k = 0; k < drawCount * width; k += 1) sums[k % width]! += values[k]!;
  }
  const total = totalDraws(draws);
  return selectionBy(draws, frame, Int32Array.of(0), (variable) => Float64Array.of(sums[variable]! / total));
}

function totalDraws({ chains }: Draws): number {
  return chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
}

function locate({ chains }: Draws, place: number): { readonly chain: number; readonly draw: number } {
  let [chain, draw] = [0, place];
  while (draw >= chains[chain]!.drawCount) {
    draw -= chains[chain]!.drawCount;
    chain += 1;
  }
  return { chain, draw };
}

function selectionBy(
  draws: Draws,
  frame: Frame,
  places: Int32Array,
  read: (variable: number) => Float64Array,
): DrawSelection {
  const variables = new Map(draws.names.map((name, k) => [name, k]));
  const columns = new Map<string, Float64Array>();
  const column = (name: string): Float64Array => {
    const before = columns.get(name);
    if (before) return before;
    const variable = variables.get(name);
    const made = variable === undefined ? levels.get(name)?.() : read(variable);
    if (!made) throw new UserError(`there are no draws of "${name}".`);
    columns.set(name, made);
    return made;
  };
  const levels = levelDraws(frame, column);
  return {
    count: places.length,
    of: totalDraws(draws),
    places,
    has: (name) => variables.has(name) || levels.has(name),
    column,
  };
}
