/** Solves with a dense lower triangular matrix, or its transpose. */

/**
 * x of L x = b, or of Lᵀ x = b.
 *
 * @param lower (n × n), row by row; only its lower triangle is read
 * @param b (n)
 * @param out (n) to write into; may be `b` itself
 * @example solveTriangular(Float64Array.of(2, 0, 1, 2), Float64Array.of(2, 5)); // [1, 2]
 */
export function solveTriangular(
  lower: Float64Array,
  b: Float64Array,
  form: "lower" | "transposed" = "lower",
  out = new Float64Array(b.length),
): Float64Array {
  const n = b.length;
  if (out !== b) out.set(b);
  if (form === "lower") {
    for (let i = 0; i < n; i++) {
      let rest = out[i];
      for (let j = 0; j < i; j++) rest -= lower[i * n + j] * out[j];
      out[i] = rest / lower[i * n + i];
    }
    return out;
  }
  // Column by column of Lᵀ, so that memory is read in order.
  for (let i = n - 1; i >= 0; i--) {
    const x = out[i] / lower[i * n + i];
    out[i] = x;
    for (let j = 0; j < i; j++) out[j] -= lower[i * n + j] * x;
  }
  return out;
}
