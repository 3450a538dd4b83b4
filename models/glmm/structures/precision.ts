/** A precision of levels for formulas. */
import type { TableInput } from "../../../engine/data/tableOf.js";
import { matrixInput, type MatrixInput, type MatrixOptions, type MatrixValues } from "./matrixInput.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";

/**
 * The inverse of a covariance of the effects of levels with standard deviation 1, for `gr(g, precision = Q)`. Its zeros are made use of:
 * a precision of neighbours or of a pedigree costs what its other entries cost.
 *
 * @param names Of rows and columns
 * @param values Rows of numbers, or all numbers row by row
 * @param options `ridge`: added to the diagonal
 * @throws UserError for rows of another length, or a ridge that is negative; what else is wrong is told when a model is made of it
 * @example
 * const Q = precision(["a", "b"], [[1.5, -0.5], [-0.5, 1.5]]);
 * glmm("y ~ 1 + (1 | gr(area, precision = Q))", { structures: { Q } });
 */
export function precision(names: readonly string[], values: MatrixValues, options?: MatrixOptions): MatrixDeclaration;
/**
 * The same from a table: an entry a row in the columns `row`, `column` and `value`, one triangle or both, all others 0; or names
 * of rows in the first column and of columns in the header.
 *
 * @throws UserError for a table that is not square, or whose rows and columns are named differently
 * @example precision({ row: ["a", "b", "b"], column: ["a", "b", "a"], value: [1.5, 1.5, -0.5] })
 */
export function precision(table: TableInput, options?: MatrixOptions): MatrixDeclaration;
export function precision(...input: MatrixInput): MatrixDeclaration {
  return matrixInput("precision", ...input);
}
