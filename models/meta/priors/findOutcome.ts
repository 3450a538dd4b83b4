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

/** The row of the word that is nearest to one of those wanted, or all of them. */
function meant(wanted: readonly string[], rows: readonly PublishedOutcome[]): string {
  const known = new Map(rows.flatMap((row) => wordsOf(`${row.name} ${row.aliases ?? ""}`).map((word) => [word, row])));
  for (const word of wanted) {
    const near = word.length > 3 ? nearestName(word, known.keys()) : undefined;
    if (near !== undefined && !rows.some((row) => holds(row, word))) return `did you mean ${known.get(near)!.name}?`;
  }
  return `the outcomes are ${rows.map(({ name }) => name).join("; ")}.`;
}
