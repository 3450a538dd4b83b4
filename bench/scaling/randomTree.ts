/** A random tree with an effect that moves along its branches. */
import type { Rng } from "../../engine/core/Rng.js";

/** A tree, and the effect of each tip. */
export interface RandomTree {
  readonly newick: string;
  readonly effects: Float64Array;
}

/**
 * A pure birth tree, in which each split takes a tip at random, with branch lengths that are exponential: its depth grows with the logarithm
 * of its tips. Effects are Brownian motion from the root, 0 there.
 *
 * @param tips At least 2; tip k is called by the name with its number, from 0
 */
export function randomTree(tips: number, name: string, rng: Rng): RandomTree {
  const nodes = 2 * tips - 1;
  const children = new Int32Array(nodes).fill(-1);
  const leaves = new Int32Array(tips);
  // The children of a node are next to one another.
  for (let split = 0; split < tips - 1; split++) {
    const at = Math.floor((split + 1) * rng.uniform());
    const [first, second] = [2 * split + 1, 2 * split + 2];
    children[leaves[at]!] = first;
    leaves[at] = first;
    leaves[split + 1] = second;
  }
  const length = Float64Array.from({ length: nodes }, (_, node) => (node === 0 ? 0 : 0.01 - Math.log(rng.uniform())));
  const value = new Float64Array(nodes);
  children.forEach((first, node) => {
    if (first === -1) return;
    for (const child of [first, first + 1]) value[child] = value[node]! + Math.sqrt(length[child]!) * rng.normal();
  });
  const tipOf = new Int32Array(nodes);
  leaves.forEach((node, tip) => (tipOf[node] = tip));
  return {
    newick: newickOf(children, length, (node) => name + tipOf[node]!),
    effects: Float64Array.from(leaves, (node) => value[node]!),
  };
}

/** The text of a tree whose nodes have no children or two, next to one another. */
function newickOf(children: Int32Array, length: Float64Array, nameOf: (node: number) => string): string {
  const pieces: string[] = [];
  // What is still to be written, the next one last: a node, or a text.
  const rest: (number | string)[] = [";", 0];
  while (rest.length > 0) {
    const next = rest.pop()!;
    if (typeof next === "string") pieces.push(next);
    else if (children[next] === -1) pieces.push(`${nameOf(next)}:${length[next]!.toFixed(5)}`);
    else rest.push(`):${length[next]!.toFixed(5)}`, children[next]! + 1, ",", children[next]!, "(");
  }
  return pieces.join("");
}
