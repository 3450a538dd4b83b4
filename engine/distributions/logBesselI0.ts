/** The modified Bessel function that normalises the von Mises law. */
import { tf } from "../autodiff/ops.js";
import { cos } from "../math/cos.js";
import { add, atLeast, atMost, divide, exp, log, log1p, multiply, subtract, whereGreater } from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { isNumber, type Value } from "./Value.js";

const FAR = 40;
const POINTS = 32;

/** cos θ − 1 at equal steps of a half turn, and the shares of the trapezoid rule. */
const falls = Array.from({ length: POINTS + 1 }, (_, k) => ({
  fall: cos((Math.PI * k) / POINTS) - 1,
  share: (k === 0 || k === POINTS ? 0.5 : 1) / POINTS,
}));

/**
 * ln(e^(−kappa) I₀(kappa)) for kappa of 0 or above, to about 1e-14: the mean of exp(kappa (cos θ − 1)) over a turn, by the trapezoid
 * rule, which for periodic functions errs by e^(−51) here; from 40 on by Hankel's expansion, DLMF 10.40.1.
 */
export function logBesselI0(kappa: Value): Value {
  const near = (): Value => {
    const small = atMost(kappa, FAR);
    if (isNumber(small)) {
      return log(falls.reduce((sum, { fall, share }) => sum + share * (exp(small * fall) as number), 0));
    }
    const terms = tf().exp(tf().mul(tf().expandDims(small, -1), tf().tensor1d(falls.map(({ fall }) => fall))));
    return log(tf().sum(tf().mul(terms, tf().tensor1d(falls.map(({ share }) => share))), -1));
  };
  const far = (): Value => {
    const large = atLeast(kappa, FAR);
    const unit = divide(0.125, large);
    let sum: Value = 1;
    for (let k = 14; k >= 2; k -= 1) sum = add(1, multiply(multiply(((2 * k - 1) * (2 * k - 1)) / k, unit), sum));
    return subtract(log1p(multiply(unit, sum)), add(LOG_SQRT_2PI, multiply(0.5, log(large))));
  };
  return whereGreater(kappa, FAR, far, near);
}
