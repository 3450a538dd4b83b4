/** The Tweedie law between Poisson and gamma: a Poisson number of gamma amounts, and so an amount of exactly 0 at times. */
import { add, divide, exp, log, multiply, negate, subtract, whereGreater } from "./algebra.js";
import { drawGamma } from "./draw/drawGamma.js";
import { drawPoisson } from "./draw/drawPoisson.js";
import type { Law } from "./Law.js";
import { exp as expNumber } from "../math/exp.js";
import { log as logNumber } from "../math/log.js";
import { positive } from "./Support.js";
import { compoundLogDensity } from "./compoundLogDensity.js";
import type { Value } from "./Value.js";

/** Mean e^logMean and variance phi · mean^power for a power above 1 and below 2. */
export const tweedieLaw: Law<"logMean" | "phi" | "power"> = {
  name: "tweedie",
  parameters: { logMean: "real", phi: "positive", power: "positive" },
  support: () => positive,
  logDensity(y, values) {
    const { logCount, logScale, shape } = compound(values);
    const amount = whereGreater(
      y,
      0,
      () => y,
      () => 1,
    );
    return whereGreater(
      y,
      0,
      () => compoundLogDensity(amount, logCount, logScale, shape),
      () => negate(exp(logCount)),
    );
  },
  random(rng, values) {
    const { logCount, logScale, shape } = compound(values) as Record<"logCount" | "logScale" | "shape", number>;
    const count = drawPoisson(rng, expNumber(logCount));
    return count === 0 ? 0 : expNumber(logScale + logNumber(drawGamma(rng, count * shape)));
  },
};

interface Parameters {
  readonly logMean: Value;
  readonly phi: Value;
  readonly power: Value;
}

/** Of the compound law: the logarithms of the mean number of amounts and of their scale, and their shape. */
function compound({ logMean, phi, power }: Parameters): Record<"logCount" | "logScale" | "shape", Value> {
  const [toTwo, overOne] = [subtract(2, power), subtract(power, 1)];
  return {
    logCount: subtract(multiply(toTwo, logMean), add(log(phi), log(toTwo))),
    logScale: add(add(log(phi), log(overOne)), multiply(overOne, logMean)),
    shape: divide(toTwo, overOne),
  };
}
