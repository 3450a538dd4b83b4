/** Numbers that a response is summarised by, to compare it with its replicates. */
import type { Replicates } from "../../engine/core/Replicates.js";

/** What is known of an observation beside its response. */
export type ObservationsOf = Pick<Replicates, "trials" | "categories">;

/** A number made of the responses at some places. */
export interface ResponseStatistic {
  /** Stable: `zeros`, `q90`. */
  readonly name: string;
  /** In words, to follow "the": `number of zeros`. */
  readonly words: string;
  /** What is counted where the number counts observations, one and several: `zero`, `zeros`. */
  readonly counts?: readonly [one: string, several: string];
  /** @param places Of the observations that are meant, in the response. */
  of(response: Float64Array, places: Int32Array, known: ObservationsOf): number;
}
