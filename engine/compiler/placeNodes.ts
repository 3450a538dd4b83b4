/** Gives every node that is read from memory its buffer: an output's own, a place in a concatenation, or a new one. */
import type { FunctionRequest } from "./Emission.js";
import { isElementwise } from "./elementwise.js";
import { behindViews, isView, type Schedule } from "./schedule.js";

export interface Placement {
  readonly addresses: ReadonlyMap<number, number>;
  /** `concat piece` (piece by its number) that the piece's own node writes. */
  readonly placed: ReadonlySet<string>;
}

/** Plans the buffers of one function. */
export function placeNodes(request: FunctionRequest, plan: Schedule): Placement {
  const { graph, computed, outputs, passes, memory } = request;
  const addresses = new Map<number, number>();
  const placed = new Set<string>();
  const needed = nodesInMemory(request, plan);

  for (const { id, address, length } of outputs) {
    const own = computed.has(id) && !isView(graph.nodes[id]!) && graph.nodes[id]!.length === length;
    if (own && length > 0 && !addresses.has(id)) addresses.set(id, address);
  }
  const descending = [...computed].sort((a, b) => b - a);
  for (const id of descending) {
    if (!needed.has(id)) continue;
    const node = graph.nodes[id]!;
    if (!addresses.has(id)) addresses.set(id, memory.allocate(node.length));
    if (node.op !== "concat" || !passes.has("place")) continue;
    let offset = 0;
    node.inputs.forEach((piece, k) => {
      const source = graph.nodes[piece]!;
      const fits = source.length === node.lengths[k] && computed.has(piece) && !isView(source);
      if (fits && !addresses.has(piece)) {
        addresses.set(piece, addresses.get(id)! + 8 * offset);
        placed.add(`${id} ${k}`);
      }
      offset += node.lengths[k]!;
    });
  }
  return { addresses, placed };
}

/** Computed nodes that some reader takes from memory instead of from the loop or local that made them. */
function nodesInMemory({ graph, computed, outputs }: FunctionRequest, plan: Schedule): Set<number> {
  const needed = new Set<number>();
  const read = (id: number) => {
    const source = behindViews(graph, id);
    if (computed.has(source)) needed.add(source);
  };
  for (const { id } of outputs) if (graph.nodes[id]!.length > 1 || isView(graph.nodes[id]!)) read(id);
  for (const id of computed) {
    const node = graph.nodes[id]!;
    if (isView(node)) continue;
    if (node.op === "scatterAdd" || node.op === "concat" || node.op === "routine") needed.add(id);
    if (node.op === "expandIndex" || node.op === "takeIndex") needed.add(id);
    node.inputs.forEach((input, k) => {
      const viewed = isView(graph.nodes[input]!);
      const scalar = graph.nodes[input]!.length === 1 && !viewed;
      const byRow =
        isElementwise(node.op) || node.op === "sum" || node.op === "toFloat" || (node.op === "scatterAdd" && k === 0);
      if (scalar && (byRow || node.op === "concat")) return;
      const sameLoop =
        byRow &&
        !viewed &&
        plan.stageOf.get(input) === plan.stageOf.get(id) &&
        plan.loopLength(input) === plan.loopLength(id);
      if (!sameLoop) read(input);
    });
  }
  return needed;
}
