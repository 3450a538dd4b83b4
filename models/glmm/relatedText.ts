/** How the levels of a group are related, in words. */
import type { GroupTerm } from "./Frame.js";

const RELATED = {
  cov: "related by the covariance matrix",
  precision: "related by the precision matrix",
  tree: "on the tree",
  pedigree: "in the pedigree",
} as const;

/**
 * What follows the levels in a description: ` on the tree t (398 nodes)`, the nodes where there are others than levels; empty where
 * levels are independent.
 */
export function relatedText({ related }: Pick<GroupTerm, "related">): string {
  if (!related) return "";
  const { structure, kernel } = related;
  const nodes = kernel.nodes === kernel.node.length ? "" : ` (${kernel.nodes} nodes)`;
  return ` ${RELATED[structure.kind]} ${structure.name}${nodes}`;
}
