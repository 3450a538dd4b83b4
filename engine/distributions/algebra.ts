/** Arithmetic on values: numbers are computed at once in float64, tensors become tensorflow.js operations. */
import * as ops from "../autodiff/ops.js";
import { tf, type Tensor } from "../autodiff/ops.js";
import { atan as atanNumber } from "../math/atan.js";
import { erfc as erfcNumber } from "../math/erfc.js";
import { exp as expNumber } from "../math/exp.js";
import { expm1 as expm1Number } from "../math/expm1.js";
import { lgamma as lgammaNumber } from "../math/lgamma.js";
import { log as logNumber } from "../math/log.js";
import { log1mexp as log1mexpNumber } from "../math/log1mexp.js";
import { log1p as log1pNumber } from "../math/log1p.js";
import { sigmoid as sigmoidNumber } from "../math/sigmoid.js";
import { sin as sinNumber } from "../math/sin.js";
import { softplus as softplusNumber } from "../math/softplus.js";
import { isNumber, type Value } from "./Value.js";

/** a + b; zeros vanish, so `normal(0, tau)` costs no subtraction. */
export function add(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return a + b;
  if (a === 0) return b;
  if (b === 0) return a;
  return tf().add(a, b);
}

/** a − b. */
export function subtract(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return a - b;
  if (b === 0) return a;
  if (a === 0) return negate(b);
  return tf().sub(a, b);
}

/** a · b; a plain zero wins over any tensor, so a term whose coefficient is exactly 0 is dropped, 0 · ∞ included. */
export function multiply(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return a * b;
  if (a === 0 || b === 0) return 0;
  if (a === 1) return b;
  if (b === 1) return a;
  return tf().mul(a, b);
}

/** a / b. */
export function divide(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return a / b;
  if (a === 0) return 0;
  if (b === 1) return a;
  if (isNumber(b)) return tf().mul(a, 1 / b);
  return tf().div(a, b);
}

/** −a. */
export function negate(a: Value): Value {
  return isNumber(a) ? -a : tf().neg(a);
}

/** a². */
export function square(a: Value): Value {
  return isNumber(a) ? a * a : tf().square(a);
}

/** √a. */
export function sqrt(a: Value): Value {
  return isNumber(a) ? Math.sqrt(a) : tf().sqrt(a);
}

/** |a|. */
export function abs(a: Value): Value {
  return isNumber(a) ? Math.abs(a) : tf().abs(a);
}

/** eᵃ. */
export function exp(a: Value): Value {
  return isNumber(a) ? expNumber(a) : tf().exp(a);
}

/** ln a. */
export function log(a: Value): Value {
  return isNumber(a) ? logNumber(a) : tf().log(a);
}

/** ln(1 + a), accurate near 0. */
export function log1p(a: Value): Value {
  return isNumber(a) ? log1pNumber(a) : tf().log1p(a);
}

/** ln(1 − eᵃ) for a ≤ 0, accurate at both ends. */
export function log1mexp(a: Value): Value {
  return isNumber(a) ? log1mexpNumber(a) : ops.log1mexp(a);
}

/** ln(1 + eᵃ), without overflow. */
export function softplus(a: Value): Value {
  return isNumber(a) ? softplusNumber(a) : tf().softplus(a);
}

/** eᵃ − 1, accurate near 0. */
export function expm1(a: Value): Value {
  return isNumber(a) ? expm1Number(a) : tf().expm1(a);
}

/** 1/(1 + e⁻ᵃ), accurate where it is small. */
export function sigmoid(a: Value): Value {
  return isNumber(a) ? sigmoidNumber(a) : tf().sigmoid(a);
}

/** 1 − erf(a), accurate where it is small. */
export function erfc(a: Value): Value {
  return isNumber(a) ? erfcNumber(a) : ops.erfc(a);
}

/** The larger of a and a number. */
export function atLeast(a: Value, bound: number): Value {
  return isNumber(a) ? Math.max(a, bound) : tf().maximum(a, bound);
}

/** The smaller of a and a number. */
export function atMost(a: Value, bound: number): Value {
  return isNumber(a) ? Math.min(a, bound) : tf().minimum(a, bound);
}

/** Sine of a. */
export function sin(a: Value): Value {
  return isNumber(a) ? sinNumber(a) : tf().sin(a);
}

/** Arc tangent of a. */
export function atan(a: Value): Value {
  return isNumber(a) ? atanNumber(a) : tf().atan(a);
}

/** ln Γ(a). */
export function lgamma(a: Value): Value {
  return isNumber(a) ? lgammaNumber(a) : ops.lgamma(a);
}

/** a ln b, and 0 where a is 0, also at b = 0. */
export function xlogy(a: Value, b: Value): Value {
  return zeroWhereZero(a, (): Value => multiply(a, log(b)));
}

/** a ln(1 + b), and 0 where a is 0, also at b = −1. */
export function xlog1py(a: Value, b: Value): Value {
  return zeroWhereZero(a, (): Value => multiply(a, log1p(b)));
}

/** `yes` where a > threshold, `no` elsewhere; only the branch taken is computed when a is a plain number. */
export function whereGreater(a: Value, threshold: number, yes: () => Value, no: () => Value): Value {
  if (isNumber(a)) return a > threshold ? yes() : no();
  return tf().where(tf().greater(a, threshold), asTensor(yes()), asTensor(no()));
}

/** A value as a tensor. */
export function asTensor(value: Value): Tensor {
  return isNumber(value) ? tf().scalar(value) : value;
}

function zeroWhereZero(a: Value, product: () => Value): Value {
  if (isNumber(a)) return a === 0 ? 0 : product();
  return tf().where(tf().equal(a, 0), tf().scalar(0), asTensor(product()));
}
