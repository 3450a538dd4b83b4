/** Orders a function's nodes into stages: in each, scalars first, then whole-array steps, then loops over rows. */
import type { Graph, Node } from "../core/Graph.js";
import { isElementwise } from "./elementwise.js";
import type { Passes } from "./optimise.js";

/** Nodes that run in one loop over the same rows. */
export interface Loop {
  readonly length: number;
  readonly nodes: readonly number[];
}

export interface Stage {
  readonly scalars: readonly number[];
  /** Concatenations and routines. */
  readonly steps: readonly number[];
  readonly loops: readonly Loop[];
}

export interface Schedule {
  readonly stages: readonly Stage[];
  /** Stage of each node that is computed here. */
  readonly stageOf: ReadonlyMap<number, number>;
  /** Rows looped over to compute a node; 0 for one that no loop computes. */
  readonly loopLength: (id: number) => number;
}

/** Whether a node is a window on its input's memory. */
export function isView(node: Node): boolean {
  return node.op === "slice";
}

/**
 * @param graph The graph.
 * @param computed Nodes that this function computes, views included; the others are ready in memory.
 * @param passes Without `fuse` every node has a stage of its own; without `sink` nodes run as early as they can.
 */
export function schedule(graph: Graph, computed: ReadonlySet<number>, passes: Passes): Schedule {
  const ids = [...computed].filter((id) => !isView(graph.nodes[id]!)).sort((a, b) => a - b);
  const loopLength = (id: number) => rowsOf(graph, id);
  const stageOf = new Map<number, number>();
  const edges = new Map(ids.map((id) => [id, dependencies(graph, computed, id)]));

  ids.forEach((id, order) => {
    const earliest = edges.get(id)!.map((edge) => stageOf.get(edge.input)! + (edge.finished ? 1 : 0));
    stageOf.set(id, passes.has("fuse") ? Math.max(0, ...earliest) : order);
  });
  if (passes.has("fuse") && passes.has("sink")) sink(ids, edges, stageOf, loopLength);

  const count = Math.max(-1, ...stageOf.values()) + 1;
  const members: number[][] = Array.from({ length: count }, () => []);
  for (const id of ids) members[stageOf.get(id)!]!.push(id);
  return { stages: members.map((stage) => toStage(graph, stage, loopLength)), stageOf, loopLength };
}

interface Dependency {
  readonly input: number;
  /** Whether the input must be whole before, so that it belongs to an earlier stage. */
  readonly finished: boolean;
}

function dependencies(graph: Graph, computed: ReadonlySet<number>, id: number): Dependency[] {
  const node = graph.nodes[id]!;
  return node.inputs.flatMap((given, k) => {
    const input = behindViews(graph, given);
    if (!computed.has(input)) return [];
    return [{ input, finished: !(given === input && shares(graph, id, node, input, k)) }];
  });
}

/** Whether a consumer can take its input from the same stage: a scalar's local, or the same row of the same loop. */
function shares(graph: Graph, id: number, node: Node, input: number, position: number): boolean {
  const source = graph.nodes[input]!;
  if (source.op === "sum" || source.op === "scatterAdd" || isStep(source)) return false;
  const rows = rowsOf(graph, input);
  if (rows === 0) return true;
  const byRow = isElementwise(node.op) || node.op === "sum" || (node.op === "scatterAdd" && position === 0);
  return byRow && rowsOf(graph, id) === rows;
}

/** Moves nodes of loops to the stage of their first consumer, so that they run in its loop and need no memory. */
function sink(
  ids: readonly number[],
  edges: ReadonlyMap<number, readonly Dependency[]>,
  stageOf: Map<number, number>,
  loopLength: (id: number) => number,
): void {
  const latest = new Map<number, number>();
  for (const id of [...ids].reverse()) {
    const limit = latest.get(id);
    if (limit !== undefined && limit > stageOf.get(id)! && loopLength(id) > 0) stageOf.set(id, limit);
    for (const { input, finished } of edges.get(id)!) {
      const bound = stageOf.get(id)! - (finished ? 1 : 0);
      latest.set(input, Math.min(latest.get(input) ?? Infinity, bound));
    }
  }
}

function toStage(graph: Graph, ids: readonly number[], loopLength: (id: number) => number): Stage {
  const loops = new Map<number, number[]>();
  for (const id of ids) {
    const rows = loopLength(id);
    if (rows === 0) continue;
    if (!loops.has(rows)) loops.set(rows, []);
    loops.get(rows)!.push(id);
  }
  return {
    scalars: ids.filter((id) => loopLength(id) === 0 && !isStep(graph.nodes[id]!)),
    steps: ids.filter((id) => isStep(graph.nodes[id]!)),
    loops: [...loops].map(([length, nodes]) => ({ length, nodes })),
  };
}

function isStep(node: Node): boolean {
  return node.op === "concat" || node.op === "routine" || node.op === "expandIndex" || node.op === "takeIndex";
}

/** The node whose memory a view looks at. */
export function behindViews(graph: Graph, id: number): number {
  let current = id;
  while (isView(graph.nodes[current]!)) current = graph.nodes[current]!.inputs[0]!;
  return current;
}

function rowsOf(graph: Graph, id: number): number {
  const node = graph.nodes[id]!;
  if (isStep(node) || isView(node)) return 0;
  const rows =
    node.op === "sum"
      ? graph.nodes[node.inputs[0]!]!.length
      : node.op === "scatterAdd"
        ? graph.nodes[node.inputs[1]!]!.length
        : node.length;
  return rows === 1 && node.op !== "scatterAdd" ? 0 : rows;
}
