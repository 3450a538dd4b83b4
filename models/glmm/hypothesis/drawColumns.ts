/** Draws of any posterior by name. */
import type { Draws } from "../../../engine/core/Draws.js";

/** All draws of a variable, chain after chain, each column made when it is asked for; undefined for a name that there is not. */
export function drawColumns({ names, chains }: Draws): (name: string) => Float64Array | undefined {
  const places = new Map(names.map((name, place) => [name, place]));
  const total = chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
  return (name) => {
    const place = places.get(name);
    if (place === undefined) return undefined;
    const column = new Float64Array(total);
    let at = 0;
    for (const { values, drawCount } of chains) {
      for (let draw = 0; draw < drawCount; draw += 1) column[at++] = values[draw * names.length + place]!;
    }
    return column;
  };
}
