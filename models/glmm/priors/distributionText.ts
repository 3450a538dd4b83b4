/** Writes a distribution as the text from which it can be read again. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { aliases, distributionForms } from "./distributionForms.js";

/**
 * The distribution as text, `student_t(3, 0, 2.5)`, the inverse of `parseDistribution`: numbers have the fewest digits that
 * read back exactly. A half-normal, half-Cauchy or half-Student t is written as its whole, since the model truncates it again.
 *
 * @throws UserError for a distribution that no prior can have, or whose parameters are not plain numbers.
 */
export function distributionText(distribution: Distribution): string {
  const written = distribution.name.replace(/^half-/, "");
  const name = aliases.get(written) ?? written;
  const form = distributionForms.get(name);
  if (!form) {
    const known = [...distributionForms.keys()].join(", ");
    throw new UserError(`${distribution.name} cannot be the prior of a parameter here; the known ones are ${known}.`);
  }
  const numbers = form.parameters.map((parameter) => {
    const value = distribution.parameters[parameter];
    if (typeof value === "number") return String(value);
    throw new UserError(`the ${parameter} of the prior ${form.name} must be a plain number.`);
  });
  return `${form.name}(${numbers.join(", ")})`;
}
