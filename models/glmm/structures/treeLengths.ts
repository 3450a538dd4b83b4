/** Branch lengths of a tree, as a file gives them. */
import { UserError } from "../../../engine/core/UserError.js";
import { tipsOf, type Tree } from "../../../engine/data/Tree.js";
import { quotedName } from "./quotedName.js";

/**
 * The lengths of all branches, checked; 0 of the root, since a root edge is the same for all.
 *
 * @param what Calls the tree in messages: `the tree t`
 * @throws UserError where lengths are missing or below 0, naming a branch.
 */
export function treeLengths(tree: Tree, what: string): Float64Array {
  const branches = tree.length.length - 1;
  const wrong = (is: (length: number) => boolean): { count: number; first: number } => {
    let [count, first] = [0, -1];
    for (let node = branches; node > 0; node--) if (is(tree.length[node])) [count, first] = [count + 1, node];
    return { count, first };
  };
  const missing = wrong(Number.isNaN);
  if (missing.count === branches) {
    throw new UserError(`${what} has no branch lengths: give them in the file, or take Grafen's by lengths=grafen.`);
  }
  if (missing.count > 0) {
    throw new UserError(
      `${what} has no length of ${branchName(tree, missing.first)} (${missing.count} of ${branches} branches without one): ` +
        `give it one in the file, or take Grafen's lengths by lengths=grafen.`,
    );
  }
  const negative = wrong((length) => length < 0);
  if (negative.count > 0) {
    throw new UserError(
      `${what} gives ${branchName(tree, negative.first)} the length ${tree.length[negative.first]} ` +
        `(${negative.count} of ${branches} branches below 0): ` +
        `correct it in the file, with 0 where it is as good as 0, or take Grafen's lengths by lengths=grafen.`,
    );
  }
  return tree.length.map((length, node) => (node === 0 ? 0 : length));
}

/** Distance of each node from the root. */
export function depthsOf({ parent }: Tree, length: Float64Array): Float64Array {
  const depth = new Float64Array(parent.length);
  for (let node = 1; node < parent.length; node++) depth[node] = depth[parent[node]] + length[node];
  return depth;
}

/** The largest distance of a tip from the root. */
export function heightOf(tree: Tree, depth: Float64Array): number {
  return tipsOf(tree).reduce((height, is, node) => (is ? Math.max(height, depth[node]) : height), 0);
}

/** A branch by what is below it: a tip, a labelled node, or what the first and the last tip descend from. */
function branchName(tree: Tree, node: number): string {
  const below = tree.label[node];
  if (below !== "") return `the branch to ${quotedName(below)}`;
  const tip = tipsOf(tree);
  // Descendants follow in preorder, up to the first node that hangs above.
  let end = node + 1;
  while (end < tip.length && tree.parent[end] >= node) end++;
  const first = tree.label[tip.indexOf(1, node)];
  const last = tree.label[tip.lastIndexOf(1, end - 1)];
  return `the branch to the common ancestor of ${quotedName(first)} and ${quotedName(last)}`;
}
