/** Parts of the sentences that name a mistake. */
import { nearestName } from "../../engine/data/nearestName.js";
import type { Span } from "./Formula.js";
import { shortened } from "./shortened.js";
import { sourceOf } from "./sourceOf.js";

/** The nearest name, not asked for names so long that the answer would take time. */
export function nearestOf(wanted: string, names: Iterable<string>): string | undefined {
  return wanted.length > 60 ? undefined : nearestName(wanted, names);
}

/** "log() takes 1 argument and has 2 here." */
export function arityWords(name: string, [least, most]: readonly [number, number], count: number): string {
  const takes = least === most ? `${least}` : `${least} or ${most}`;
  return `${name}() takes ${takes} argument${most === 1 ? "" : "s"} and has ${count} here.`;
}

/** The text of a place for a sentence, in quotes. */
export function quotedSource(text: string, span: Span): string {
  return `"${shortened(sourceOf(text, span))}"`;
}
