/** Sine and cosine share this: the argument less multiples of a right angle, and both functions on what remains. */
import type { Arithmetic } from "./Arithmetic.js";
import { exactSum } from "./exact.js";
import { polynomial } from "./polynomial.js";

/** π/2 in parts of 29 bits, so that their products with numbers of 24 bits are exact, and the rest. */
const rightAngle = [1.570796325802803, 9.920935739593517e-10, 5.721188722588272e-18, 3.521559845898274e-27];
const rightAngleRest = 1.9284926345778457e-35;
const twoOverPi = 0.6366197723675814;

/** Largest argument that is reduced to full precision: 2^45. */
export const largestAngle = 35184372088832;

/** p in sin r = r + r z p(z) and in cos r = 1 - z/2 + z² p(z), z = r², |r| <= π/4; minimax, test/reference/math/fit.py. */
const sine = [
  -0.16666666666666627, 0.008333333333321286, -0.00019841269828870097, 2.7557313356001444e-6, -2.505070403728355e-8,
  1.5893583767457134e-10,
];
const cosine = [
  0.04166666666666659, -0.00138888888888726, 2.480158728849229e-5, -2.755731405661404e-7, 2.087568188273362e-9,
  -1.1357448752002579e-11,
];

/** sin(x + quarterTurns π/2), NaN beyond {@link largestAngle}. */
export function sinOfTurned<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, quarterTurns: 0 | 1): Value {
  const quadrant = a.nearest(a.multiply(x, a.constant(twoOverPi)));
  const { high, low } = reduce(a, x, quadrant);

  const z = a.multiply(high, high);
  const sin = a.add(high, a.add(low, a.multiply(a.multiply(high, z), polynomial(a, z, sine))));
  const half = a.multiply(z, a.constant(0.5));
  const w = a.subtract(a.constant(1), half);
  // What rounding took from 1 - z/2 is given back.
  const lost = a.subtract(a.subtract(a.constant(1), w), half);
  const tail = a.subtract(a.multiply(a.multiply(z, z), polynomial(a, z, cosine)), a.multiply(high, low));
  const cos = a.add(w, a.add(lost, tail));

  const turns = a.add(quadrant, a.constant(quarterTurns));
  const n = a.subtract(turns, a.multiply(a.floor(a.multiply(turns, a.constant(0.25))), a.constant(4)));
  const isCosine = a.or(a.equal(n, a.constant(1)), a.equal(n, a.constant(3)));
  const value = a.select(isCosine, cos, sin);
  const signed = a.select(a.less(a.constant(1.5), n), a.negate(value), value);
  return a.select(a.less(a.abs(x), a.constant(largestAngle)), signed, a.constant(NaN));
}

/** x - quadrant π/2 in two parts (Cody and Waite, with every product exact and every rounding of a sum kept). */
function reduce<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, quadrant: Value) {
  const upper = a.multiply(a.nearest(a.multiply(quadrant, a.constant(1 / 16777216))), a.constant(16777216));
  const lower = a.subtract(quadrant, upper);
  let rest = x;
  let lost = a.constant(0);
  for (const part of rightAngle) {
    for (const count of [upper, lower]) {
      const sum = exactSum(a, rest, a.negate(a.multiply(count, a.constant(part))));
      rest = sum.high;
      lost = a.add(lost, sum.low);
    }
  }
  return exactSum(a, rest, a.subtract(lost, a.multiply(quadrant, a.constant(rightAngleRest))));
}
