/** ln Φ(z), for numbers and tensors. */
import * as ops from "../autodiff/ops.js";
import { normalLogCdf as normalLogCdfNumber } from "../math/normalLogCdf.js";
import { isNumber, type Value } from "./Value.js";

/** Logarithm of the standard normal distribution function, accurate in the lower tail. */
export function normalLogCdf(z: Value): Value {
  return isNumber(z) ? normalLogCdfNumber(z) : ops.normalLogCdf(z);
}
