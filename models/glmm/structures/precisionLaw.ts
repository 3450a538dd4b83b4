/** The law of levels given by their precision, checked. */
import { UserError } from "../../../engine/core/UserError.js";
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import type { FactorPattern } from "../../../engine/math/sparse/FactorPattern.js";
import { factorise, logDeterminant, selectedInverse } from "../../../engine/math/sparse/factorise.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import { definite } from "./definite.js";
import type { SparseLaw } from "./Kernel.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";
import { entriesAt, symmetricValues, type SymmetricEntries } from "./symmetricEntries.js";

/** Halvings until the smallest eigenvalue is known well enough for a message. */
const halvings = 24;

/**
 * The law with the precision's nonzero entries, and the variance of each level. (n)
 *
 * @param what Called so in messages: `the precision Q`
 * @throws UserError for a matrix that is not symmetric, or not positive definite: then with its smallest eigenvalue.
 */
export function precisionLaw(
  what: string,
  declaration: MatrixDeclaration,
): { law: SparseLaw; variances: Float64Array } {
  const { names } = declaration;
  const { pattern, values } = diagonalFirst(names.length, entriesOf(what, declaration));
  const bad = names.findIndex((_, i) => !(values[i] > 0));
  if (bad !== -1) {
    throw new UserError(
      `${what} holds ${values[bad]} in row and column "${names[bad]}": the diagonal of a precision is above 0; correct it, or remove that row and column.`,
    );
  }
  const factor = analysePattern(pattern);
  const factorValues = factorise(factor, values);
  if (!isDefinite(factor, factorValues, values)) throw new UserError(sentence(what, pattern, factor, values));
  return {
    law: {
      kind: "sparse",
      pattern,
      values,
      factor,
      factorValues,
      logDeterminant: logDeterminant(factor, factorValues),
    },
    variances: selectedInverse(factor, factorValues).slice(0, names.length),
  };
}

function entriesOf(what: string, declaration: MatrixDeclaration): SymmetricEntries {
  const { names, values, places } = declaration;
  if (places) return entriesAt(what, { ...declaration, places });
  const size = names.length;
  const matrix = symmetricValues(what, names, values);
  const below = Array.from(matrix.keys()).filter((at) => at % size <= Math.floor(at / size));
  return {
    rows: Int32Array.from(below, (at) => Math.floor(at / size)),
    columns: Int32Array.from(below, (at) => at % size),
    values: Float64Array.from(below, (at) => matrix[at]),
  };
}

/** All of the diagonal, 0 where it is not given, then the other entries that are not 0. */
function diagonalFirst(size: number, { rows, columns, values }: SymmetricEntries) {
  const others = Array.from(values.keys()).filter((e) => rows[e] !== columns[e] && values[e] !== 0);
  const all = new Float64Array(size + others.length);
  values.forEach((value, e) => {
    if (rows[e] === columns[e]) all[rows[e]] = value;
  });
  const pattern: SymmetricPattern = { size, rows: new Int32Array(all.length), columns: new Int32Array(all.length) };
  for (let i = 0; i < size; i++) pattern.rows[i] = pattern.columns[i] = i;
  others.forEach((e, place) => {
    pattern.rows[size + place] = rows[e];
    pattern.columns[size + place] = columns[e];
    all[size + place] = values[e];
  });
  return { pattern, values: all };
}

function isDefinite({ size, order, columnStart }: FactorPattern, factor: Float64Array, values: Float64Array): boolean {
  for (let k = 0; k < size; k++) {
    const pivot = factor[columnStart[k]];
    if (!definite.pivot(pivot * pivot, values[order[k]])) return false;
  }
  return true;
}

function sentence(what: string, pattern: SymmetricPattern, factor: FactorPattern, values: Float64Array): string {
  const { smallest, bound } = smallestEigenvalue(pattern, factor, values);
  if (definite.isRounding(smallest, bound)) {
    return (
      `${what} is singular (its smallest eigenvalue is 0 but for rounding), as one whose rows add up to 0, made of neighbours alone, is: ` +
      `add to its diagonal, such as ridge=${Number((values[0] / 1000).toPrecision(1))}.`
    );
  }
  return (
    `${what} is not positive definite: its smallest eigenvalue is ${definite.shown(smallest)}; check how it was made, or add more than ` +
    `${definite.shown(-smallest)} to its diagonal.`
  );
}

/**
 * The smallest eigenvalue by halving: it is above x where Q − x I has a factor. Between the smallest bound of Gershgorin's circles
 * and the smallest entry of the diagonal. `bound` is above the largest eigenvalue.
 */
function smallestEigenvalue({ size, rows, columns }: SymmetricPattern, factor: FactorPattern, values: Float64Array) {
  const reach = new Float64Array(size);
  for (let e = size; e < values.length; e++) {
    reach[rows[e]] += Math.abs(values[e]);
    reach[columns[e]] += Math.abs(values[e]);
  }
  let [low, high, bound] = [Infinity, Infinity, 0];
  for (let i = 0; i < size; i++) {
    low = Math.min(low, values[i] - reach[i]);
    high = Math.min(high, values[i]);
    bound = Math.max(bound, values[i] + reach[i]);
  }
  const isAbove = (x: number) => {
    const shifted = values.map((value, e) => (e < size ? value - x : value));
    return factorise(factor, shifted).every((entry) => !Number.isNaN(entry));
  };
  // Rounding is told from less than 0 first, which halving would take long to do.
  if (isAbove(-1e-9 * bound)) return { smallest: 0, bound };
  for (let turn = 0; turn < halvings; turn++) {
    const middle = (low + high) / 2;
    if (isAbove(middle)) low = middle;
    else high = middle;
  }
  return { smallest: (low + high) / 2, bound };
}
