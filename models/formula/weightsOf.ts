/** Reads `weights(w, precision)`: what is weighed, and what the weights mean. */
import type { UserError } from "../../engine/core/UserError.js";
import type { Weighting } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { shortened } from "./shortened.js";
import type { Argument, CallSyntax, Syntax } from "./Syntax.js";
import { nearestOf, quotedSource } from "./wording.js";

/** Each meaning of weights, with words for it. */
export const WEIGHTINGS: ReadonlyMap<Weighting, string> = new Map([
  ["precision", "variances sigma²/w"],
  ["frequency", "rows that stand for w equal ones"],
  ["sampling", "weights of a survey, scaled to add up to the number of rows"],
]);

/**
 * The numbers and the meaning of `weights(w, precision)`, which may stand in quotes. A call that does not say what the weights
 * mean is refused: packages differ in it, and so do the answers.
 *
 * @throws UserError with a caret
 */
export function weightsOf(text: string, call: CallSyntax): { readonly value: Syntax; readonly weighting: Weighting } {
  const { arguments: list, span } = call;
  const named = list.find(({ name }) => name !== undefined);
  if (named) throw formulaError(text, named.span, namedSentence(named));
  const [value, meaning, ...more] = list;
  if (value === undefined || more.length > 0) {
    throw formulaError(text, span, "weights() takes a column and what it means, as in weights(w, precision).");
  }
  const source = quotedSource(text, value.span).slice(1, -1);
  if (meaning === undefined) {
    throw formulaError(text, span, `weights(${source}) does not say what the weights mean: write ${choices(source)}.`);
  }
  return { value: value.value, weighting: weightingOf(text, source, meaning) };
}

function weightingOf(text: string, source: string, { value, span }: Argument): Weighting {
  const written = value.kind === "name" ? value.name : value.kind === "text" ? value.value : undefined;
  const found = [...WEIGHTINGS.keys()].find((name) => name === written);
  // In back-quotes it is the name of a column.
  if (found === undefined || (value.kind === "name" && value.quoted))
    throw unknownWeighting(text, source, span, written);
  return found;
}

function unknownWeighting(
  text: string,
  source: string,
  span: Argument["span"],
  written: string | undefined,
): UserError {
  const near = written === undefined ? undefined : nearestOf(written, WEIGHTINGS.keys());
  const mend = near === undefined ? `write ${choices(source)}` : `did you mean weights(${source}, ${near})?`;
  const sentence = `"${shortened(text.slice(span.start, span.end))}" is no meaning of weights: ${mend}`;
  return formulaError(text, span, near === undefined ? `${sentence}.` : sentence);
}

/** brms scales by an argument. */
function namedSentence({ name }: Argument): string {
  const mend =
    name === "scale"
      ? "weights that are scaled to add up to the number of rows are weights(w, sampling)"
      : "the meaning stands alone, as in weights(w, precision)";
  return `weights() has no argument "${shortened(name!)}"; ${mend}.`;
}

function choices(source: string): string {
  const written = Array.from(WEIGHTINGS, ([name, words]) => `weights(${source}, ${name}) for ${words}`);
  return `${written.slice(0, -1).join(", ")}, or ${written.at(-1)!}`;
}
