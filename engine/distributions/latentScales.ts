/** The laws of a latent number by which categories are told: logistic, normal, least extreme value and Cauchy. */
import {
  abs,
  add,
  atan,
  atLeast,
  atMost,
  divide,
  exp,
  log,
  log1mexp,
  log1p,
  multiply,
  negate,
  softplus,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { atan as atanNumber } from "../math/atan.js";
import { exp as expNumber } from "../math/exp.js";
import { expm1 } from "../math/expm1.js";
import { normalCdf } from "../math/normalCdf.js";
import { sigmoid } from "../math/sigmoid.js";
import { LOG_PI, LOG_SQRT_2PI } from "./constants.js";
import { logNonzero } from "./logNonzero.js";
import { normalLogCdf } from "./normalLogCdf.js";
import type { Value } from "./Value.js";

/** Names of links, as brms has them for ordered categories. */
export type LatentScaleName = "logit" | "probit" | "cloglog" | "cauchit";

/** What lies between two points of the scale, or beyond one. */
export interface LatentInterval {
  /** Any number where there is none. */
  readonly low: Value;
  readonly high: Value;
  /** high − low, above 0, without their difference being taken; any positive number where either is missing. */
  readonly gap: Value;
  /** ln(1 − e^−gap); 0 where either is missing. */
  readonly logGap: Value;
  /** 1 where there is no lower end, else 0. */
  readonly isLowest: Value;
  /** 1 where there is no upper end, else 0. */
  readonly isHighest: Value;
}

/** A standard law by the logarithms of its tails, all accurate however far out. */
export interface LatentScale {
  /** ln F(z) where `isBelow` is 1, ln(1 − F(z)) where it is 0. */
  logSide(z: Value, isBelow: Value): Value;
  /** ln of the probability of an interval. */
  logMass(interval: LatentInterval): Value;
  /** F(z) of a plain number. */
  cdf(z: number): number;
  /** 1 − F(z), with digits where it is small. */
  survival(z: number): number;
}

/** Squares of what is farther out would overflow. */
function within(z: Value): Value {
  return atMost(atLeast(z, -1e150), 1e150);
}

/** z where the mask is 1, −z where it is 0. */
function signed(z: Value, mask: Value): Value {
  return multiply(subtract(multiply(2, mask), 1), z);
}

const logit: LatentScale = {
  cdf: (z) => sigmoid(z),
  survival: (z) => sigmoid(-z),
  logSide: (z, isBelow) => negate(softplus(negate(signed(z, isBelow)))),
  // F(h) − F(l) = F(h) (1 − F(l)) (1 − e^−gap)
  logMass({ low, high, logGap, isLowest, isHighest }) {
    const below = multiply(subtract(1, isHighest), softplus(negate(high)));
    const above = multiply(subtract(1, isLowest), softplus(low));
    return subtract(logGap, add(below, above));
  },
};

const cloglog: LatentScale = {
  cdf: (z) => -expm1(-expNumber(Math.min(z, 700))),
  survival: (z) => expNumber(-expNumber(Math.min(z, 700))),
  logSide: (z, isBelow) =>
    whereGreater(
      isBelow,
      0.5,
      () => logNonzero(z),
      () => negate(hazard(z)),
    ),
  // F(h) − F(l) = (1 − F(l)) (1 − exp(−(eʰ − eˡ))), and eʰ − eˡ = eʰ (1 − e^−gap)
  logMass({ low, high, logGap, isLowest, isHighest }) {
    const above = multiply(subtract(1, isLowest), hazard(low));
    const below = whereGreater(
      isHighest,
      0.5,
      () => 0,
      () => logNonzero(add(high, logGap)),
    );
    return subtract(below, above);
  },
};

function hazard(z: Value): Value {
  return exp(atMost(z, 700));
}

/** Of gap times distance below it a series is taken, since the two tails then hardly differ. */
const NEAR = 0.05;

const probit: LatentScale = {
  cdf: (z) => normalCdf(z),
  survival: (z) => normalCdf(-z),
  logSide: (z, isBelow) => normalLogCdf(signed(within(z), isBelow)),
  logMass({ low: from, high: to, gap, isLowest, isHighest }) {
    const [low, high] = [within(from), within(to)];
    const isEnd = add(isLowest, isHighest);
    // Intervals above the middle are reflected: the difference of two small tails keeps its digits.
    const middle = divide(add(low, high), 2);
    const isReflected = whereGreater(
      isEnd,
      0.5,
      () => isHighest,
      () =>
        whereGreater(
          middle,
          0,
          () => 1,
          () => 0,
        ),
    );
    const larger = whereGreater(
      isReflected,
      0.5,
      () => negate(low),
      () => high,
    );
    const smaller = whereGreater(
      isReflected,
      0.5,
      () => negate(high),
      () => low,
    );
    const logLarger = normalLogCdf(larger);
    const steepness = multiply(gap, abs(middle));
    const between = (): Value => {
      // The hazard of a normal is at least its distance: what far out is lost by subtracting is known from there.
      const ratio = whereGreater(
        add(subtract(normalLogCdf(smaller), logLarger), steepness),
        0,
        () => negate(steepness),
        () => subtract(normalLogCdf(smaller), logLarger),
      );
      return add(logLarger, log1mexp(ratio));
    };
    const narrow = whereGreater(add(gap, steepness), NEAR, between, () => narrowNormal(middle, gap));
    return whereGreater(
      isEnd,
      0.5,
      () => logLarger,
      () => narrow,
    );
  },
};

/** ln of φ(m) g (1 + g² He₂(m)/24 + g⁴ He₄(m)/1920), the integral of the normal density over an interval of length g. */
function narrowNormal(middle: Value, gap: Value): Value {
  const [m2, g2] = [square(middle), square(gap)];
  const second = multiply(multiply(g2, subtract(m2, 1)), 1 / 24);
  const fourth = multiply(multiply(square(g2), add(multiply(m2, subtract(m2, 6)), 3)), 1 / 1920);
  const density = subtract(multiply(-0.5, m2), LOG_SQRT_2PI);
  return add(add(density, log(gap)), log1p(add(second, fourth)));
}

const cauchit: LatentScale = {
  cdf: (z) => cauchyBelow(z),
  survival: (z) => cauchyBelow(-z),
  logSide: (z, isBelow) => cauchyLogBelow(signed(within(z), isBelow)),
  logMass({ low: from, high: to, gap, isLowest, isHighest }) {
    const [low, high] = [within(from), within(to)];
    const end = (): Value =>
      cauchyLogBelow(
        whereGreater(
          isLowest,
          0.5,
          () => high,
          () => negate(low),
        ),
      );
    // The angle between two directions: tan(a − b) = gap/(1 + low · high)
    const across = add(1, multiply(low, high));
    const angle = whereGreater(
      subtract(across, gap),
      0,
      () => atan(divide(gap, across)),
      () => subtract(Math.PI / 2, atan(divide(across, gap))),
    );
    return whereGreater(add(isLowest, isHighest), 0.5, end, () => subtract(log(angle), LOG_PI));
  },
};

/** ½ + atan(z)/π. */
function cauchyBelow(z: number): number {
  return z < -1 ? atanNumber(-1 / z) / Math.PI : 0.5 + atanNumber(z) / Math.PI;
}

/** ln of ½ + atan(z)/π. */
function cauchyLogBelow(z: Value): Value {
  const far = divide(atan(divide(1, atLeast(abs(z), 1))), Math.PI);
  const near = divide(atan(atMost(atLeast(z, -1), 1)), Math.PI);
  const central = whereGreater(
    z,
    1,
    () => negate(far),
    () => subtract(near, 0.5),
  );
  // Far below it is the logarithm of a small number, elsewhere that of one less another.
  return whereGreater(
    z,
    -1,
    () => log1p(central),
    () => log(far),
  );
}

/** All scales by the names of their links. */
export const latentScales: Readonly<Record<LatentScaleName, LatentScale>> = { logit, probit, cloglog, cauchit };
