/** A covariance of levels for formulas. */
import type { TableInput } from "../../../engine/data/tableOf.js";
import { matrixInput, type MatrixInput, type MatrixOptions, type MatrixValues } from "./matrixInput.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";

/**
 * A covariance of the effects of levels with standard deviation 1, for `gr(line, cov = K)`: kinship, genomic relationship, any symmetric
 * positive definite matrix. Levels of the data may be some of its rows.
 *
 * @param names Of rows and columns
 * @param values Rows of numbers, or all numbers row by row
 * @param options `ridge`: added to the diagonal, which a singular kinship needs
 * @throws UserError for rows of another length, or a ridge that is negative; what else is wrong is told when a model is made of it
 * @example
 * const K = covariance(["a", "b"], [[1, 0.5], [0.5, 1]]);
 * glmm("yield ~ 1 + (1 | gr(line, cov = K))", { structures: { K } });
 */
export function covariance(names: readonly string[], values: MatrixValues, options?: MatrixOptions): MatrixDeclaration;
/**
 * The same from a table: names of rows in its first column and of columns in its header, or an entry a row in the columns `row`,
 * `column` and `value`.
 *
 * @throws UserError for a table that is not square, or whose rows and columns are named differently
 * @example covariance(await readTable("K.csv"))
 */
export function covariance(table: TableInput, options?: MatrixOptions): MatrixDeclaration;
export function covariance(...input: MatrixInput): MatrixDeclaration {
  return matrixInput("cov", ...input);
}
