/** How deviations of arms from their study's baseline arm hang together. */

/**
 * The Cholesky factor, row by row, of the correlation of deviations from a shared arm: 1 on the diagonal and ½ beside it (Dias et al.,
 * NICE DSU TSD 2, 2011). Column k holds √((k + 1)/(2k)) on the diagonal and √(1/(2k(k + 1))) below, k counted from 1.
 */
export function sharedArmFactor(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    const k = column + 1;
    if (column > row) return 0;
    return Math.sqrt(column === row ? (k + 1) / (2 * k) : 1 / (2 * k * (k + 1)));
  });
}
