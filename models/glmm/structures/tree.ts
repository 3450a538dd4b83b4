/** A phylogeny for formulas, from the text of a file. */
import type { TreeDeclaration } from "./StructureDeclaration.js";

export interface TreeOptions {
  /** `height`, the default, divides branch lengths by the largest distance from the root to a tip; `none` keeps them. */
  readonly scale?: "height" | "none";
  /** `grafen` replaces branch lengths by Grafen's (1989), which follow from the shape of the tree alone. */
  readonly lengths?: "given" | "grafen";
}

/**
 * A phylogeny, for `gr(species, tree = t)`.
 *
 * @param text Newick or Nexus, with one tree
 * @example
 * glmm("mass ~ 1 + (1 | gr(species, tree = t))", { structures: { t: tree("((A:1,B:1):1,C:2);") } });
 */
export function tree(text: string, { scale = "height", lengths = "given" }: TreeOptions = {}): TreeDeclaration {
  return { kind: "tree", text, scale, lengths };
}
