/** Sums and products without rounding error: a result and what rounding took from it. No fused multiply-add. */
import type { Arithmetic } from "./Arithmetic.js";

/** high + low, exactly the sum or product it came from, with low at most half a unit in the last place of high. */
export interface Exact<Value> {
  readonly high: Value;
  readonly low: Value;
}

/** x + y (Knuth 1969, The Art of Computer Programming 2, section 4.2.2, theorem B). */
export function exactSum<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, y: Value): Exact<Value> {
  const high = a.add(x, y);
  const fromY = a.subtract(high, x);
  const fromX = a.subtract(high, fromY);
  return { high, low: a.add(a.subtract(x, fromX), a.subtract(y, fromY)) };
}

/** x y, for factors below 1e300 whose product is normal (Dekker 1971, Numerische Mathematik 18, 224-242). */
export function exactProduct<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, y: Value): Exact<Value> {
  const high = a.multiply(x, y);
  const [x1, x2] = halves(a, x);
  const [y1, y2] = halves(a, y);
  const largest = a.subtract(a.multiply(x1, y1), high);
  const cross = a.add(a.add(largest, a.multiply(x1, y2)), a.multiply(x2, y1));
  return { high, low: a.add(cross, a.multiply(x2, y2)) };
}

/** Two numbers of at most 26 bits each whose sum is x (Veltkamp). */
function halves<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value): readonly [Value, Value] {
  const scaled = a.multiply(x, a.constant(134217729));
  const upper = a.subtract(scaled, a.subtract(scaled, x));
  return [upper, a.subtract(x, upper)];
}
