/** How levels of a group are related, as a person declares it: what formulas call by name in gr(). */
export { covariance } from "./covariance.js";
export type { MatrixOptions, MatrixValues } from "./matrixInput.js";
export { pedigree, type PedigreeOptions } from "./pedigree.js";
export { precision } from "./precision.js";
export { tree, type TreeOptions } from "./tree.js";
export type {
  MatrixDeclaration,
  PedigreeDeclaration,
  StructureDeclaration,
  StructureKind,
  TreeDeclaration,
} from "./StructureDeclaration.js";
