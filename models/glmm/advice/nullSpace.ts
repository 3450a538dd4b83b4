/** The directions that leave some rows as they are. */

/** What is left of a row of length 1, below which it follows from those before. */
const tolerance = 1e-9;

/**
 * An orthonormal basis of {d : rows d = 0}, by Gram–Schmidt, each vector taken out twice to keep its digits. Stops as soon as the rows
 * span everything, so that many rows cost little.
 *
 * @param rows (rows × size), one after the other
 * @example nullSpace(Float64Array.of(1, 0), 2); // [[0, 1]]
 */
export function nullSpace(rows: Float64Array, size: number): readonly Float64Array[] {
  const span: Float64Array[] = [];
  for (let start = 0; start < rows.length && span.length < size; start += size) {
    const rest = remainder(rows.subarray(start, start + size), span);
    if (rest) span.push(rest);
  }
  const basis: Float64Array[] = [];
  // Axes that are furthest from the span first, so that none is kept that is rounding.
  while (span.length + basis.length < size) basis.push(furthest(size, [...span, ...basis]));
  return basis;
}

function furthest(size: number, taken: readonly Float64Array[]): Float64Array {
  const shares = new Float64Array(size);
  for (const one of taken) for (let i = 0; i < size; i += 1) shares[i]! += one[i]! * one[i]!;
  const axis = new Float64Array(size);
  axis[shares.indexOf(Math.min(...shares))] = 1;
  return remainder(axis, taken)!;
}

/** What is left of a vector, of length 1; undefined where it is in the span. */
function remainder(vector: Float64Array, span: readonly Float64Array[]): Float64Array | undefined {
  const length = norm(vector);
  if (!(length > 0)) return undefined;
  const rest = vector.map((value) => value / length);
  for (let pass = 0; pass < 2; pass += 1) {
    for (const one of span) {
      let along = 0;
      for (let i = 0; i < rest.length; i += 1) along += rest[i]! * one[i]!;
      for (let i = 0; i < rest.length; i += 1) rest[i]! -= along * one[i]!;
    }
  }
  const left = norm(rest);
  return left > tolerance ? rest.map((value) => value / left) : undefined;
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
