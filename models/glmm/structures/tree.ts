/** A phylogeny for formulas, from the text of a file. */
import { UserError } from "../../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import type { TreeDeclaration } from "./StructureDeclaration.js";

export interface TreeOptions {
  /** `height`, the default, divides branch lengths by the largest distance from the root to a tip; `none` keeps them. */
  readonly scale?: TreeDeclaration["scale"];
  /** `grafen` replaces branch lengths by Grafen's (1989), which follow from the shape of the tree alone. */
  readonly lengths?: TreeDeclaration["lengths"];
}

/**
 * A phylogeny, for `gr(species, tree = t)`: effects change along its branches by Brownian motion. It is read when a model meets data.
 *
 * @param text Newick or Nexus, with one tree
 * @throws UserError for options that there are not
 * @example
 * const t = tree("((chimpanzee:6,human:6):2,gorilla:8);");
 * glmm("mass ~ 1 + (1 | gr(species, tree = t))", { structures: { t } });
 */
export function tree(text: string, options: TreeOptions = {}): TreeDeclaration {
  refuseUnknownOptions("tree()", options, ["scale", "lengths"]);
  const { scale = "height", lengths = "given" } = options;
  if (typeof text !== "string") throw new UserError("tree() takes the text of a tree in Newick or Nexus format.");
  requireOneOf("scale", scale, ["height", "none"]);
  requireOneOf("lengths", lengths, ["given", "grafen"]);
  return { kind: "tree", text, scale, lengths };
}

/** Model files are run without their types being checked. */
function requireOneOf(option: string, value: string, choices: readonly string[]): void {
  if (choices.includes(value)) return;
  throw new UserError(`invalid ${option} of tree(): ${String(value)}; it is "${choices.join('" or "')}".`);
}
