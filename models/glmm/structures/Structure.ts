/** Known relations between the levels of a group: a tree, a pedigree, a matrix. */
import type { Kernel } from "./Kernel.js";
import type { StructureKind } from "./StructureDeclaration.js";

export interface Structure {
  readonly kind: StructureKind;
  /** As formulas call it. */
  readonly name: string;
  /** What was done with it that a person should know: `branch lengths are divided by 12.4, the height of the tree`. */
  readonly notes: readonly string[];
  /** Names that levels of data may have: tips and labelled inner nodes of a tree, animals, rows of a matrix. */
  readonly names: readonly string[];
  /** Names of places that no data lie at, but whose values can be asked for: inner nodes of a tree, labelled or `node1`, …. */
  readonly inner: readonly string[];
  /**
   * Names of places whose effect is 0 for certain: the root of a tree, and tips without a distance from it. Data cannot lie there, but
   * effects can be asked for.
   */
  readonly origin?: readonly string[];
  /**
   * The law over these names, of `names` or `inner`, and as few other nodes as it takes.
   *
   * @param column Grouping column or columns, for messages.
   * @throws UserError for names that the structure does not have: how many, the first few, and what each may have meant.
   */
  kernelOf(names: readonly string[], column: string): Kernel;
}
