/** Distances between doubles, in units in the last place. */

const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);

/** Distance from a finite number's size to the next larger double. */
export function ulp(y: number): number {
  float[0] = Math.abs(y);
  bits[0]! += 1n;
  return float[0]! - Math.abs(y);
}

/** Error of `actual` in ulp, where the exact value is y + rest ulp(y): exact, since both differences are. */
export function errorInUlp(actual: number, y: number, rest: number): number {
  return Math.abs((actual - y) / ulp(y) - rest);
}
