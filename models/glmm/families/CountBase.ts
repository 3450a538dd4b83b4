/** A law of counts with what its zero-inflated and hurdle forms need to know of it. */
import { atLeast, log } from "../../../engine/distributions/algebra.js";
import type { PositivePart } from "../../../engine/distributions/hurdle.js";
import type { Law, Values } from "../../../engine/distributions/Law.js";
import type { Value } from "../../../engine/distributions/Value.js";
import type { FamilyRow, LawInputs, Link } from "../Family.js";
import { countMean, logCountMean } from "./shared.js";

/** What is known of the law that counts have apart from zeros of another kind. */
export interface CountBase extends Pick<
  FamilyRow,
  | "links"
  | "auxiliaries"
  | "mean"
  | "outcome"
  | "responseWords"
  | "isResponse"
  | "expectation"
  | "variance"
  | "information"
> {
  readonly additions: FamilyRow["additions"];
  readonly law: Law;
  values(inputs: LawInputs, link: Link): Values;
  /** ln P(0). */
  logZero(inputs: LawInputs<number>, link: Link): number;
  /** Its derivative by the predictor. */
  zeroSlope(inputs: LawInputs<number>, link: Link): number;
  readonly positive?: PositivePart;
}

/** Logarithm of the mean of counts for any link; a mean of 0 keeps a logarithm, of which a count of 0 takes no notice. */
export function logMeanOf(inputs: LawInputs, link: Link): Value {
  return link.name === "log" ? logCountMean(inputs) : log(atLeast(countMean(inputs, link), 1e-300));
}
