/** A covariance of levels, checked. */
import { UserError } from "../../../engine/core/UserError.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import { symmetricEigenvalues } from "../../../engine/math/symmetricEigen.js";
import { definite } from "./definite.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";
import { entriesAt, symmetricValues } from "./symmetricEntries.js";

/**
 * The matrix, row by row, exactly symmetric. (n × n)
 *
 * @param what Called so in messages: `the matrix K`
 * @throws UserError for a matrix that is not symmetric, or not positive definite: then with its smallest eigenvalue, and with the
 * names of rows that are one and the same.
 */
export function covarianceMatrix(what: string, declaration: MatrixDeclaration): Float64Array {
  const matrix = allValues(what, declaration);
  const size = declaration.names.length;
  const factor = cholesky(matrix, size);
  let isDefinite = true;
  for (let i = 0; i < size && isDefinite; i++) {
    const pivot = factor[i * size + i];
    isDefinite = definite.pivot(pivot * pivot, matrix[i * size + i]);
  }
  if (isDefinite) return matrix;
  throw new UserError(sentence(what, declaration.names, matrix));
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
function sentence(what: string, names: readonly string[], matrix: Float64Array): string {
  const size = names.length;
  const values = symmetricEigenvalues(matrix, size);
  const smallest = values[0];
  const variances = names.map((_, i) => matrix[i * size + i]);
  const bad = variances.findIndex((variance) => !(variance > 0));
  if (bad !== -1) {
    return (
      `${what} holds ${variances[bad]} in row and column "${names[bad]}" (its smallest eigenvalue is ${definite.shown(smallest)}): ` +
      "a variance is above 0; correct it, or remove that row and column."
    );
  }
  if (definite.isRounding(smallest, values[size - 1])) {
    const twins = sameRows(matrix, size);
    const about = `${what} is singular (its smallest eigenvalue is ${definite.shown(smallest)})`;
    return twins
      ? `${about}: "${names[twins[0]]}" and "${names[twins[1]]}" are one and the same in it; give both one name in the data, or add to its diagonal, such as ridge=${ridgeFor(matrix, size)}.`
      : `${about}, as a kinship from fewer markers than lines, or from centred markers, is: add to its diagonal, such as ridge=${ridgeFor(matrix, size)}.`;
  }
  return (
    `${what} is no covariance: its smallest eigenvalue is ${definite.shown(smallest)}; check how it was made, or add more than ` +
    `${definite.shown(-smallest)} to its diagonal.`
  );
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
