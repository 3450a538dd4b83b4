/** Lowers the population level of a predictor: its intercept and coefficients, and what they add to it. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { UserError } from "../../engine/core/UserError.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { normalLaw } from "../../engine/distributions/normal.js";
import { real } from "../../engine/distributions/Support.js";
import { coefficientDraw, interceptDraw } from "./drawNames.js";
import type { Predictor } from "./Frame.js";
import { hasFewColumns, inputNames } from "./inputs.js";
import { jointCoefficients } from "./jointCoefficients.js";
import type { Lowering, NamedDraws } from "./Lowering.js";
import type { ResolvedPrior } from "./Prior.js";

/** Values of the population level; either may be missing. */
export interface Population {
  /** Of centred columns. */
  readonly intercept: Tensor | undefined;
  /** [names.length] */
  readonly coefficients: Tensor | undefined;
}

/** The intercept of centred columns, whose prior it is; undefined where there is none. */
export function declareIntercept({ scope, prior, unit }: Lowering, predictor: Predictor): Tensor | undefined {
  const { parameter } = predictor;
  if (predictor.intercept !== "centred") return undefined;
  const name = interceptDraw(parameter);
  return scope.parameter(parameter === "mu" ? "Intercept" : `${parameter}_Intercept`, prior(name)!.distribution, {
    reported: false,
    unit: unit(parameter),
  });
}

/**
 * All coefficients, [names.length]. Neighbours with the same prior, or with any normal ones, are declared together; those under a
 * joint prior all at once, wherever they stand.
 */
export function declareCoefficients(lowering: Lowering, { names, parameter }: Predictor): Tensor | undefined {
  const { scope, input, unit } = lowering;
  const { tf } = scope;
  if (names.length === 0) return undefined;
  const spreads = input(inputNames.spreads(parameter));
  const priors = names.map((name) => lowering.prior(coefficientDraw(name))!);
  const pieces = runs(priors.map(kindOf)).map(([from, length]) => {
    const joint = jointCoefficients(lowering, parameter, coefficientDraw(names[from]!), length);
    if (joint) return joint;
    const scale = tf.div(unit(parameter).scale, tf.slice(spreads, [from], [length]));
    const run = names.slice(from, from + length).map(coefficientDraw);
    return scope.parameter(run.join(", "), commonPrior(lowering, run[0]!, priors.slice(from, from + length)), {
      dims: { coefficient: length },
      reported: false,
      unit: { scale },
    });
  });
  return pieces.length === 1 ? pieces[0]! : tf.concat(pieces as never[]);
}

/** One number of a vector. */
export function elementOf({ scope: { tf } }: Lowering, vector: Tensor, place: number): Tensor {
  // Not by unstack, which gives no list for a single element.
  return tf.reshape(tf.slice(vector as never, [place], [1]), []);
}

/** What the coefficients add to the predictor, in parts of one number a row each; the intercept apart. */
export function coefficientParts(lowering: Lowering, predictor: Predictor, coefficients: Tensor): Tensor[] {
  const { scope, input, frame } = lowering;
  const { tf } = scope;
  const { parameter, names } = predictor;
  if (hasFewColumns(predictor)) {
    return names.map((_, k) => tf.mul(elementOf(lowering, coefficients, k), input(inputNames.column(parameter, k))));
  }
  const design = tf.reshape(input(inputNames.design(parameter)), [frame.rows, names.length]);
  const product = tf.matMul(design as never, tf.reshape(coefficients, [names.length, 1]) as never);
  return [tf.reshape(product, [frame.rows])];
}

/** Draws of the population level; the intercept is reported as that of columns that are not centred. */
export function populationDraws(
  { scope, input }: Lowering,
  { parameter, names }: Predictor,
  { intercept, coefficients }: Population,
): NamedDraws[] {
  const { tf } = scope;
  const shift = () => tf.sum(tf.mul(input(inputNames.means(parameter)), coefficients!));
  const value = intercept && (coefficients ? tf.sub(intercept, shift()) : intercept);
  return [
    ...(value ? [{ kind: "population" as const, value, names: [interceptDraw(parameter)] }] : []),
    ...(coefficients ? [{ kind: "population" as const, value: coefficients, names: names.map(coefficientDraw) }] : []),
  ];
}

/** What neighbours must have in common to be declared together. */
function kindOf({ distribution, text }: ResolvedPrior): string {
  return distribution.law === normalLaw ? normalLaw.name : text;
}

/** The one prior that all have, or normal priors as one law with a location and a scale for each. */
function commonPrior({ scope }: Lowering, first: string, priors: readonly ResolvedPrior[]): Distribution {
  const [{ distribution, text }] = priors as readonly [ResolvedPrior];
  if (priors.every((prior) => prior.text === text)) return distribution;
  const numbers = (key: "location" | "scale") =>
    scope.constant(
      `${key}s of the priors from ${first}`,
      priors.map((prior) => prior.distribution.parameters[key] as number),
    );
  const [location, scale] = [numbers("location"), numbers("scale")];
  const logDensity = (x: Tensor) => normalLaw.logDensity(x, { location, scale });
  // Without its law, which would make it hierarchical: these are numbers, and the coefficients have units of their own.
  return {
    name: normalLaw.name,
    parameters: { location, scale },
    support: real,
    eventShape: [],
    logDensity: logDensity as Distribution["logDensity"],
    random: () => {
      throw new UserError("coefficients are drawn each from its own prior.");
    },
  };
}

/** Stretches of equal neighbours, as [start, length]. */
function runs(items: readonly string[]): [from: number, length: number][] {
  const out: [number, number][] = [];
  items.forEach((item, i) => {
    const last = out.at(-1);
    if (last && items[last[0]] === item) last[1] += 1;
    else out.push([i, 1]);
  });
  return out;
}
