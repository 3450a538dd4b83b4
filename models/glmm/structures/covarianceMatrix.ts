/** A covariance of levels, checked. */
import { UserError } from "../../../engine/core/UserError.js";
import { symmetricEigenvalues } from "../../../engine/math/symmetricEigen.js";
import { definite } from "./definite.js";
import { failingPivot, type FailingPivot } from "./failingPivot.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";
import { entriesAt, symmetricValues } from "./symmetricEntries.js";

/** Rows beyond which a matrix is checked only where it is used, and its eigenvalues, which take minutes, are left alone. */
const mostRows = 1000;

export interface CovarianceMatrix {
  /** Row by row, exactly symmetric. (n × n) */
  readonly values: Float64Array;
  /**
   * The matrix at some of its rows. (rows × rows)
   *
   * @throws UserError as covarianceMatrix does where they are not positive definite.
   */
  at(rows: Int32Array): Float64Array;
}

/**
 * The matrix as a covariance. Whether it is positive definite is found out at once up to 1,000 rows. Of a larger one that is asked of
 * the rows in use alone, each time they are asked for: the whole may take much longer than they do, and matter to nobody.
 *
 * @param what Called so in messages: `the matrix K`
 * @throws UserError for a matrix that is not symmetric, or not positive definite: then with its smallest eigenvalue, and with the
 * names of rows that are one and the same; beyond 1,000 rows with the first row that fails, given those before it.
 */
export function covarianceMatrix(what: string, declaration: MatrixDeclaration): CovarianceMatrix {
  const { names } = declaration;
  const values = allValues(what, declaration);
  const size = names.length;
  const isLarge = size > mostRows;
  if (!isLarge) requireDefinite(what, names, values);
  return {
    values,
    at(rows) {
      const part = new Float64Array(rows.length * rows.length);
      rows.forEach((row, i) => rows.forEach((column, j) => (part[i * rows.length + j] = values[row * size + column])));
      if (isLarge) {
        const some = rows.length < size ? `${what}, at the ${rows.length} of its ${size} rows in use,` : what;
        requireDefinite(
          some,
          Array.from(rows, (row) => names[row]),
          part,
        );
      }
      return part;
    },
  };
}

function requireDefinite(what: string, names: readonly string[], matrix: Float64Array): void {
  const failing = failingPivot(matrix, names.length);
  if (failing) throw new UserError(sentence(what, names, matrix, failing));
}

function allValues(what: string, declaration: MatrixDeclaration): Float64Array {
  const { names, values, places } = declaration;
  if (!places) return symmetricValues(what, names, values);
  const entries = entriesAt(what, { ...declaration, places });
  const size = names.length;
  const matrix = new Float64Array(size * size);
  entries.values.forEach((value, e) => {
    const [i, j] = [entries.rows[e], entries.columns[e]];
    matrix[i * size + j] = matrix[j * size + i] = value;
  });
  return matrix;
}

/** What is wrong with a matrix that has an eigenvalue of 0 or below. */
function sentence(what: string, names: readonly string[], matrix: Float64Array, failing: FailingPivot): string {
  const size = names.length;
  const values = size > mostRows ? undefined : symmetricEigenvalues(matrix, size);
  const smallest = values === undefined ? "" : `its smallest eigenvalue is ${definite.shown(values[0])}`;
  const variances = names.map((_, i) => matrix[i * size + i]);
  const bad = variances.findIndex((variance) => !(variance > 0));
  if (bad !== -1) {
    return (
      `${what} holds ${variances[bad]} in row and column "${names[bad]}"${smallest && ` (${smallest})`}: ` +
      "a variance is above 0; correct it, or remove that row and column."
    );
  }
  const { row, variance } = failing;
  const isSingular =
    values === undefined
      ? definite.isRounding(variance, variances[row])
      : definite.isRounding(values[0], values[size - 1]);
  if (isSingular) {
    const twins = sameRows(matrix, size);
    const why = smallest || `row "${names[row]}" follows from the ${row} rows before it`;
    const about = `${what} is singular (${why})`;
    return twins
      ? `${about}: "${names[twins[0]]}" and "${names[twins[1]]}" are one and the same in it; give both one name in the data, or add to its diagonal, such as ridge=${ridgeFor(matrix, size)}.`
      : `${about}, as a kinship from fewer markers than lines, or from centred markers, is: add to its diagonal, such as ridge=${ridgeFor(matrix, size)}.`;
  }
  const mend = "check how it was made, or add";
  return values === undefined
    ? `${what} is no covariance: given the ${row} rows before it, row "${names[row]}" has the variance ${definite.shown(variance)}; ${mend} to its diagonal.`
    : `${what} is no covariance: ${smallest}; ${mend} more than ${definite.shown(-values[0])} to its diagonal.`;
}

/** The first two rows whose correlation is 1 or −1. */
function sameRows(matrix: Float64Array, size: number): [number, number] | undefined {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const [own, other, both] = [matrix[i * size + i], matrix[j * size + j], matrix[i * size + j]];
      if (!definite.pivot(own - (both * both) / other, own)) return [j, i];
    }
  }
  return undefined;
}

/** A thousandth of the mean of the diagonal, as a round number. */
function ridgeFor(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[i * size + i];
  return Number((sum / size / 1000).toPrecision(1));
}
