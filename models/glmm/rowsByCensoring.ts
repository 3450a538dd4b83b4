/** Rows sorted by how much of their response is known. */
import type { Censored, Censoring } from "./Frame.js";

const kinds: readonly Censored[] = ["none", "right", "left", "interval"];

/** The kinds that occur, each with the places of its rows. */
export function rowsByCensoring({ kind: kindOf }: Censoring): { readonly kind: Censored; readonly places: number[] }[] {
  return kinds
    .map((kind) => ({ kind, places: Array.from(kindOf.keys()).filter((row) => kindOf[row] === kind) }))
    .filter(({ places }) => places.length > 0);
}
