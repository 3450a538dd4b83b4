/** The part of a tree that concerns some of its nodes, as a law by descent. */
import type { Descent } from "./Descent.js";

/** A tree with all that a law needs: lengths that are numbers, with the least that counts as a distance. */
export interface BranchLengths {
  /** −1 of the root, which is node 0; nodes in preorder. */
  readonly parent: Int32Array;
  /** Of each node's branch; that of the root is not looked at. */
  readonly length: Float64Array;
  /** Nodes less than this below another are one with it. */
  readonly least: number;
}

export interface Pruned {
  readonly descent: Descent;
  /** The descent's node of each node asked for: −1 of those at the root. */
  readonly node: Int32Array;
}

/**
 * Brownian motion along a tree at the nodes asked for: of the others those remain where ways to them part. A value changes by a
 * normal variable along a branch, whose variance is the length. At the root it is 0, which is no node of the descent.
 *
 * @param wanted Nodes of the tree, in any order
 */
export function pruned({ parent, length, least }: BranchLengths, wanted: Int32Array): Pruned {
  const kept = keptNodes(parent, wanted);
  const size = parent.length;
  // The node of the descent that each kept node is or is one with, of others the next above; and the way from there.
  const place = new Int32Array(size).fill(-1);
  const way = new Float64Array(size);
  const [parents, variance]: [number[], number[]] = [[], []];
  for (let node = 1; node < size; node++) {
    if (!kept.reached[node]) continue;
    place[node] = place[parent[node]];
    way[node] = way[parent[node]] + length[node];
    // A way too short is kept for what follows, so that many of them do not get lost.
    if (!kept.stays[node] || way[node] < least) continue;
    parents.push(place[node]);
    place[node] = variance.push(way[node]) - 1;
    way[node] = 0;
  }
  return {
    descent: {
      nodes: parents.length,
      parents: Int32Array.from(parents),
      parentsPerNode: 1,
      variance: Float64Array.from(variance),
    },
    node: wanted.map((node) => place[node]),
  };
}

/** Which nodes lie on the way to one that is wanted, and which of these are wanted or where ways part. */
function keptNodes(parent: Int32Array, wanted: Int32Array) {
  const reached = new Uint8Array(parent.length);
  const stays = new Uint8Array(parent.length);
  for (const node of wanted) reached[node] = stays[node] = 1;
  const parts = new Uint8Array(parent.length);
  for (let node = parent.length - 1; node > 0; node--) {
    if (!reached[node]) continue;
    const above = parent[node];
    if (parts[above]) stays[above] = 1;
    reached[above] = parts[above] = 1;
  }
  return { reached, stays };
}
