/** Reads a tree in Newick's notation or from a Nexus file. */
import { newick } from "./newick.js";
import { isNexus, nexus } from "./nexus.js";
import type { Tree } from "./Tree.js";

/**
 * The tree of a text, Nexus if it begins with `#NEXUS`, Newick if not.
 *
 * @param what Calls the tree in messages: `the tree t`
 * @throws UserError with the place where the text cannot be read, and for a text of no tree or of several.
 */
export function treeOf(text: string, what: string): Tree {
  return isNexus(text) ? nexus(text, what) : newick(text, what);
}
