/** Writes a distribution as the text from which it can be read again. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { aliases, distributionForms } from "./distributionForms.js";

/**
 * The distribution as text, `student_t(3, 0, 2.5)`, the inverse of `parseDistribution`: numbers have the fewest digits that
 * read back exactly, and of options all are said. A half-normal, half-Cauchy or half-Student t is written as its whole, since the model truncates it again.
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
  const { parameters } = distribution;
  switch (form.kind) {
    case "numbers":
      return `${form.name}(${form.parameters.map((key) => numberText(form.name, key, parameters[key])).join(", ")})`;
    case "shares":
      return `${form.name}(${numbersOf(form.name, parameters).join(", ")})`;
    case "options":
      return `${form.name}(${optionTexts(form.parameters, parameters).join(", ")})`;
  }
}

function numberText(name: string, parameter: string, value: unknown): string {
  if (typeof value === "number") return String(value);
  throw new UserError(`the ${parameter} of the prior ${name} must be a plain number.`);
}

function numbersOf(name: string, { concentration }: Distribution["parameters"]): readonly number[] {
  if (typeof concentration === "number") return [concentration];
  if (Array.isArray(concentration)) return concentration as readonly number[];
  throw new UserError(`the concentrations of the prior ${name} must be plain numbers.`);
}

/** All that the prior is made of; where the ratio of parameters sets the global scale, that scale is not said. */
function optionTexts(names: readonly string[], values: Distribution["parameters"]): string[] {
  return names.flatMap((name) => {
    const value = values[name];
    if (value === undefined || (name === "scale_global" && values["par_ratio"] !== undefined)) return [];
    if (name === "autoscale") return [`${name} = ${value === 1 ? "TRUE" : "FALSE"}`];
    return [`${name} = ${Array.isArray(value) ? `c(${value.join(", ")})` : String(value as number)}`];
  });
}
