/** Branch lengths that follow from the shape of a tree alone. */
import { tipsOf, type Tree } from "../../../engine/data/Tree.js";

/**
 * Grafen's (1989, Philosophical Transactions of the Royal Society B 326, 119–157) branch lengths, with power 1: a node is
 * (t − 1) / (n − 1) high, with t of the tree's n tips below it, so that tips are at 0 and the root at 1. As `compute.brlen` of the
 * package ape.
 *
 * @returns Of each node's branch, 0 of the root's
 */
export function grafen(tree: Tree): Float64Array {
  const { parent } = tree;
  const tips = Float64Array.from(tipsOf(tree));
  for (let node = parent.length - 1; node > 0; node--) tips[parent[node]] += tips[node];
  const others = tips[0] - 1;
  return Float64Array.from(parent, (above, node) => (above === -1 ? 0 : (tips[above] - tips[node]) / others));
}
