/** What integers of the data may be: a set column must never make the code read or write memory that is not its own. */
import type { Graph } from "../core/Graph.js";
import { routines } from "./routines/index.js";
import type { Routine } from "./routines/Routine.js";
import type { IntegerPart } from "./wholeNumbers.js";

/**
 * For each integer node that is used as an index, the number below which its values must be; they are at least 0. Where a
 * routine takes it, the bounds by part.
 * @param graph A well-formed graph.
 */
export function indexBounds({ nodes }: Graph): ReadonlyMap<number, number | readonly IntegerPart[]> {
  const bounds = new Map<number, number>();
  const parts = new Map<number, readonly IntegerPart[]>();
  const tighten = (id: number, below: number) => bounds.set(id, Math.min(bounds.get(id) ?? Infinity, below));
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]!;
    if (node.op !== "routine") continue;
    const { integers }: Routine = routines[node.routine];
    node.inputs.forEach((input, k) => {
      const own = integers?.(node.sizes, k);
      if (own) parts.set(input, intersect(own, parts.get(input)));
    });
  }
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]!;
    const own = bounds.get(id);
    if (node.op === "gather") tighten(node.inputs[1]!, nodes[node.inputs[0]!]!.length);
    else if (node.op === "scatterAdd") tighten(node.inputs[1]!, node.length);
    else if (own === undefined) continue;
    else if (node.op === "expandIndex") tighten(node.inputs[0]!, Math.floor(own / node.stride));
    else if (node.op === "takeIndex") {
      const [from, places] = node.inputs.map((input) => nodes[input]!);
      const known = parts.get(node.inputs[0]!);
      // Of numbers whose parts are bounded, those that are taken may be bounded enough already.
      if (known && places!.op === "table" && places!.values.every((place) => partAt(known, place).below <= own))
        continue;
      if (known) parts.set(node.inputs[0]!, intersect(known, [{ length: from!.length, below: own }]));
      else tighten(node.inputs[0]!, own);
    }
  }
  for (const [id, known] of parts) {
    const whole = bounds.get(id);
    parts.set(id, whole === undefined ? known : intersect(known, [{ length: nodes[id]!.length, below: whole }]));
  }
  return new Map<number, number | readonly IntegerPart[]>([...bounds, ...parts]);
}

function partAt(parts: readonly IntegerPart[], place: number): IntegerPart {
  let end = 0;
  return parts.find(({ length }) => (end += length) > place)!;
}

/** Parts that are within both. */
function intersect(a: readonly IntegerPart[], b: readonly IntegerPart[] = a): readonly IntegerPart[] {
  const ends = (parts: readonly IntegerPart[]) => {
    let end = 0;
    return parts.map(({ length }) => (end += length));
  };
  let start = 0;
  return [...new Set([...ends(a), ...ends(b)])]
    .sort((x, y) => x - y)
    .flatMap((end) => {
      const length = end - start;
      if (length === 0) return [];
      const below = Math.min(partAt(a, start).below, partAt(b, start).below);
      start = end;
      return [{ length, below }];
    });
}
