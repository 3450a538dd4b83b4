/** A law by descent: each node inherits from its parents and adds something of its own. */

/**
 * w_i = share · (sum of w over its parents) + √variance_i z_i, z standard normal. A parent that is −1 is 0: the root of a tree, or
 * the base population of a pedigree. Parents come before their children.
 */
export interface Descent {
  readonly nodes: number;
  /** One parent with share 1 in a tree (nodes), two with share ½ in a pedigree (2 · nodes, two a node). */
  readonly parents: Int32Array;
  readonly parentsPerNode: 1 | 2;
  /** Variance of what a node adds, above 0. (nodes) */
  readonly variance: Float64Array;
}
