/** How effects at places that are known determine the law of effects at others. */

/**
 * Effects of unit standard deviation at places of a kernel given those of its known levels: normal with a mean that is linear in what
 * is known, M w, and a covariance R Rᵀ that does not depend on it.
 */
export interface Extension {
  /** Those of the known levels whose effects the mean depends on. */
  readonly needed: Int32Array;
  /** How many standard normals the noise of all places takes. */
  readonly normals: number;
  /**
   * Writes M w + R z. It is linear: noise of another scale is that of other z.
   *
   * @param known w at the levels needed (needed)
   * @param z (normals)
   * @param out (places)
   */
  write(known: Float64Array, z: Float64Array, out: Float64Array): void;
}
