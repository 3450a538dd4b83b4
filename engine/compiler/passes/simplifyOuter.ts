/** Outer products at the places of one sparse factor, added up while they are made. */
import type { Node } from "../../core/Graph.js";
import type { GraphBuilder } from "../GraphBuilder.js";

/** One routine for a sum of two: the adjoints of several solutions with a factor meet in such sums. */
export function simplifyOuter(builder: GraphBuilder, node: Node): number | undefined {
  if (node.op !== "add") return undefined;
  const [a, b] = node.inputs.map((input) => builder.nodes[input]!);
  if (a?.op !== "routine" || b?.op !== "routine") return undefined;
  if (a.routine !== "sparseOuter" || b.routine !== "sparseOuter" || a.inputs.at(-1) !== b.inputs.at(-1))
    return undefined;
  const pairs = [...a.inputs.slice(0, -1), ...b.inputs.slice(0, -1)];
  return builder.routine("sparseOuter", [...a.sizes.slice(0, 3), pairs.length / 2], [...pairs, a.inputs.at(-1)!]);
}
