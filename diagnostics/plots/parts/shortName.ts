/** Names short enough to stand in a sentence. */
import { truncate } from "./textWidth.js";
import { fontSize } from "./theme.js";

/** A name of at most about forty letters: the middle of longer ones is left out, since names differ most at their ends. */
export function shortName(name: string): string {
  return truncate(name.trim(), 280, fontSize);
}
