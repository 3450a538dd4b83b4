/** Relations between levels as a person declared them: plain data, kept with a posterior, so that they can be made again. */

/** A phylogeny. */
export interface TreeDeclaration {
  readonly kind: "tree";
  /** Newick or Nexus, as read. */
  readonly text: string;
  /** `height` divides branch lengths by the largest distance from the root to a tip; `none` keeps them. */
  readonly scale: "height" | "none";
  /** `grafen` replaces them by Grafen's (1989) lengths, which follow from the shape of the tree alone. */
  readonly lengths: "given" | "grafen";
}

/** Animals with their parents; null where a parent is not known. */
export interface PedigreeDeclaration {
  readonly kind: "pedigree";
  readonly animals: readonly string[];
  readonly dams: readonly (string | null)[];
  readonly sires: readonly (string | null)[];
  /** The columns that these were, where none was called animal, dam or sire. */
  readonly columns?: readonly [animal: string, dam: string, sire: string];
  /** What stood for parents that are not known, where that is not plain: `unknown`, `-9`. */
  readonly marks?: readonly string[];
}

/** A symmetric matrix with the names of its rows: a covariance, or a precision, its inverse. */
export interface MatrixDeclaration {
  readonly kind: "cov" | "precision";
  readonly names: readonly string[];
  /** All entries row by row, or those at `places`. */
  readonly values: Float64Array;
  /** Row and column of each entry, from 0, one triangle or both; all others are 0. */
  readonly places?: { readonly rows: Int32Array; readonly columns: Int32Array };
}

/** What formulas call by name, as t in `gr(species, tree = t)`. */
export type StructureDeclaration = TreeDeclaration | PedigreeDeclaration | MatrixDeclaration;

/** As in formulas: `gr(g, cov = K)`. */
export type StructureKind = StructureDeclaration["kind"];
