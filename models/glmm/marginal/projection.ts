/** Least squares as a matrix that is made once for the columns. */

/**
 * (X′WX)⁻¹X′W, so that coefficients of any values y at the rows are its product with y; by orthogonalising √W X column by column, twice. A column that
 * others before it explain gets zeros.
 *
 * @param columns One number a row each.
 * @param weights One a row, none negative.
 * @returns A row for each column, one number a row of the table each.
 * @example projection([Float64Array.of(1, 1), Float64Array.of(0, 2)], Float64Array.of(1, 1)); // [[1, 0], [−1/2, 1/2]]
 */
export function projection(columns: readonly Float64Array[], weights: Float64Array): Float64Array[] {
  const roots = weights.map((weight) => Math.sqrt(weight));
  const lengths = columns.map((column) => lengthOf(column.map((x, row) => x * roots[row]!)) || 1);
  const basis: Float64Array[] = [];
  // Of column k in the basis vectors, with those that were kept.
  const upper: number[][] = [];
  const kept: number[] = [];
  columns.forEach((column, k) => {
    const rest = column.map((x, row) => (x * roots[row]!) / lengths[k]!);
    const shares = basis.map(() => 0);
    // Twice is enough (Parlett): the second time takes away what rounding left.
    for (let round = 0; round < 2; round += 1) {
      basis.forEach((vector, j) => {
        const share = dot(vector, rest);
        shares[j]! += share;
        for (let row = 0; row < rest.length; row += 1) rest[row]! -= share * vector[row]!;
      });
    }
    const length = lengthOf(rest);
    if (!(length > 1e-9)) return;
    basis.push(rest.map((x) => x / length));
    upper.push([...shares, length]);
    kept.push(k);
  });
  const rows = columns.map((column) => new Float64Array(column.length));
  // R A = Q′ from the last row up.
  for (let i = kept.length - 1; i >= 0; i -= 1) {
    const solved = basis[i]!.map((x, row) => x * roots[row]!);
    for (let j = i + 1; j < kept.length; j += 1) {
      const share = upper[j]![i]! * lengths[kept[j]!]!;
      const below = rows[kept[j]!]!;
      for (let row = 0; row < solved.length; row += 1) solved[row]! -= share * below[row]!;
    }
    rows[kept[i]!] = solved.map((x) => x / (upper[i]![i]! * lengths[kept[i]!]!));
  }
  return rows;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row += 1) sum += a[row]! * b[row]!;
  return sum;
}

function lengthOf(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}
