/** Differences from one arm, written as differences from another. */
import type { Contrasts } from "./Network.js";

/** Differences of all arms of a study from one of them, its own zero among them. */
export interface FullContrasts {
  /** By arm. */
  readonly differences: Float64Array;
  /** Arms × arms, row by row; zeros for the arm that the differences are from. */
  readonly covariance: Float64Array;
}

/**
 * The differences from the first arm of an order, with their exact covariance: cov(k − a, l − a) = C_kl − C_ka − C_la + C_aa.
 *
 * @param order Places of the arms, the new baseline first
 */
export function rebaseContrasts({ differences, covariance }: FullContrasts, order: readonly number[]): Contrasts {
  const arms = differences.length;
  const [base, ...others] = order as [number, ...number[]];
  const at = (k: number, l: number): number => covariance[k * arms + l]!;
  return {
    differences: Float64Array.from(others, (k) => differences[k]! - differences[base]!),
    covariance: Float64Array.from(
      others.flatMap((k) => others.map((l) => at(k, l) - at(k, base) - at(l, base) + at(base, base))),
    ),
  };
}
