/** The covariance of effects of two levels, of unit standard deviation. */
import { solveLower, solveLowerTransposed } from "../../../engine/math/sparse/solveFactor.js";
import type { GroupTerm } from "../Frame.js";
import type { SparseLaw } from "../structures/Kernel.js";

/**
 * 1 of a level with itself and 0 of different ones, unless the term's levels are related: then the kernel's. Levels that the fit did not have
 * are new ones of the given names.
 *
 * @param first Place of a level as in `index` of a term.
 */
export function levelCovariance({ related }: GroupTerm, first: number, second: number): number {
  if (related === undefined) return first === second ? 1 : 0;
  const { kernel } = related;
  if (first === second) return kernel.variances[first] ?? 1;
  if (first < 0 || second < 0) return 0;
  const [row, column] = [kernel.node[first]!, kernel.node[second]!];
  if (kernel.law.kind === "dense") return kernel.law.covariance[row * kernel.nodes + column]!;
  return inverseEntry(kernel.law, row, column);
}

/** An entry of S⁻¹: with P S Pᵀ = L Lᵀ it is e′ L⁻ᵀ L⁻¹ e in the order of elimination. */
function inverseEntry({ factor, factorValues }: SparseLaw, row: number, column: number): number {
  const unit = new Float64Array(factor.size);
  unit[factor.order.indexOf(column)] = 1;
  solveLower(factor, factorValues, unit, unit);
  solveLowerTransposed(factor, factorValues, unit, unit);
  return unit[factor.order.indexOf(row)]!;
}
