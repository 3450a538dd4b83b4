/** A structure made of a symmetric matrix with names: a covariance of levels, or their precision. */
import { UserError } from "../../../engine/core/UserError.js";
import { requireDistinct } from "./requireDistinct.js";
import { covarianceMatrix } from "./covarianceMatrix.js";
import type { Kernel } from "./Kernel.js";
import { namedPlaces } from "./namedPlaces.js";
import { precisionLaw } from "./precisionLaw.js";
import type { Structure } from "./Structure.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";

/** Diagonals this close to 1 are those of correlations. */
const nearOne = 0.01;

/**
 * The structure of a matrix. Of a covariance a kernel takes the rows of the names asked for, which is the law of their effects alone;
 * of a precision it keeps all rows, since to leave one out would fill the rest.
 *
 * @param name As formulas call it
 * @throws UserError for a matrix that is not square, whose names are not distinct, with an entry that is no number, or that is not
 * symmetric or not positive definite: naming rows, and the smallest eigenvalue. A covariance of more than 1,000 rows is checked for the
 * latter by `kernelOf`, at the rows asked for.
 * @example
 * matrixStructure("K", covariance(["a", "b"], [[1, 0.5], [0.5, 1]])).kernelOf(["b"], "line").variances; // [1]
 */
export function matrixStructure(name: string, declaration: MatrixDeclaration): Structure {
  const { kind, names } = declaration;
  const what = kind === "cov" ? `the matrix ${name}` : `the precision ${name}`;
  if (names.length === 0) throw new UserError(`${what} is empty: give it a row for each level.`);
  requireDistinct(what, names);
  const kernelAt = kind === "cov" ? covarianceKernels(what, declaration) : precisionKernels(what, declaration);
  const rows = namedPlaces(what, names);
  return {
    kind,
    name,
    notes: kernelAt.notes,
    names: rows.names,
    inner: [],
    kernelOf: (levels, column) => kernelAt.kernel(rows.placesOf(levels, column)),
  };
}

interface Kernels {
  readonly notes: readonly string[];
  /** Of levels whose rows these are. */
  kernel(rows: Int32Array): Kernel;
}

function covarianceKernels(what: string, declaration: MatrixDeclaration): Kernels {
  const size = declaration.names.length;
  const matrix = covarianceMatrix(what, declaration);
  return {
    notes: diagonalNotes(
      what,
      Float64Array.from({ length: size }, (_, i) => matrix.values[i * size + i]),
    ),
    kernel: (rows) => ({
      node: Int32Array.from(rows.keys()),
      nodes: rows.length,
      variances: Float64Array.from(rows, (row) => matrix.values[row * size + row]),
      law: { kind: "dense", covariance: matrix.at(rows) },
    }),
  };
}

function precisionKernels(what: string, declaration: MatrixDeclaration): Kernels {
  const { law, variances } = precisionLaw(what, declaration);
  return {
    notes: diagonalNotes(`the inverse of ${what}`, variances),
    kernel: (rows) => ({
      node: rows,
      nodes: declaration.names.length,
      variances: Float64Array.from(rows, (row) => variances[row]),
      law,
    }),
  };
}

/** A standard deviation is that of a level whose variance is 1: a person should know where levels have another. */
function diagonalNotes(what: string, variances: Float64Array): string[] {
  let [least, most, sum] = [Infinity, -Infinity, 0];
  for (const variance of variances) {
    least = Math.min(least, variance);
    most = Math.max(most, variance);
    sum += variance;
  }
  if (least > 1 - nearOne && most < 1 + nearOne) return [];
  const [from, to, mean] = [least, most, sum / variances.length].map((x) => String(Number(x.toPrecision(3))));
  return [
    from === to
      ? `the diagonal of ${what} is ${from}: sd is that of a level with 1 there`
      : `the diagonal of ${what} runs from ${from} to ${to} with the mean ${mean}: sd is that of a level with 1 there`,
  ];
}
