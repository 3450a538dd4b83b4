/** Where a table of trials holds what: the outcome of the reading's columns and their synonyms. */
import type { Warning } from "../../../engine/core/Warning.js";
import type { LikelihoodName } from "../likelihoods/Likelihood.js";

/** Columns of what was observed in arms. */
export type ArmColumns =
  | { readonly kind: "events"; readonly events: string; readonly total: string; readonly time?: string }
  | { readonly kind: "rate"; readonly events: string; readonly exposure: string }
  /** With `se`, or with `sd` and `n`, or with both, where rows may have either. */
  | { readonly kind: "mean"; readonly mean: string; readonly se?: string; readonly sd?: string; readonly n?: string }
  | { readonly kind: "categories"; readonly categories: readonly string[] };

/** Columns of differences between arms. */
export interface ContrastColumns {
  readonly diff: string;
  readonly diffSe: string;
  /** Of a table with a row for each pair of arms. */
  readonly comparator?: string;
}

export interface NetworkLayout {
  readonly likelihood: LikelihoodName;
  readonly study: string;
  readonly treatment: string;
  /** At least one of these two. */
  readonly arms?: ArmColumns;
  readonly contrasts?: ContrastColumns;
  /** Whose columns a person named where only one of both was: used where a study has both. */
  readonly preferred?: "arms" | "contrasts";
  /** Numbers of people, of no matter to the likelihood. */
  readonly participants?: string;
  readonly warnings: readonly Warning[];
}
