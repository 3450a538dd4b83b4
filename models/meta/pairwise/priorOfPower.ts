/** The law of a positive quantity whose square, or the inverse of its square, has a law of its own. */
import { tf } from "../../../engine/autodiff/ops.js";
import { add, log, multiply } from "../../../engine/distributions/algebra.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { positive } from "../../../engine/distributions/Support.js";
import { isNumber, type Value } from "../../../engine/distributions/Value.js";

/**
 * The law of τ where τ² or 1/τ² has the given one: its density times the slope of the change, |d τ^p / d τ| = |p| τ^(p − 1).
 *
 * @param power 2 or −2
 */
export function priorOfPower(law: Distribution, power: 2 | -2): Distribution {
  const logDensity = (tau: Value): Value => {
    const square = isNumber(tau) ? tau * tau : (tf().square(tau) as Value);
    const value = power === 2 ? square : isNumber(square) ? 1 / square : (tf().reciprocal(square) as Value);
    // log 2 + log τ, and log 2 − 3 log τ.
    const slope = add(log(2), multiply(power === 2 ? 1 : -3, log(tau)));
    return add(law.logDensity(value), slope);
  };
  return {
    name: `${law.name} of the ${power === 2 ? "variance" : "precision"}`,
    parameters: law.parameters,
    support: positive,
    eventShape: [],
    logDensity: logDensity as Distribution["logDensity"],
    random: (rng) => {
      const drawn = Math.sqrt(law.random(rng) as number);
      return power === 2 ? drawn : 1 / drawn;
    },
  };
}
