/** A law of probability of single numbers with its parameters left open: one row of the table of distributions. */
import type { Rng } from "../core/Rng.js";
import type { Tensor } from "../autodiff/ops.js";
import type { Domain } from "./domains.js";
import type { Edges, Support } from "./Support.js";
import type { Value } from "./Value.js";

export type Values<P extends string = string> = Readonly<Record<P, Value>>;
export type Numbers<P extends string = string> = Readonly<Record<P, number>>;

/**
 * A law is pure: parameters are handed to each question. Log densities take numbers or tensors, in any mixture that
 * broadcasts; random draws take plain numbers, one set per draw and row.
 */
export interface Law<P extends string = string> {
  /** As in a model's description, `student_t`. */
  readonly name: string;
  /** Parameters in the order of the constructor, with what they may be. */
  readonly parameters: Readonly<Record<P, Domain>>;
  support(values: Values<P>): Support;
  /** Whether the ends of the support have a finite density; both do where this is left out. */
  edges?(values: Values<P>): Edges;
  /** Where x is in the part of the support that is known only when the parameters are, as up to a tensor of trials. */
  within?(x: Tensor, values: Values<P>): Tensor | undefined;
  /** Whether the density has no finite integral, so that cutting it leaves it as it is. */
  readonly improper?: boolean;
  /** Log density or log probability with its normalising constant, for x inside the support. */
  logDensity(x: Value, values: Values<P>): Value;
  random(rng: Rng, numbers: Numbers<P>): number;
  /** ln P(X > bound), for truncation and censoring, with slopes by all that is a tensor; absent where it is not known. */
  logSurvival?(bound: Value, values: Values<P>): Value;
  /** ln P(X < bound). */
  logCdf?(bound: Value, values: Values<P>): Value;
}
