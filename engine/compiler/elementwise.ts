/** The element-wise operations, each written once for the interpreter and for WebAssembly. */
import type { BinaryOp, UnaryOp } from "../core/Graph.js";
import type { Arithmetic } from "../math/Arithmetic.js";
import { kernels } from "../math/kernels.js";
import { powKernel } from "../math/pow.js";

type Rule = <Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, y: Value, z: Value) => Value;

const basic = {
  negate: (a, x) => a.negate(x),
  abs: (a, x) => a.abs(x),
  sqrt: (a, x) => a.sqrt(x),
  floor: (a, x) => a.floor(x),
  nearest: (a, x) => a.nearest(x),
  sign: (a, x) => {
    const zero = a.constant(0);
    return a.select(a.less(zero, x), a.constant(1), a.select(a.less(x, zero), a.constant(-1), x));
  },
  add: (a, x, y) => a.add(x, y),
  subtract: (a, x, y) => a.subtract(x, y),
  multiply: (a, x, y) => a.multiply(x, y),
  divide: (a, x, y) => a.divide(x, y),
  // NaN in either operand is passed on.
  maximum: (a, x, y) => a.select(a.or(a.less(y, x), a.not(a.equal(x, x))), x, y),
  minimum: (a, x, y) => a.select(a.or(a.less(x, y), a.not(a.equal(x, x))), x, y),
  pow: (a, x, y) => powKernel(a, x, y),
  less: (a, x, y) => a.select(a.less(x, y), a.constant(1), a.constant(0)),
  lessEqual: (a, x, y) => a.select(a.lessEqual(x, y), a.constant(1), a.constant(0)),
  equal: (a, x, y) => a.select(a.equal(x, y), a.constant(1), a.constant(0)),
  scale: (a, x, y) => a.select(a.equal(x, a.constant(0)), a.constant(0), a.multiply(x, y)),
  select: (a, x, y, z) => a.select(a.equal(x, a.constant(0)), z, y),
} satisfies Record<Exclude<UnaryOp, keyof typeof kernels> | BinaryOp | "select", Rule>;

/** How each element-wise operation is computed. */
export const elementwise: Readonly<Record<UnaryOp | BinaryOp | "select", Rule>> = { ...kernels, ...basic };

export type ElementwiseOp = keyof typeof elementwise;

/** Whether an operation works element by element. */
export function isElementwise(op: string): op is ElementwiseOp {
  return Object.hasOwn(elementwise, op);
}
