/** Names of coefficients must tell them apart. */
import type { Span } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";

/**
 * @param what what the columns are of, for the message
 * @throws UserError when two columns share a name, or a column has one of the names taken, naming the terms of both.
 */
export function refuseSameName(
  text: string,
  taken: readonly string[],
  columns: readonly { readonly name: string; readonly span: Span }[],
  what = "coefficient",
): void {
  const first = new Map<string, Span | undefined>(taken.map((name) => [name, undefined]));
  for (const { name, span } of columns) {
    if (!first.has(name)) {
      first.set(name, span);
      continue;
    }
    const before = first.get(name);
    const words = (at: Span) => `the term ${text.slice(at.start, at.end).trim()}`;
    throw formulaError(
      text,
      span,
      `${before ? words(before) : "the intercept"} and ${words(span)} both give the ${what} "${name}": rename a column or level, or ` +
        `leave one out.`,
    );
  }
}
