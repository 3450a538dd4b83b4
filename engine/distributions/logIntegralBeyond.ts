/** Integrals of what falls off from a point on, by a fixed rule: tails whose slopes by every parameter are needed. */
import { tf } from "../autodiff/ops.js";
import { LOG_2 } from "./constants.js";
import { exp as expNumber } from "../math/exp.js";
import { log as logNumber } from "../math/log.js";
import { add, exp, log, multiply } from "./algebra.js";
import { isNumber, type Value } from "./Value.js";

interface Node {
  readonly place: number;
  readonly weight: number;
}

/**
 * The rule of Takahasi & Mori (1974, Publ. RIMS 9, 721-741) for integrands that fall off exponentially: the trapezoid rule after
 * s = exp(t − e^(−t)). Its nodes lie densest near 0 and reach 270 units, so that the unit may be several times too short or too long.
 */
const nodes: readonly Node[] = Array.from({ length: 104 }, (_, k) => {
  const step = 0.09;
  const t = -3.7 + step * k;
  const decay = expNumber(-t);
  const place = expNumber(t - decay);
  return { place, weight: step * place * (1 + decay) };
});

/**
 * ln ∫₀^∞ exp(exponent(s)) ds, for an exponent that is 0 at 0, hardly rises, and falls in the end at least linearly.
 *
 * @param parameters What the exponent is made of, handed back to it in a shape that broadcasts with s.
 * @param unit About where the exponent has come down to −1; the result does not depend on it, nor do slopes go through it.
 */
export function logIntegralBeyond<P extends Readonly<Record<string, Value>>>(
  parameters: P,
  unit: Value,
  exponent: (s: Value, parameters: P) => Value,
): Value {
  if (isNumber(unit) && Object.values(parameters).every(isNumber)) {
    const sum = nodes.reduce((total, { place, weight }) => {
      return total + weight * expNumber(exponent(unit * place, parameters) as number);
    }, 0);
    return logNumber(unit) + logNumber(sum);
  }
  const columns = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, column(value)])) as P;
  const logUnit = isNumber(unit)
    ? logNumber(unit)
    : multiply(LOG_2, tf().floor(multiply(1 / LOG_2, log(unit)) as never));
  const places = tf().tensor1d(nodes.map(({ place }) => place));
  const weights = tf().tensor1d(nodes.map(({ weight }) => weight));
  const integrand = exp(exponent(multiply(column(exp(logUnit)), places), columns));
  return add(logUnit, log(tf().sum(multiply(integrand, weights) as never, -1)));
}

/** A tensor with one axis more, along which the nodes lie. */
function column(value: Value): Value {
  return isNumber(value) ? value : tf().expandDims(value, -1);
}
