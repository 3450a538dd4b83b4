/** The density of a sum of gamma amounts whose number is Poisson. */
import { tf } from "../autodiff/ops.js";
import { exp as expNumber } from "../math/exp.js";
import {
  add,
  atLeast,
  atMost,
  divide,
  exp,
  expm1,
  lgamma,
  log,
  multiply,
  sqrt,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_2, LOG_SQRT_2PI } from "./constants.js";
import { gammaLogDensity } from "./gammaLogDensity.js";
import { stirlingRemainder } from "./stirlingRemainder.js";
import { isNumber, type Value } from "./Value.js";

/** Up to here every number of amounts is added up; a Poisson number of this mean is above {@link LAST} once in 1e16. */
const FEW = 75;
const LAST = 155;
/** Steps to either side of the likeliest number, where there are many. */
const STEPS = 13;

/** Terms are relative to about the largest; where a sum is not the one that is taken they must not overflow. */
const MOST = 100;

const few = Array.from({ length: LAST }, (_, k) => k + 1);
const steps = Array.from({ length: 2 * STEPS + 1 }, (_, k) => k - STEPS);

/**
 * Log density at y > 0 of N amounts of gamma(shape, rate e^(−logScale)), N being Poisson with mean e^logMeanCount: a sum over N (Dunn &
 * Smyth 2005, Statistics and Computing 15, 267-280). Where many amounts are likely, N runs in steps of 0.7 of its standard deviation
 * given y: sums of a bell curve at such steps are exact to 1e-16.
 */
export function compoundLogDensity(y: Value, logMeanCount: Value, logScale: Value, shape: Value): Value {
  const logCount = atMost(logMeanCount, 690);
  // Kept where their exponentials are numbers: beyond, nothing is left of the density.
  const logRatio = atMost(subtract(log(y), logScale), 690);
  // The likeliest N solves ln N + shape ln(shape N) = logCount + shape logRatio, Stirling's formula being exact enough.
  const logLikeliest = divide(
    subtract(add(logCount, multiply(shape, logRatio)), multiply(shape, log(shape))),
    add(1, shape),
  );
  const likeliest = exp(atMost(logLikeliest, 690));
  const given = { logCount, logRatio, shape };
  return subtract(
    whereGreater(
      likeliest,
      FEW,
      () => ofMany(given, likeliest),
      () => ofFew(given, likeliest),
    ),
    log(y),
  );
}

interface Given {
  readonly logCount: Value;
  readonly logRatio: Value;
  readonly shape: Value;
}

/** Terms N (logCount + shape logRatio) − ln N! − ln Γ(N shape), of which only the first two factors vary by row. */
function ofFew({ logCount, logRatio, shape }: Given, likeliest: Value): Value {
  const slope = add(logCount, multiply(shape, logRatio));
  const term = (n: Value, slopeThere: Value, shapeThere: Value): Value =>
    subtract(multiply(n, slopeThere), add(lgamma(add(n, 1)), lgamma(multiply(n, shapeThere))));
  const peak = withoutSlope(term(atLeast(atMost(likeliest, FEW), 1), slope, shape));
  const terms = (n: Value, column: (value: Value) => Value): Value =>
    subtract(term(n, column(slope), column(shape)), column(peak));
  return subtract(add(peak, logSum(few, [slope, shape], terms)), add(exp(logCount), exp(logRatio)));
}

/** Both laws as deviations from their means: with many amounts each term of {@link ofFew} would be a difference of large numbers. */
function ofMany({ logCount, logRatio, shape }: Given, likeliest: Value): Value {
  const middle = withoutSlope(atLeast(likeliest, FEW));
  const spread = sqrt(divide(middle, add(1, shape)));
  const step = atLeast(exp(multiply(LOG_2 / 8, withoutSlope(multiply(8 / LOG_2, log(multiply(0.7, spread)))))), 1);
  const terms = (k: Value, column: (value: Value) => Value): Value => {
    const n = add(column(middle), multiply(column(step), k));
    const r = subtract(column(logCount), log(n));
    const poisson = subtract(multiply(n, subtract(r, expm1(r))), add(stirlingRemainder(n), multiply(0.5, log(n))));
    const amounts = multiply(n, column(shape));
    return add(subtract(poisson, LOG_SQRT_2PI), gammaLogDensity(subtract(column(logRatio), log(amounts)), amounts));
  };
  const peak = withoutSlope(terms(0, (value) => value));
  const relative = (k: Value, column: (value: Value) => Value): Value => subtract(terms(k, column), column(peak));
  return add(add(peak, log(step)), logSum(steps, [logCount, logRatio, shape], relative));
}

/** A whole number near the value, through which no slope goes. */
function withoutSlope(value: Value): Value {
  return isNumber(value) ? Math.floor(value) : tf().floor(value);
}

/** ln Σ exp(term(n)) over numbers n; tensors get an axis more, along which the numbers lie. */
function logSum(
  numbers: readonly number[],
  values: readonly Value[],
  term: (n: Value, column: (value: Value) => Value) => Value,
): Value {
  if (values.every(isNumber)) {
    return log(numbers.reduce((sum, n) => sum + expNumber(Math.min(MOST, term(n, (value) => value) as number)), 0));
  }
  const column = (value: Value): Value => (isNumber(value) ? value : tf().expandDims(value, -1));
  const terms = atMost(term(tf().tensor1d([...numbers]), column), MOST);
  return log(tf().sum(exp(terms) as never, -1));
}
