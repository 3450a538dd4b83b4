/** The pipeline of passes over a graph, each of which can be switched off. */
import type { Graph } from "../core/Graph.js";
import { foldConstants } from "./passes/foldConstants.js";
import { removeUnused, type Pass } from "./passes/rewrite.js";
import { shareSubexpressions } from "./passes/shareSubexpressions.js";
import { simplify } from "./passes/simplify.js";

/** Passes over the graph, in order. */
export const graphPasses = {
  simplify,
  fold: foldConstants,
  share: shareSubexpressions,
} as const satisfies Record<string, Pass>;

/** Optimisations when code is emitted. */
export const codePasses = ["prologue", "fuse", "sink", "unroll", "place"] as const;

export type PassName = keyof typeof graphPasses | (typeof codePasses)[number];
export const passNames: readonly PassName[] = [
  ...(Object.keys(graphPasses) as (keyof typeof graphPasses)[]),
  ...codePasses,
];

/** Which passes run. */
export type Passes = ReadonlySet<PassName>;

export const allPasses: Passes = new Set(passNames);

/** Rounds after which further rewriting is not waited for; chains of parameters settle in two or three. */
const maxRounds = 6;

/**
 * The graph after its passes, repeated until it no longer shrinks.
 * @param graph A traced graph.
 * @param passes Which passes run.
 */
export function optimise(graph: Graph, passes: Passes = allPasses): Graph {
  const chosen = Object.entries(graphPasses).flatMap(([name, pass]) => (passes.has(name as PassName) ? [pass] : []));
  let current = removeUnused(graph);
  for (let round = 0; round < maxRounds && chosen.length > 0; round++) {
    const next = chosen.reduce((running, pass) => pass(running), current);
    const settled = round > 0 && next.nodes.length === current.nodes.length;
    current = next;
    if (settled) break;
  }
  return current;
}
