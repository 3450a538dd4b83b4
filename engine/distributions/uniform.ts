/** The uniform law. */
import { UserError } from "../core/UserError.js";
import { log } from "../math/log.js";
import { elementwise, type Distribution } from "./Distribution.js";
import { closed, interval } from "./Support.js";

/**
 * Uniform between two numbers.
 *
 * @throws UserError unless both are finite and lower < upper.
 */
export function uniform(lower: number, upper: number): Distribution {
  if (!(Number.isFinite(lower) && Number.isFinite(upper) && lower < upper)) {
    throw new UserError(`uniform needs two finite numbers with lower below upper; it has ${lower} and ${upper}.`);
  }
  const support = interval(lower, upper);
  const logDensity = -log(upper - lower);
  return {
    name: "uniform",
    parameters: { lower, upper },
    support,
    eventShape: [],
    ...elementwise(support, closed, () => logDensity),
    random: (rng) => lower + (upper - lower) * rng.uniform(),
  };
}
