/** Draws of numbers, each from a law of its own, given that they ascend. */
import type { Rng } from "../../../engine/core/Rng.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";

const mostTries = 100_000;

/**
 * One draw of all. Of one law they are sorted, which is the law given the order; of others draws are taken until they ascend.
 *
 * @param areAlike Whether all laws are the same.
 * @throws UserError when laws hardly ever ascend.
 */
export function orderedDraws(rng: Rng, laws: readonly Distribution[], areAlike: boolean): readonly number[] {
  const draw = () => laws.map((law) => law.random(rng) as number);
  if (areAlike) return draw().sort((a, b) => a - b);
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const values = draw();
    if (values.every((value, i) => i === 0 || value > values[i - 1]!)) return values;
  }
  throw new UserError(
    `the priors of the intercepts were not in ascending order in ${mostTries} draws, which the model needs them to be; give them priors that ascend.`,
  );
}
