/** A family of responses with its link: one row of the table of families. */
import type { Law, Values } from "../../engine/distributions/Law.js";
import type { Value } from "../../engine/distributions/Value.js";
import type { OutcomeKind } from "../../engine/core/Replicates.js";
import type { Rng } from "../../engine/core/Rng.js";

export type LinkName =
  | "identity"
  | "log"
  | "logm1"
  | "logit"
  | "probit"
  | "cloglog"
  | "cauchit"
  | "sqrt"
  | "inverse"
  | "softplus"
  | "squareplus"
  | "tan_half";

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

/** As the table of families has it, or as a person named a family of their own. */
export type FamilyName = string;

/** Distributional parameters besides those of location: `sigma`, `shape`, `zi`, … */
export type AuxiliaryName = string;

/** A distributional parameter that is one number a row. */
export interface Auxiliary {
  readonly name: AuxiliaryName;
  /** Link of its formula, when it has one; undefined where it may have none, as nu. */
  readonly link: LinkName | undefined;
  /** Without a formula it is a parameter between these; either may be infinite. */
  readonly lower: number;
  readonly upper: number;
  /** The end that the responses set instead of `upper`, as a shift lies below them all. */
  readonly upperOf?: (responses: Float64Array) => number;
  /** What it is without a formula and a prior of its own, where it is fixed unless asked for, as `disc` at 1. */
  readonly fixed?: number;
  /** Default priors of the parameter without a formula, as text; that of sigma follows the response. */
  readonly prior?: { readonly poolwise: string; readonly brms: string };
  /** Default prior of the intercept of its formula; student_t(3, 0, 2.5) unless given. */
  readonly interceptPrior?: string;
  /** That of brms, where it is another. */
  readonly interceptPriorOfBrms?: string;
}

/** What the law of a response is told: numbers of one row, or tensors of all. */
export type LawInputs<V extends Value = Value> = KnownInputs<V> & Readonly<Partial<Record<AuxiliaryKey, V>>>;

/** Names of the usual auxiliary parameters; others, such as a component's `sigma2`, are asked for by {@link auxiliaryOf}. */
export type AuxiliaryKey =
  | "sigma"
  | "shape"
  | "nu"
  | "phi"
  | "kappa"
  | "beta"
  | "alpha"
  | "xi"
  | "quantile"
  | "ndt"
  | "zi"
  | "hu"
  | "zoi"
  | "coi"
  | "disc"
  | "power"
  | "cutzero"
  | "cutone";

/** An auxiliary parameter by whatever name a family gives it. */
export function auxiliaryOf<V extends Value>(inputs: LawInputs<V>, name: AuxiliaryName): V {
  return inputs[name as AuxiliaryKey]!;
}

interface KnownInputs<V extends Value> {
  /** Linear predictor of mu, on the link scale; of several locations that of the first. */
  readonly eta: V;
  /** Linear predictors of all locations, where there are several. */
  readonly etas?: readonly V[];
  /** Where categories end on the scale of the predictor: one fewer than there are. */
  readonly thresholds?: readonly V[];
  /** Linear predictors of those probabilities beside the mean that have a formula and the link logit, for digits near 0 and 1. */
  readonly logits?: Readonly<Partial<Record<AuxiliaryKey, V>>>;
  /** Shares that add up to 1, such as those of a mixture. */
  readonly shares?: readonly V[];
  /** What the responses that were fitted determine: see the family's `knots`. */
  readonly knots?: readonly V[];
  /** Of a response of several columns those after the first. */
  readonly columns?: readonly V[];
  readonly trials?: V;
  /** The denominator of `rate()`. */
  readonly rate?: V;
}

export type AdditionName = "trials" | "se" | "rate" | "weights" | "cens" | "trunc";

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

/** How the responses of a family are categories, or shares of a whole. */
export interface CategoryRules {
  /**
   * `ordinal`: a column of ordered categories, told apart by thresholds; `nominal`: a column of categories, each after the first with a
   * predictor of its own; `composition`: a column for each category, which hold counts or shares.
   */
  readonly kind: "ordinal" | "nominal" | "composition";
  /** Whether thresholds ascend, as those of one latent number do, or are free. */
  readonly thresholds?: "ordered" | "free";
  /** Writes the probability, or expected share, of each category. */
  probabilities(inputs: LawInputs<number>, link: Link, out: Float64Array): void;
  /** Of compositions: draws all columns. */
  drawAll?(rng: Rng, inputs: LawInputs<number>, link: Link, out: Float64Array): void;
}

/** Parameters that add up to 1, such as the shares of a mixture's components. */
export interface Shares {
  /** Their class of priors. */
  readonly name: string;
  readonly count: number;
  /** Name of the draws of the k-th, from 1. */
  draw(k: number): string;
}

/** One family; pure, knows no data. */
export interface FamilyRow {
  readonly name: FamilyName;
  /** The default link first. */
  readonly links: readonly LinkName[];
  readonly auxiliaries: readonly Auxiliary[];
  /**
   * Additions that the response may have beside weights, which multiply any log likelihood, and divide the variance where there is
   * a sigma; a family that lists `trials` needs it. Where `cens` and `trunc` are listed the laws know their tails.
   */
  readonly additions: readonly AdditionName[];
  /** Where the mean of a single trial lives. */
  readonly mean: MeanRange;
  /** What a response may be, in words for messages: "a whole number, 0 or above". */
  readonly responseWords: string;
  isResponse(y: number): boolean;
  /** Whether the location is that of the response's logarithm, as of lognormal. */
  readonly ofLogarithm?: true;
  /** What kind of number a response is, by which it is compared with replicates. */
  readonly outcome: OutcomeKind;
  /** Absent where a response is a number. */
  readonly categories?: CategoryRules;
  /** Laws that are mixed, each with a location of its own, named mu1, mu2, …; with shares theta. */
  readonly components?: readonly Family[];
  /** Shares that the law is told beside auxiliary parameters. */
  readonly shares?: Shares;
  /**
   * Numbers that the law is told of the responses fitted, such as where splines meet; for new responses they are the same.
   *
   * @throws UserError for responses that do not tell.
   */
  readonly knots?: (responses: Float64Array) => readonly number[];
  /** Whether the location is without a unit, whatever the unit of the response. */
  readonly unitless?: true;
  /** Where the law says nothing of some responses: a sentence, without its full stop, on why there are no expected and no new ones. */
  readonly unforeseen?: string;
  /**
   * The law of the response for a link. A law of categories, which are numbered from 1, or of several columns depends on how many there
   * are.
   */
  law(link: Link, size?: number): Law;
  /** The law's parameters. */
  values(inputs: LawInputs, link: Link): Values;
  /** The law by a part that is taken for distinct responses, where that pays. */
  tabulated?(link: Link): Tabulated | undefined;
  /**
   * E(y) given the row: for binomial trials times probability, for lognormal exp(mu + sigma²/2). Of ordered categories their mean
   * number, of nominal ones NaN, of compositions the mean of the first column.
   */
  expectation(inputs: LawInputs<number>, link: Link): number;
  /** Var(y) given the row; NaN where it is not finite, and of nominal categories. */
  variance(inputs: LawInputs<number>, link: Link): number;
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
  /** Of a mixture. */
  readonly components?: readonly Family[];
}
