/** Effects at new places of a structure, given those of its fitted levels. */
import type { Kernel } from "../structures/Kernel.js";
import { denseExtension } from "./denseExtension.js";
import type { Extension } from "./Extension.js";
import { sparseExtension } from "./sparseExtension.js";

/**
 * The law of the effects at some levels of a kernel given those of the others. With the precision S of a sparse law, n the nodes that
 * are not known and f those that are, its mean is −S_nn⁻¹ S_nf w_f and its covariance S_nn⁻¹; with the covariance K of a dense one,
 * they are K_nf K_ff⁻¹ w_f and K_nn − K_nf K_ff⁻¹ K_fn. A place at the node of a known level, as of a species without a distance
 * from another, has that level's effect.
 *
 * @param kernel Of the known levels first, then of the places asked for
 * @param known How many levels are known
 * @throws Error where a dense covariance is not positive definite
 * @example
 * const extension = kernelExtension(structure.kernelOf([...fitted, ...places], "species"), fitted.length);
 */
export function kernelExtension({ node, nodes, law }: Kernel, known: number): Extension {
  const levelAt = new Int32Array(nodes).fill(-1);
  // Where known levels are one, the first of them speaks for all.
  for (let level = known - 1; level >= 0; level -= 1) levelAt[node[level]!] = level;
  const asked = node.subarray(known);
  return law.kind === "sparse" ? sparseExtension(law, levelAt, asked) : denseExtension(law, levelAt, asked);
}
