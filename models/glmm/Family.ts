/** A family of responses with its link: one row of the table of families. */
import type { Law, Values } from "../../engine/distributions/Law.js";
import type { Value } from "../../engine/distributions/Value.js";

export type LinkName = "identity" | "log" | "logit" | "probit" | "cloglog" | "sqrt" | "inverse";

/** Where a mean lives, and so what a response can be. */
export type MeanRange = "real" | "positive" | "unit";

/** A function from the mean of a response to the scale on which effects add, and back. */
export interface Link {
  readonly name: LinkName;
  /** Linear predictor of a mean. */
  link(mean: number): number;
  /** Mean of a linear predictor. */
  inverse(eta: Value): Value;
  /** Derivative of the mean by the linear predictor. */
  slope(eta: number): number;
  /** Of links of probabilities: ln p, accurate in the tails. */
  logInverse?(eta: Value): Value;
  /** ln(1 − p). */
  logComplement?(eta: Value): Value;
  /** ln of the slope of p. */
  logSlope?(eta: number): number;
}

export type FamilyName =
  "gaussian" | "student" | "bernoulli" | "binomial" | "poisson" | "negbinomial" | "gamma" | "beta" | "lognormal";

/** Distributional parameters besides mu. */
export type AuxiliaryName = "sigma" | "shape" | "nu" | "phi";

export interface Auxiliary {
  readonly name: AuxiliaryName;
  /** Link of its formula, when it has one; undefined where it may have none, as nu. */
  readonly link: LinkName | undefined;
  /** Without a formula it is a parameter above this number. */
  readonly above: number;
}

/** What the law of a response is told: numbers of one row, or tensors of all. */
export interface LawInputs<V extends Value = Value> {
  /** Linear predictor of mu, on the link scale. */
  readonly eta: V;
  readonly sigma?: V;
  readonly shape?: V;
  readonly nu?: V;
  readonly phi?: V;
  readonly trials?: V;
  /** The denominator of `rate()`. */
  readonly rate?: V;
}

export type AdditionName = "trials" | "se" | "rate" | "weights";

/**
 * A law whose log density has a dear part that is the same for all rows with the same response, as long as no parameter
 * but mu varies by row: it is taken once for each distinct response, and gathered by row.
 */
export interface Tabulated {
  /** The part for each distinct response; of shape [responses] when `inputs` are single numbers. */
  part(responses: Value, inputs: Omit<LawInputs, "eta">): Value;
  /** The law that is handed the part by row; its densities and draws are those of the family's. */
  readonly law: Law;
  values(inputs: LawInputs, part: Value): Values;
}

/** One family; pure, knows no data. */
export interface FamilyRow {
  readonly name: FamilyName;
  /** The default link first. */
  readonly links: readonly LinkName[];
  readonly auxiliaries: readonly Auxiliary[];
  /**
   * Additions that the response may have beside weights, which multiply any log likelihood, and divide the variance where there is
   * a sigma; a family that lists `trials` needs it.
   */
  readonly additions: readonly AdditionName[];
  /** Where the mean of a single trial lives. */
  readonly mean: MeanRange;
  /** What a response may be, in words for messages: "a whole number, 0 or above". */
  readonly responseWords: string;
  isResponse(y: number): boolean;
  /** The law of the response for a link. */
  law(link: Link): Law;
  /** The law's parameters. */
  values(inputs: LawInputs, link: Link): Values;
  /** The law by a part that is taken for distinct responses, where that pays. */
  tabulated?(link: Link): Tabulated | undefined;
  /** E(y) given the row: for binomial trials times probability, for lognormal exp(mu + sigma²/2). */
  expectation(inputs: LawInputs<number>, link: Link): number;
  /**
   * Expected (Fisher) information of one response about its linear predictor, other parameters known: 1/sigma² for gaussian
   * with identity link, n p (1 − p) for binomial with logit.
   */
  information(inputs: LawInputs<number>, link: Link): number;
}

/** A family with its link, as declared. */
export interface Family {
  readonly name: FamilyName;
  readonly link: LinkName;
}
