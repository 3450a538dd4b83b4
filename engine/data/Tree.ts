/** A rooted tree as a file gives it. */

export interface Tree {
  /** Parent of each node, −1 of the root, which is node 0. Nodes are in preorder: a node's descendants follow it. */
  readonly parent: Int32Array;
  /** Length of the branch to the parent, of the root the root edge; NaN where the file has none. */
  readonly length: Float64Array;
  /** Of tips and inner nodes; empty where the file has none. */
  readonly label: readonly string[];
}

/** Whether each node is a tip: one without children. */
export function tipsOf({ parent }: Tree): Uint8Array {
  const tip = new Uint8Array(parent.length).fill(1);
  for (let node = 1; node < parent.length; node++) tip[parent[node]] = 0;
  return tip;
}
