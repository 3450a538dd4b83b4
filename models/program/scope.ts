/** What a program is handed: the words in which a person declares a model. */
import type { Tensor, Tensorflow } from "../../engine/autodiff/ops.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import type { Support } from "../../engine/distributions/Support.js";
import type { Value } from "../../engine/distributions/Value.js";
import type { Dims } from "./dims.js";

/** How a hierarchical parameter is sampled; the posterior is the same. See {@link ParameterOptions}. */
export type Parametrisation = "centred" | "noncentred" | { readonly weight: number | ArrayLike<number> };

export interface ParameterOptions {
  /** Dimensions by name, `{ school: 8 }` or `{ school: levels }`. Left out for a single number. */
  readonly dims?: Dims;
  /**
   * Where the parameter lives, if not where its distribution does; the distribution is cut to it and normalised. So is
   * `ordered` for elements that share one law, by n! for n elements; where each has its own location or scale, or they
   * depend on each other, the density keeps the constant of the law without an order. That changes no draw as long as
   * those are numbers; when they are parameters, it is part of the prior, as in Stan.
   */
  readonly support?: Support;
  /**
   * For a distribution with a location and a scale of which one is a tensor. Non-centred, the default, suits weak data:
   * z = (value − location)/scale is sampled. Centred suits strong data: the value is. A weight w from 0 to 1 lies
   * between (Gorinova, Moore & Hoffman 2020): value = location + scale^(1 − w) (z − w location), where w = 1 is centred;
   * it is the setting `centring:<name>`, which can be changed without tracing again.
   */
  readonly parametrisation?: Parametrisation;
  /** Names of the elements' draws, row by row, where they are not to be `name[label]`. */
  readonly names?: readonly string[];
  /** False leaves the parameter out of the draws; what is made of it may be reported by `generate`. */
  readonly reported?: boolean;
  /**
   * For real and positive numbers: what is sampled is (value − location)/scale, of positive numbers the logarithm of
   * value/scale. Initial values are near 0 there, so numbers that fit the data's units make for a good start; the posterior
   * is the same. The location is 0 if not given, and must be for positive numbers.
   */
  readonly unit?: { readonly location?: Value; readonly scale: Value };
}

export interface GenerateOptions {
  readonly dims?: Dims;
  /** Names of the elements, row by row, where they are not to be `name[label]`. */
  readonly names?: readonly string[];
}

/** A column as categories. */
export interface Factor {
  /** The level of each row, from 0: an integer tensor for `tf.gather(effects, codes)`. */
  readonly codes: Tensor;
  /** The same levels as plain numbers, to compute with in TypeScript. */
  readonly index: Int32Array;
  readonly levels: readonly string[];
  readonly count: number;
}

/** The number columns of a table, by name: `data.y`, or `data("a name with spaces")`. */
export type DataColumns<Columns> = {
  readonly [Name in keyof Columns as Columns[Name] extends number ? Name : never]: Tensor;
} & ((name: NumberColumns<Columns>) => Tensor);

/** Names of the columns that hold numbers. */
export type NumberColumns<Columns> = {
  [Name in keyof Columns & string]: Columns[Name] extends number ? Name : never;
}[keyof Columns & string];

export interface ProgramScope<Columns> {
  /**
   * Declares a parameter with its prior.
   *
   * @example const theta = parameter("theta", normal(mu, tau), { dims: { school: 8 } });
   */
  readonly parameter: (name: string, distribution: Distribution, options?: ParameterOptions) => Tensor;
  /** Adds the likelihood of values; each element, or each vector of a law of vectors, is one row of the likelihood. */
  readonly observe: (distribution: Distribution, values: Tensor | number | ArrayLike<number>) => void;
  /** Adds the sum of a tensor's elements to the log density. */
  readonly logDensity: (term: Tensor) => void;
  /** A quantity to report with the draws. */
  readonly generate: (name: string, value: Tensor, options?: GenerateOptions) => void;
  readonly data: DataColumns<Columns>;
  /** A column as categories; numbers become levels. */
  readonly factor: (name: keyof Columns & string) => Factor;
  /** The numbers of a column, to compute with in plain TypeScript; hand results over with `constant`. */
  readonly column: (name: NumberColumns<Columns>) => Float64Array;
  /** Numbers of a person's own as a tensor: a design matrix, row by row, or a known covariance. */
  readonly constant: (name: string, values: ArrayLike<number>, shape?: readonly number[]) => Tensor;
  /** Whole numbers of a person's own, to gather by. */
  readonly indices: (name: string, values: ArrayLike<number>, shape?: readonly number[]) => Tensor;
  /** Rows of the table. */
  readonly rows: number;
  /** tensorflow.js; operations are recorded, not run. */
  readonly tf: Tensorflow;
}
