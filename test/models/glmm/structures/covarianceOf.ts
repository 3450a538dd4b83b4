/** Laws over nodes as covariances, for tests. */
import { solveLower, solveLowerTransposed } from "../../../../engine/math/sparse/solveFactor.js";
import type { Kernel, SparseLaw } from "../../../../models/glmm/structures/Kernel.js";

/** Column of S⁻¹ for a node, by the factor. */
export function covarianceColumn({ factor, factorValues }: SparseLaw, node: number): Float64Array {
  const unit = new Float64Array(factor.size);
  unit[factor.order.indexOf(node)] = 1;
  const solved = solveLowerTransposed(factor, factorValues, solveLower(factor, factorValues, unit));
  const column = new Float64Array(factor.size);
  factor.order.forEach((row, k) => void (column[row] = solved[k]!));
  return column;
}

/** S x, by its entries. */
export function precisionTimes({ pattern, values }: SparseLaw, x: ArrayLike<number>): Float64Array {
  const product = new Float64Array(pattern.size);
  values.forEach((value, e) => {
    const [row, column] = [pattern.rows[e]!, pattern.columns[e]!];
    product[row]! += value * x[column]!;
    if (row !== column) product[column]! += value * x[row]!;
  });
  return product;
}

/** Covariance of the levels of a kernel with a sparse law, row by row. */
export function levelCovariance({ node, law }: Kernel): number[][] {
  if (law.kind === "dense") throw new Error("the law is dense");
  return Array.from(node, (one) => {
    const column = covarianceColumn(law, one);
    return Array.from(node, (other) => column[other]!);
  });
}

/** The largest difference of two lists of numbers. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Array.from(a, (one, i) => Math.abs(one - b[i]!)).reduce((most, one) => (one <= most ? most : one), 0);
}
