/** The prior of a parameter that is known. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { PriorSlot } from "../Prior.js";

const name = "constant";

/**
 * Fixes a parameter at a number: it is not sampled, adds nothing to the log density, and all its draws are that number. Of a class
 * of parameters all are fixed.
 *
 * @example prior("b[x]", constant(1))
 * @throws UserError unless it is a finite number.
 */
export function constant(value: number): Distribution {
  if (!Number.isFinite(value)) throw new UserError(`the value of constant must be a finite number; it is ${value}.`);
  return {
    name,
    parameters: { value },
    support: { kind: "interval", lower: value, upper: value },
    eventShape: [],
    logDensity: notSampled,
    random: () => value,
  };
}

/** Whether a parameter with this prior is known. */
export function isConstant(distribution: Distribution): boolean {
  return distribution.name === name;
}

/**
 * The number that a slot is fixed at, or a sentence why it cannot be.
 *
 * @throws UserError where the parameter cannot be that number, or is no single number.
 */
export function constantOf(
  { name: parameter, above = -Infinity, below = Infinity, size }: PriorSlot,
  given: Distribution,
) {
  const value = given.parameters["value"] as number;
  if (size !== undefined) throw new UserError(`${parameter} is more than one number, which constant cannot fix.`);
  if (value > above && value < below) return given;
  const where =
    below === Infinity ? `above ${above}` : above === -Infinity ? `below ${below}` : `between ${above} and ${below}`;
  throw new UserError(`${parameter} lies ${where}, so it cannot be fixed at ${value}.`);
}

function notSampled(): never {
  throw new UserError(
    "a parameter that is sampled together with others, such as one threshold of several, cannot be fixed by constant.",
  );
}
