/** Counts with zeros too many: a law mixed with a probability of a zero for another reason. */
import { add, whereGreater } from "./algebra.js";
import type { Law, Numbers, Values } from "./Law.js";
import { logAddExp } from "./logAddExp.js";
import { exp } from "../math/exp.js";
import { whereEqual } from "./whereEqual.js";
import type { Value } from "./Value.js";

/** How probable a zero for another reason is, and how probable none: logarithms, since either may be too small to subtract. */
export type InflationName = "logInflation" | "logRest";

/**
 * A law of counts mixed with zeros: P(0) = i + (1 − i) p(0), P(y) = (1 − i) p(y), ln i = logInflation, ln(1 − i) = logRest.
 * That the two probabilities sum to 1 is left to the caller. Lambert 1992, Technometrics 34, 1-14.
 *
 * @param law Of counts
 * @example zeroInflated(poissonLogLaw).logDensity(0, { logRate: 1, logInflation: Math.log(0.2), logRest: Math.log(0.8) })
 */
export function zeroInflated<P extends string>(law: Law<P>): Law<P | InflationName> {
  const own = (values: Values<P | InflationName>): Values<P> => values;
  const { logCdf, logSurvival } = law;
  return {
    name: `zero_inflated_${law.name}`,
    parameters: { ...law.parameters, logInflation: "real", logRest: "real" } as Law<P | InflationName>["parameters"],
    support: (values) => law.support(own(values)),
    ...(law.within ? { within: (y, values) => law.within!(y, own(values)) } : {}),
    logDensity(y, values) {
      const count = add(values.logRest, law.logDensity(y, own(values)));
      return whereEqual(
        y,
        0,
        () => logAddExp(values.logInflation, count),
        () => count,
      );
    },
    random: (rng, numbers) =>
      rng.uniform() < exp(numbers.logInflation) ? 0 : law.random(rng, numbers as Numbers as Numbers<P>),
    ...(logCdf && logSurvival
      ? {
          logCdf: (bound: Value, values: Values<P | InflationName>): Value =>
            whereGreater(
              bound,
              -1,
              () => logAddExp(values.logInflation, add(values.logRest, logCdf(bound, own(values)))),
              () => -Infinity,
            ),
          logSurvival: (bound: Value, values: Values<P | InflationName>): Value =>
            whereGreater(
              bound,
              -1,
              () => add(values.logRest, logSurvival(bound, own(values))),
              () => 0,
            ),
        }
      : {}),
  };
}
