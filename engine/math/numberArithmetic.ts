/** Kernels on plain numbers: the TypeScript half of {@link Arithmetic}. */
import type { Arithmetic } from "./Arithmetic.js";

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
// Which of the two words holds sign and exponent depends on the machine's byte order.
float[0] = 1;
const high = words[1] !== 0 ? 1 : 0;
const low = 1 - high;

const twoTo52 = 4503599627370496;

/** {@link Arithmetic} on numbers. Its bits agree with the WebAssembly lanes, operation by operation. */
export const numberArithmetic: Arithmetic<number, boolean> = {
  constant: (x) => x,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (a) => -a,
  abs: (a) => Math.abs(a),
  sqrt: (a) => Math.sqrt(a),
  floor: (a) => Math.floor(a),
  nearest,
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
  equal: (a, b) => a === b,
  and: (a, b) => a && b,
  or: (a, b) => a || b,
  not: (a) => !a,
  select: (mask, a, b) => (mask ? a : b),
  exponent,
  mantissa,
  powerOfTwo,
};

/** Math.round breaks ties upwards; adding and taking away 2^52 rounds as IEEE does. The sign of zero is kept. */
function nearest(a: number): number {
  const size = Math.abs(a);
  if (!(size < twoTo52)) return a;
  const rounded = size + twoTo52 - twoTo52;
  return a < 0 || Object.is(a, -0) ? -rounded : rounded;
}

/** k of a positive normal m 2^k, 1 <= m < 2. */
export function exponent(a: number): number {
  float[0] = a;
  return ((words[high] >>> 20) & 0x7ff) - 1023;
}

/** m of a positive normal m 2^k, 1 <= m < 2. */
export function mantissa(a: number): number {
  float[0] = a;
  words[high] = (words[high] & 0x000fffff) | 0x3ff00000;
  return float[0];
}

/** 2^k for a whole k from -1022 to 1023. */
export function powerOfTwo(k: number): number {
  words[high] = (k + 1023) << 20;
  words[low] = 0;
  return float[0];
}
