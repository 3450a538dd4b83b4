/** Lowers what is more than one number beside a predictor: ordered intercepts and thresholds, and shares. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { UserError } from "../../engine/core/UserError.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { ordered, real } from "../../engine/distributions/Support.js";
import { lgamma } from "../../engine/math/lgamma.js";
import { orderedTransform } from "../program/supports/ordered.js";
import { interceptDraw, thresholdDraw } from "./drawNames.js";
import type { Shares } from "./Family.js";
import { inputNames } from "./inputs.js";
import type { Lowering, NamedDraws } from "./Lowering.js";
import type { LoweredPredictor } from "./lowerPredictor.js";

/**
 * Intercepts of a mixture whose components are of one family, in ascending order, so that components do not change their names from
 * draw to draw; as in brms.
 */
export function orderedIntercepts({ scope, frame, family, prior, unit }: Lowering): Tensor[] | undefined {
  const { components } = family;
  const alike = components?.every(({ name, link }) => name === components[0]!.name && link === components[0]!.link);
  const predictors = frame.predictors.slice(0, frame.locations.length);
  if (!alike || !predictors.every(({ intercept }) => intercept === "centred")) return undefined;
  const resolved = predictors.map(({ parameter }) => prior(interceptDraw(parameter))!);
  const priors = resolved.map(({ distribution }) => distribution);
  // Of K! orders, all as likely where priors are the same, one is kept.
  const isShared = resolved.every(({ text }) => text === resolved[0]!.text);
  const logOrders = isShared ? lgamma(priors.length + 1) : 0;
  const { location, scale } = unit(predictors[0]!.parameter);
  const { tf } = scope;
  const values = scope.coordinates(
    "intercepts of the components",
    priors.length,
    (unconstrained) => {
      const { value, logJacobian } = orderedTransform.constrain(unconstrained, [priors.length]);
      const inUnits = tf.add(tf.mul(value, scale), location) as Tensor;
      const logPrior = tf.add(sumOfPriors(scope, priors, inUnits), logOrders) as Tensor;
      const stretch = tf.mul(priors.length, tf.log(scale));
      return { value: inUnits, logPrior, logDensity: tf.addN([logPrior, tf.add(logJacobian, stretch)] as never) };
    },
    { latent: false, independent: true },
  );
  return priors.map((_, k) => tf.reshape(tf.slice(values, [k], [1]), []) as Tensor);
}

/** Thresholds of centred columns. */
export function lowerThresholds({ scope, frame, family, prior }: Lowering): Tensor {
  const count = frame.predictors[0]!.thresholds!;
  const priors = Array.from({ length: count }, (_, k) => prior(thresholdDraw(k + 1))!);
  const isOrdered = family.categories!.thresholds === "ordered" && count > 1;
  const law = priors.every(({ text }) => text === priors[0]!.text)
    ? priors[0]!.distribution
    : eachItsOwn(
        scope,
        priors.map(({ distribution }) => distribution),
      );
  return scope.parameter("thresholds", law, {
    dims: { threshold: count },
    reported: false,
    ...(isOrdered ? { support: ordered } : {}),
  });
}

/** Independent laws of real numbers as one of a vector. */
function eachItsOwn(scope: Lowering["scope"], laws: readonly Distribution[]): Distribution {
  const logDensity = (x: Tensor) =>
    scope.tf.stack(laws.map((law, k) => law.logDensity(scope.tf.slice(x as never, [k], [1])).reshape([]))) as Tensor;
  return {
    name: "a law for each",
    // Laws of tensors of their own: the chance of their order is not known.
    parameters: { place: scope.tf.range(0, laws.length) as Tensor },
    support: real,
    eventShape: [],
    logDensity: logDensity as Distribution["logDensity"],
    random: () => {
      throw new UserError("thresholds are drawn each from its own prior.");
    },
  };
}

function sumOfPriors({ tf }: Lowering["scope"], laws: readonly Distribution[], x: Tensor): Tensor {
  return tf.addN(laws.map((law, k) => tf.reshape(law.logDensity(tf.slice(x as never, [k], [1])), []))) as Tensor;
}

/** Thresholds as reported, of columns that are not centred. */
export function thresholdDraws(
  { scope: { tf }, input, frame }: Lowering,
  thresholds: Tensor,
  { coefficients }: LoweredPredictor,
): NamedDraws {
  const { parameter, names } = frame.predictors[0]!;
  const shift = coefficients && names.length > 0 ? tf.sum(tf.mul(input(inputNames.means(parameter)), coefficients)) : 0;
  const value = tf.add(thresholds, shift) as Tensor;
  return { kind: "population", value, names: Array.from({ length: value.size }, (_, k) => thresholdDraw(k + 1)) };
}

/** Shares that add up to 1, as those of a mixture's components. */
export function lowerShares({ scope, prior }: Lowering, { name, count }: Shares): Tensor {
  return scope.parameter(name, prior(name)!.distribution, { dims: { component: count }, reported: false });
}

/** Names of their draws. */
export function namesOf({ count, draw }: Shares): string[] {
  return Array.from({ length: count }, (_, k) => draw(k + 1));
}

/** The numbers of a vector, each by itself. */
export function elementsOf({ scope: { tf } }: Lowering, vector: Tensor): Tensor[] {
  return Array.from({ length: vector.size }, (_, k) => tf.reshape(tf.slice(vector as never, [k], [1]), []) as Tensor);
}
