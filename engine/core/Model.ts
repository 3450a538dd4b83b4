/** What a person declares, and what tracing it gives. */
import type { Graph } from "./Graph.js";
import type { Table } from "./Table.js";
import type { Warning } from "./Warning.js";

/** A person's description of a model, for summaries and reports. */
export interface ModelDescription {
  readonly title: string;
  /** Lines a statistician reads: parameters with priors, likelihoods, generated quantities. */
  readonly lines: readonly string[];
}

/**
 * A declaration as plain JSON, recognised by `kind`: enough to put questions to a posterior of the model, and to declare it
 * again. Only models that are data have one; a program is code.
 */
export interface Declaration {
  readonly kind: string;
}

/** A parameter block's place in the unconstrained position and its names. */
export interface ParameterBlock {
  readonly name: string;
  readonly offset: number;
  /** 0 where the parameter was integrated out: it has a prior, but no place in the position. */
  readonly length: number;
  /**
   * How it is sampled if its elements depend on other parameters through their prior, as the effects of groups do: as it was
   * declared, relative to where the data put it (see {@link Coordinates}), or not at all.
   */
  readonly latent?: "sampled" | "conditioned" | "integrated";
  /** Of a latent one: that its prior depends on no other parameter, as that of coefficients. */
  readonly independent?: true;
}

/** Rows of the log likelihood that are of one response. */
export interface LikelihoodRows {
  /** In words: `"y"`, or `the observed values`. */
  readonly name: string;
  readonly length: number;
  /** Row of the person's table, from 1, where that is not simply the count. */
  readonly rowNumbers?: Int32Array;
}

/** What the numbers of a model are of: its log prior by block, its gradient, and its log likelihood by row. */
export interface ModelLabels {
  readonly blocks: readonly ParameterBlock[];
  readonly likelihoods: readonly LikelihoodRows[];
}

/** What tracing gives: the graph, with the names of what it computes. */
export interface TracedModel {
  readonly graph: Graph;
  readonly dimension: number;
  readonly blocks: readonly ParameterBlock[];
  /** Names of the constrained parameters and generated quantities, in the order of the graph's `constrained` output. */
  readonly names: readonly string[];
  readonly rows: number;
  /** What these rows are of, in their order. */
  readonly likelihoods?: readonly LikelihoodRows[];
  readonly description: ModelDescription;
  readonly declaration?: Declaration;
  /** What is wrong with model and data, known before anything is drawn. */
  readonly warnings?: readonly Warning[];
  /** How its coordinates can be fitted to the posterior; absent where they are as declared. */
  readonly coordinates?: Coordinates;
}

/**
 * Coordinates that follow the posterior: settings of the graph, all 0 or the identity at first, which change how the posterior
 * is sampled and not what it is. They are chosen from one point, near which most of the posterior lies.
 */
export interface Coordinates {
  /**
   * Places in the position of parameters that depend on no other. What is sampled is y, where the parameters are centre + F y
   * with F lower triangular: the settings {@link outerCentre} and {@link outerFactor}. Empty where they are sampled as declared.
   */
  readonly outer: Int32Array;
  /** Places of conditioned latent parameters. */
  readonly conditioned: Int32Array;
  /**
   * Their settings, from what the graph's output `reference` says of a point. With them, conditioned coordinates of 0 are the
   * conditional mode. Absent where there are none.
   */
  settings?(reference: Float64Array): ReadonlyMap<string, Float64Array>;
  /** Whether they are so only once the reference is taken at the conditional mode, which has to be searched for. */
  readonly searched?: boolean;
}

/** Settings of the outer coordinates. */
export const outerCentre = "centre of the outer parameters";
export const outerFactor = "factor of the outer parameters";

/** What is done about the geometry of a posterior before it is sampled; nothing where it is not said. */
export interface GeometryOptions {
  /** Integrate out what is normal given the rest, and draw it afterwards. */
  readonly integrate?: boolean;
  /** Sample effects of groups relative to where the data put them. */
  readonly centre?: boolean;
  /** Sample parameters that depend on no other in a linear map of their own. */
  readonly whiten?: boolean;
  /** Take rows that are equal in all that the model looks at as one that counts as often. */
  readonly collapse?: boolean;
}

/** What was declared. Recognised by `kind`, never by `instanceof`. */
export interface Model {
  readonly kind: string;
  /** Synchronous; tensorflow.js must have been loaded by `loadTensorflow()`. */
  trace(table: Table, geometry?: GeometryOptions): TracedModel;
  describe(table: Table): ModelDescription;
  /** Set by a model to which an empty cell says something, as in a table of arms and contrasts: it is handed all rows as they are. */
  readonly readsMissing?: true;
  /**
   * The data of a table by the names of the graph's inputs. A model that has this has one graph for all tables of the same
   * shapes: to fit another of them is to write these into the compiled model.
   */
  inputs?(table: Table, geometry?: GeometryOptions): ReadonlyMap<string, ArrayLike<number>>;
}
