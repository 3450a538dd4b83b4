/** The law of a standard deviation whose variance or precision has a law of its own. */
import { add, divide, log, multiply, square } from "../../../engine/distributions/algebra.js";
import { elementwise, type Distribution } from "../../../engine/distributions/Distribution.js";
import { lognormal } from "../../../engine/distributions/lognormal.js";
import { boundsOf, interval, open } from "../../../engine/distributions/Support.js";
import { isNumber, type Value } from "../../../engine/distributions/Value.js";
import { logStudentT } from "./logStudentT.js";
import type { PriorPower } from "./NetworkPrior.js";

const LOG_2 = 0.6931471805599453;

/**
 * The law of τ where τ to a power has the given law, which lives above 0: its density there times the slope |power| τ^(power − 1) of
 * the change of variables. Of a log-normal and a log-t law it is one of the same kind, its location and scale divided by the power.
 *
 * @param power 2 when the law is of the variance, −2 of the precision, 1 of τ itself
 * @example heterogeneityPrior(lognormal(-3.95, 1.34), 2); // lognormal(-1.975, 0.67)
 */
export function heterogeneityPrior(law: Distribution, power: PriorPower): Distribution {
  if (power === 1) return law;
  return closedForm(law, power) ?? byChangeOfVariables(law, power);
}

function closedForm({ name, parameters }: Distribution, power: 2 | -2): Distribution | undefined {
  const number = (parameter: string): number => parameters[parameter] as number;
  if (name === "lognormal") return lognormal(number("mu") / power, number("sigma") / 2);
  if (name === "log_student_t") return logStudentT(number("df"), number("location") / power, number("scale") / 2);
  return undefined;
}

function byChangeOfVariables(law: Distribution, power: 2 | -2): Distribution {
  const { lower, upper } = boundsOf(law.support);
  const ends = [rootOf(lower, power), rootOf(upper, power)].sort((a, b) => a - b) as [number, number];
  return {
    name: `${power === 2 ? "square root" : "inverse square root"} of ${law.name}`,
    parameters: law.parameters,
    support: interval(...ends),
    eventShape: [],
    ...elementwise(interval(...ends), open, (tau) => {
      const squared = square(tau);
      const inside = power === 2 ? squared : divide(1, squared);
      // ln 2 + ln τ of the variance, ln 2 − 3 ln τ of the precision.
      return add(densityOf(law, inside), add(LOG_2, multiply(power - 1, log(tau))));
    }),
    random: (rng) => rootOf(law.random(rng) as number, power),
  };
}

function densityOf(law: Distribution, x: Value): Value {
  if (isNumber(x)) return law.logDensity(x);
  return law.logDensityInside ? law.logDensityInside(x) : law.logDensity(x);
}

function rootOf(x: number, power: 2 | -2): number {
  return power === 2 ? Math.sqrt(x) : 1 / Math.sqrt(x);
}
