/** Sums of quantities, draw by draw. */

/** Of at least one quantity. */
export function sumOfDraws(parts: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(parts[0]!.length);
  for (const part of parts) for (let d = 0; d < sum.length; d += 1) sum[d]! += part[d]!;
  return sum;
}
