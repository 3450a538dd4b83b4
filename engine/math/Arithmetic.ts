/**
 * IEEE double operations from which every mathematical kernel is written once, for two targets: numbers in
 * TypeScript and pairs of lanes in WebAssembly. Both give the same bits.
 */
export interface Arithmetic<Value, Mask> {
  constant(x: number): Value;
  add(a: Value, b: Value): Value;
  subtract(a: Value, b: Value): Value;
  multiply(a: Value, b: Value): Value;
  divide(a: Value, b: Value): Value;
  negate(a: Value): Value;
  abs(a: Value): Value;
  sqrt(a: Value): Value;
  floor(a: Value): Value;
  /** Nearest integer, ties to even. */
  nearest(a: Value): Value;
  /** False where either is NaN. */
  less(a: Value, b: Value): Mask;
  lessEqual(a: Value, b: Value): Mask;
  equal(a: Value, b: Value): Mask;
  and(a: Mask, b: Mask): Mask;
  or(a: Mask, b: Mask): Mask;
  not(a: Mask): Mask;
  /** `a` where the mask holds, `b` elsewhere. Both are computed: there are no branches. */
  select(mask: Mask, a: Value, b: Value): Value;
  /** Binary exponent k of a positive normal number, a = m 2^k with 1 <= m < 2. Read from the bits. */
  exponent(a: Value): Value;
  /** m of a positive normal number, a = m 2^k with 1 <= m < 2. Read from the bits. */
  mantissa(a: Value): Value;
  /** 2^k for a whole k from -1022 to 1023. Written into the bits. */
  powerOfTwo(k: Value): Value;
}

/** A kernel of one argument, for any target. */
export type Kernel = <Value, Mask>(arithmetic: Arithmetic<Value, Mask>, x: Value) => Value;
