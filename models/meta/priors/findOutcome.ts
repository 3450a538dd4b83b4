/** Finds a published type of outcome by loose words. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { quoted } from "../../glmm/priors/quoted.js";
import type { PublishedOutcome } from "./PublishedOutcome.js";

/** Words that tell no outcome from another. */
const idle = new Set(["outcome", "outcomes", "the", "of", "and", "or", "in", "end", "dichotomised", "dichotomized"]);

/**
 * The row whose name, or other words for it, hold every given word or the beginning of it, whatever the case and punctuation.
 *
 * @throws UserError listing the rows that may be meant when there is none or more than one.
 */
export function findOutcome(words: string, rows: readonly PublishedOutcome[], table: string): PublishedOutcome {
  const exact = rows.find(({ name }) => wordsOf(name).join(" ") === wordsOf(words).join(" "));
  if (exact) return exact;
  const wanted = wordsOf(words);
  const found = wanted.length === 0 ? [] : rows.filter((row) => wanted.every((word) => holds(row, word)));
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw new UserError(
      `the outcome ${quoted(words)} of ${table} may be any of ${found.map(({ name }) => name).join("; ")}: name one.`,
    );
  }
  throw new UserError(`unknown outcome ${quoted(words)} of ${table}: ${meant(wanted, rows)}`);
}

function holds({ name, aliases }: PublishedOutcome, word: string): boolean {
  return wordsOf(`${name} ${aliases ?? ""}`).some((own) => own.startsWith(word));
}

function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.filter((word) => !idle.has(word));
}

/** The rows of the word that is nearest to one of those wanted, or all of them. */
function meant(wanted: readonly string[], rows: readonly PublishedOutcome[]): string {
  const known = rows.flatMap(({ name, aliases }) => wordsOf(`${name} ${aliases ?? ""}`));
  for (const word of wanted) {
    if (rows.some((row) => holds(row, word))) continue;
    const near = nearestName(word, known);
    const names = near === undefined ? [] : rows.filter((row) => holds(row, near)).map(({ name }) => name);
    if (names.length > 0) return `did you mean ${names.join(" or ")}?`;
  }
  return `the outcomes are ${rows.map(({ name }) => name).join("; ")}.`;
}
