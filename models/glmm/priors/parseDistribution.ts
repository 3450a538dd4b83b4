/** Reads a distribution from its text, `student_t(3, 0, 2.5)`. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { aliases, distributionForms, type DistributionForm } from "./distributionForms.js";
import { priorArguments } from "./priorArguments.js";
import { quoted } from "./quoted.js";

/**
 * The distribution of a text, by the names and in the parametrisation of Stan: `gamma(shape, rate)`, `exponential(rate)`,
 * `student_t(df, location, scale)`, `lkj(eta)` for correlations, `dirichlet(a)` for shares, `flat()` for none, `constant(v)` for a
 * parameter that is known; of all coefficients together `horseshoe(df = 1, …)` and `R2D2(mean_R2 = 0.5, …)`, as brms has them.
 *
 * @example parseDistribution("normal(0, 2.5)")
 * @throws UserError for an unknown name, a wrong number of arguments, one that is no number or out of range, or stray text.
 */
export function parseDistribution(text: string): Distribution {
  const { name, inside } = splitCall(text.trim());
  const form = formOf(name);
  if (inside === undefined) {
    if (form.parameters.length === 0 || form.kind === "options") return form.make([]);
    throw new UserError(`${form.name} needs its numbers in parentheses, as in ${form.example}.`);
  }
  return form.make(priorArguments(inside, form));
}

/** The name and what stands between its parentheses. */
function splitCall(text: string): { readonly name: string; readonly inside?: string } {
  if (text === "") throw new UserError("there is no distribution; write one, such as normal(0, 2.5).");
  const open = text.indexOf("(");
  if (open === -1) return { name: text };
  const name = text.slice(0, open).trim();
  const close = closingParenthesis(text, open);
  if (close === -1) throw new UserError(`the parenthesis of ${quoted(text)} is not closed.`);
  const rest = text.slice(close + 1).trim();
  if (rest.startsWith("T[")) {
    throw new UserError(
      `leave out ${quoted(rest)}: priors of positive quantities are truncated at zero by themselves.`,
    );
  }
  if (rest !== "")
    throw new UserError(`the text ${quoted(rest)} after ${quoted(text.slice(0, close + 1))} is not understood.`);
  return { name, inside: text.slice(open + 1, close) };
}

function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i += 1) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")") depth -= 1;
    if (depth === 0) return i;
  }
  return -1;
}

function formOf(name: string): DistributionForm {
  const form = distributionForms.get(aliases.get(name) ?? name);
  if (form) return form;
  if (name === "") throw new UserError("the distribution has no name; write one, such as normal(0, 2.5).");
  const half = /^half[-_ ]?(.+)$/i.exec(name)?.[1]?.toLowerCase().replace("-", "_");
  const whole =
    half && (distributionForms.get(half) ?? distributionForms.get(nearestName(half, distributionForms.keys()) ?? ""));
  if (whole) {
    throw new UserError(
      `unknown distribution ${quoted(name)}: write ${whole.name}, such as ${whole.example}; a prior of a positive quantity is truncated at zero by itself.`,
    );
  }
  const known = [...distributionForms.keys()];
  const near = nearestName(name, [...known, ...aliases.keys()]);
  const mend = near ? `did you mean ${near}?` : `the known ones are ${known.join(", ")}.`;
  throw new UserError(`unknown distribution ${quoted(name)}: ${mend}`);
}
