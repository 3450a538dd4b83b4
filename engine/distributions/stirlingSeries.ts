/** Stirling's series, for numbers and tensors. */
import { stirlingCoefficients } from "../math/lgamma.js";
import { add, divide, multiply, square } from "./algebra.js";
import type { Value } from "./Value.js";

/** ln Γ(x) − (x − ½) ln x + x − ln √(2π) for x of 8 or above: about 1/(12 x). */
export function stirlingSeries(x: Value): Value {
  const inverse = divide(1, x);
  const squared = square(inverse);
  return multiply(
    inverse,
    stirlingCoefficients.reduceRight<Value>((total, c) => add(multiply(total, squared), c), 0),
  );
}
