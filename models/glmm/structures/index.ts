/** How levels of a group are related, as a person declares it: what formulas call by name in gr(). */
export { tree, type TreeOptions } from "./tree.js";
export type {
  MatrixDeclaration,
  PedigreeDeclaration,
  StructureDeclaration,
  StructureKind,
  TreeDeclaration,
} from "./StructureDeclaration.js";
