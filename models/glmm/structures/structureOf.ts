/** The structure that a declaration stands for. */
import { UserError } from "../../../engine/core/UserError.js";
import { matrixStructure } from "./matrixStructure.js";
import { pedigreeStructure } from "./pedigreeStructure.js";
import type { Structure } from "./Structure.js";
import type { StructureDeclaration } from "./StructureDeclaration.js";
import { treeStructure } from "./treeStructure.js";

/**
 * Makes a structure of what a person declared: parses, checks, and orders it, once.
 *
 * @param name As formulas call it
 * @throws UserError for what is wrong with a tree, a pedigree or a matrix; it begins with what is meant: `the matrix K …`.
 * @example structureOf("P", pedigree({ animal: ["a", "b"], dam: [null, "a"], sire: [null, null] })).names; // ["a", "b"]
 */
export function structureOf(name: string, declaration: StructureDeclaration): Structure {
  switch (declaration.kind) {
    case "tree":
      return treeStructure(name, declaration);
    case "pedigree":
      return pedigreeStructure(name, declaration);
    case "cov":
    case "precision":
      return matrixStructure(name, declaration);
    default:
      throw new UserError(
        `${name} is no tree, pedigree or matrix: make it by tree(), pedigree(), covariance() or precision().`,
      );
  }
}
