/** A distribution: a law with its parameters, which are numbers or tensors of a trace. */
import type { Tensor } from "../autodiff/ops.js";
import { tf } from "../autodiff/ops.js";
import type { Rng } from "../core/Rng.js";
import { UserError } from "../core/UserError.js";
import { domains, type Domain } from "./domains.js";
import type { Law, Numbers, Values } from "./Law.js";
import { closed, contains, innerPoint, onOpenEdge, type Edges, type Support } from "./Support.js";
import { insideOf } from "./insideOf.js";
import { isNumber, type Value } from "./Value.js";

export interface Distribution {
  /** As in a model's description, `half-normal`. */
  readonly name: string;
  /** In the order of the constructor; arrays are those of laws of vectors. */
  readonly parameters: Readonly<Record<string, Value | readonly number[]>>;
  /** What the parameters may be, of those that may be tensors. */
  readonly domains?: Readonly<Record<string, Domain>>;
  readonly support: Support;
  /** Shape of one event: [] for a number, [n] for a vector, [n, n] for a matrix. */
  readonly eventShape: readonly number[];
  /**
   * Log density by event: x of shape [...rows, ...event] gives [...rows], broadcast with the parameters. For a law of
   * single numbers it is −∞ outside the support, for tensors also on an end that may not be taken.
   */
  logDensity(x: Tensor): Tensor;
  logDensity(x: Value): Value;
  /** The same for x known to be in the support, without the cost of looking; left out where nothing is saved. */
  logDensityInside?(x: Tensor): Tensor;
  /** Whether the ends of the support may be taken; both may where this is left out. */
  readonly edges?: Edges;
  /** A draw; throws a {@link UserError} when a parameter is a tensor, whose value is not known. */
  random(rng: Rng): number | Float64Array;
  /**
   * A draw with other numbers for the parameters, by their names, as those of one row and draw of a posterior; matrices lie row by row.
   * Left out by laws that are of parameters only.
   */
  drawWith?(rng: Rng, numbers: ParameterNumbers): number | Float64Array;
  /**
   * For a law of vectors that is standard normals, independent of one another, moved and stretched: their value from them, and
   * the logarithm of the Jacobian determinant. A parameter with this law may be sampled non-centred.
   */
  readonly standardised?: { place(normals: Tensor): Tensor; readonly logJacobian: Tensor };
  /** The law of single numbers behind it, when nothing was truncated. */
  readonly law?: Law;
}

/** Values of a distribution's parameters, by their names. */
export type ParameterNumbers = Readonly<Record<string, number | ArrayLike<number>>>;

/**
 * A law with its parameters.
 *
 * @throws UserError when a plain number lies outside what the parameter may be.
 */
export function distribution<P extends string>(law: Law<P>, values: Values<P>): Distribution {
  for (const name of Object.keys(law.parameters) as P[])
    checkDomain(law.name, name, law.parameters[name], values[name]);
  return {
    name: law.name,
    parameters: values,
    domains: law.parameters,
    support: law.support(values),
    eventShape: [],
    ...elementwise(
      law.support(values),
      law.edges?.(values),
      (x) => law.logDensity(x, values),
      (x) => law.within?.(x, values),
    ),
    random: (rng) => law.random(rng, plainNumbers(law.name, values)),
    drawWith: (rng, numbers) => law.random(rng, numbers as Numbers<P>),
    law: law as Law,
  };
}

type Elementwise = Pick<Distribution, "logDensity"> & Required<Pick<Distribution, "logDensityInside" | "edges">>;

/**
 * A log density by element, −∞ outside the support; for a tensor of the shape of x or larger.
 *
 * @param within Where x is in the part of the support that depends on tensors.
 */
export function elementwise(
  support: Support,
  edges: Edges = closed,
  logDensity: (x: Value) => Value,
  within?: (x: Tensor) => Tensor | undefined,
): Elementwise {
  function evaluate(x: Tensor): Tensor;
  function evaluate(x: Value): Value;
  function evaluate(x: Value): Value {
    if (isNumber(x)) return Number.isNaN(x) ? NaN : contains(support, x) ? ofNumber(x) : -Infinity;
    const number = tf().cast(x, "float32");
    const inside = both(insideOf(support, edges, number), within?.(number));
    return inside ? masked(inside, number, innerPoint(support), ofTensor) : ofTensor(x);
  }
  function ofNumber(x: number): Value {
    if (!onOpenEdge(support, edges, x)) return logDensity(x);
    const value = logDensity(x);
    // A density of 0 may come out as ∞ − ∞, and for tensors as 0 · ∞.
    return isNumber(value) && !Number.isNaN(value) ? value : -Infinity;
  }
  function ofTensor(x: Tensor): Tensor {
    const value = logDensity(x);
    if (!isNumber(value) && value.size >= x.size) return value;
    return tf().add(tf().zeros(x.shape), value);
  }
  return { edges, logDensity: evaluate, logDensityInside: ofTensor };
}

function both(a: Tensor | undefined, b: Tensor | undefined): Tensor | undefined {
  return a && b ? tf().logicalAnd(a, b) : (a ?? b);
}

/**
 * A log density where x is inside, −∞ elsewhere. There it is taken of a number inside, since the slope of a branch that
 * is not taken must not be 0 · ∞.
 */
export function masked(inside: Tensor, x: Tensor, innerPoint: number, logDensity: (x: Tensor) => Tensor): Tensor {
  const value = logDensity(tf().where(inside, x, tf().scalar(innerPoint)));
  return tf().where(inside, value, tf().scalar(-Infinity));
}

/** Parameters as plain numbers, for a random draw. */
export function plainNumbers<P extends string>(name: string, values: Values<P>): Record<P, number> {
  const numbers = {} as Record<P, number>;
  for (const key of Object.keys(values) as P[]) {
    const value: Value = values[key];
    if (!isNumber(value)) throw new UserError(`a draw from ${name} needs its ${key} as a number, not as a tensor.`);
    numbers[key] = value;
  }
  return numbers;
}

function checkDomain(law: string, parameter: string, domain: Domain, value: Value | undefined): void {
  if (value === undefined || value === null) throw new UserError(`${law} needs its ${parameter}: it is missing.`);
  if (!isNumber(value)) {
    if (typeof value === "object" && "shape" in value) return;
    throw new UserError(`the ${parameter} of ${law} must be a number or a tensor; it is ${JSON.stringify(value)}.`);
  }
  if (!domains[domain].test(value)) {
    throw new UserError(`the ${parameter} of ${law} must be ${domains[domain].words}; it is ${value}.`);
  }
}
