/** Pairs of nodes that occur together in a row. */
import type { Frame } from "../Frame.js";
import { nodeCount, nodeOfRows } from "../nodes.js";
import type { NodePairs } from "./LatentPlan.js";

/** The pairs of two terms, ordered by the first's node and then the second's. */
export function nodePairs({ groups }: Frame, first: number, second: number): NodePairs {
  const [a, b] = [groups[first]!, groups[second]!];
  const width = nodeCount(b);
  const nodesOfB = nodeOfRows(b);
  const keys = Float64Array.from(nodeOfRows(a), (node, row) => node * width + nodesOfB[row]!);
  const distinct = keys.slice().sort();
  let count = 0;
  for (let i = 0; i < distinct.length; i++)
    if (i === 0 || distinct[i] !== distinct[i - 1]) distinct[count++] = distinct[i]!;
  const pairs = distinct.subarray(0, count);
  const places = new Map(Array.from(pairs, (key, place) => [key, place]));
  return {
    first,
    second,
    firstNodes: Int32Array.from(pairs, (key) => Math.floor(key / width)),
    secondNodes: Int32Array.from(pairs, (key) => key % width),
    index: Int32Array.from(keys, (key) => places.get(key)!),
  };
}
