/** Responses of zero, or of a law of what is above it. */
import { add, log1mexp, subtract, whereGreater } from "./algebra.js";
import type { Rng } from "../core/Rng.js";
import type { Law, Numbers, Values } from "./Law.js";
import { boundsOf, closed, open, type Edges } from "./Support.js";
import { exp } from "../math/exp.js";
import { whereEqual } from "./whereEqual.js";
import type { Value } from "./Value.js";

/** How probable zero is, and how probable it is not: logarithms, since either may be too small to subtract. */
export type HurdleName = "logZero" | "logRest";

/** What of a law is above zero. */
export interface PositivePart<P extends string = string> {
  /** ln P(X > 0). */
  logMass(values: Values<P>): Value;
  /** A draw given that it is above zero. */
  random(rng: Rng, numbers: Numbers<P>): number;
}

/**
 * A law whose zeros have a probability of their own: P(0) = h, and (1 − h) p(y)/P(X > 0) above, with ln h = logZero,
 * ln(1 − h) = logRest. That the two probabilities sum to 1 is left to the caller. Mullahy 1986, J. Econometrics 33, 341-365.
 *
 * @param law Of counts, or of numbers above 0
 * @param positive What of it is above zero; left out for a law that is nowhere else
 * @param name Unless it is that of the law behind `hurdle_`
 */
export function hurdle<P extends string>(
  law: Law<P>,
  positive?: PositivePart<P>,
  name = `hurdle_${law.name}`,
): Law<P | HurdleName> {
  const own = (values: Values<P | HurdleName>): Values<P> => values;
  const massAbove = (values: Values<P>): Value => positive?.logMass(values) ?? 0;
  const drawAbove = positive?.random ?? law.random;
  // A law of counts may be asked about 0; one that is above 0 is asked about a number inside instead.
  const inner = (y: Value, values: Values<P>): Value => {
    if (positive) return y;
    const { upper } = boundsOf(law.support(values));
    return whereEqual(
      y,
      0,
      () => (upper === Infinity ? 1 : upper / 2),
      () => y,
    );
  };
  const logSurvival = law.logSurvival;
  const survival = (bound: Value, values: Values<P | HurdleName>): Value =>
    whereGreater(
      bound,
      positive ? -1 : 0,
      () => add(values.logRest, subtract(logSurvival!(bound, own(values)), massAbove(own(values)))),
      () =>
        whereGreater(
          bound,
          -1e-300,
          () => values.logRest,
          () => 0,
        ),
    );
  return {
    name,
    parameters: { ...law.parameters, logZero: "real", logRest: "real" } as Law<P | HurdleName>["parameters"],
    support: (values) => law.support(own(values)),
    edges: (values): Edges => ({ ...(positive ? closed : (law.edges?.(own(values)) ?? open)), lower: true }),
    ...(law.within ? { within: (y, values) => law.within!(y, own(values)) } : {}),
    logDensity: (y, values) =>
      whereEqual(
        y,
        0,
        () => values.logZero,
        () => {
          const above = law.logDensity(inner(y, own(values)), own(values));
          return add(values.logRest, subtract(above, massAbove(own(values))));
        },
      ),
    random: (rng, numbers) =>
      rng.uniform() < exp(numbers.logZero) ? 0 : drawAbove(rng, numbers as Numbers as Numbers<P>),
    ...(logSurvival
      ? { logSurvival: survival, logCdf: (bound: Value, values) => log1mexp(survival(bound, values)) }
      : {}),
  };
}
