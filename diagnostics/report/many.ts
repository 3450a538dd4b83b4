/** What a section may hold one or several of. */
import type { Many } from "./Section.js";

/** One or several as a list; none where there is none. */
export function many<T>(some: Many<T> | undefined): readonly T[] {
  if (some === undefined) return [];
  return Array.isArray(some) ? (some as readonly T[]) : [some as T];
}
