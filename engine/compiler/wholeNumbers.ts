/** What whole numbers may be where memory is written, without the compiler: all that a worker needs. */

/** Consecutive numbers of a column, and the number below which all of them must be; they are at least 0. */
export interface IntegerPart {
  readonly length: number;
  readonly below: number;
}

/** Bound of integers that serve as numbers alone: kept as offsets in bytes, eight times their size, in 32 bits. */
export const wholeNumberBound = 268_435_456;

/** The first number that is not within the bounds of its part, with that bound. */
export function outsideOf(
  parts: readonly IntegerPart[],
  values: ArrayLike<number>,
): { readonly value: number; readonly below: number } | undefined {
  let i = 0;
  for (const { length, below } of parts) {
    for (const end = i + length; i < end; i++) {
      const value = values[i]!;
      if (!(Number.isInteger(value) && value >= 0 && value < below)) return { value, below };
    }
  }
  return undefined;
}
