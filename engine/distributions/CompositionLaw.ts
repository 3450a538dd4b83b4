/** A law of several columns that share a whole: the first is what its density is asked about, the others are parameters. */
import type { Rng } from "../core/Rng.js";
import type { Law, Numbers } from "./Law.js";

/** A law of a whole in parts, in columns 1..K; the first is x, the others are its parameters column2..columnK. */
export interface CompositionLaw<P extends string = string> extends Law<P> {
  readonly categories: number;
  /** Writes the expected share of each column; they sum to 1 but for rounding. */
  probabilities(numbers: Numbers<P>, out: Float64Array): void;
  /** Draws all columns; `random` gives the first. */
  drawAll(rng: Rng, numbers: Numbers<P>, out: Float64Array): void;
}
