/** The axes of a dense law along which rows that another dense law blurs bind no two effects together, at one point. */
import { symmetricEigen } from "../../../engine/math/symmetricEigen.js";
import type { Frame } from "../Frame.js";
import type { DenseLaw } from "../structures/Kernel.js";
import { spectrumOf, type Spectrum } from "../structures/spectrum.js";
import type { LatentBlock } from "./LatentPlan.js";

/**
 * A root R₂ V of a block's law, V the eigenvectors of R₂ᵀ P R₂, where the rows tell P = U diag(told) Uᵀ and U are the axes of the law that
 * blurs them. Its own root where it could not be told.
 *
 * @param told Along U, in the order of that law's spectrum.
 */
export function chosenAxes({ groups }: Frame, { places, marginalOver }: LatentBlock, told: Float64Array): Float64Array {
  const spectrum = (place: number): Spectrum => spectrumOf(groups[place]!.related!.kernel.law as DenseLaw);
  const { root } = spectrum(places[0]!);
  if (!told.every((value) => value >= 0 && Number.isFinite(value))) return root;
  const other = spectrum(marginalOver!.dense!);
  const size = told.length;
  // Rows of diag(√told) Uᵀ R₂, whose product with itself is R₂ᵀ P R₂.
  const half = product(transposed(other.root, size), root, size);
  for (let j = 0; j < size; j += 1) {
    const scale = Math.sqrt(told[j]! / other.variances[j]!);
    for (let i = 0; i < size; i += 1) half[j * size + i]! *= scale;
  }
  return product(root, symmetricEigen(product(transposed(half, size), half, size), size).vectors, size);
}

function transposed(a: Float64Array, size: number): Float64Array {
  return a.map((_, i) => a[(i % size) * size + Math.floor(i / size)]!);
}

/** A B, row by row. */
function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < size; k += 1) {
      const factor = a[i * size + k]!;
      for (let j = 0; j < size; j += 1) out[i * size + j]! += factor * b[k * size + j]!;
    }
  }
  return out;
}
