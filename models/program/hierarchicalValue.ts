/** The value of a parameter whose prior has a location and a scale that depend on other parameters. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import { UserError } from "../../engine/core/UserError.js";
import { add, asTensor, exp, log, multiply, subtract } from "../../engine/distributions/algebra.js";
import { isTensor } from "../../engine/distributions/arrays.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import type { Law, Values } from "../../engine/distributions/Law.js";
import { normalLaw } from "../../engine/distributions/normal.js";
import type { Value } from "../../engine/distributions/Value.js";
import type { ParameterValue } from "./ParameterValue.js";
import type { ProgramRun } from "./ProgramRun.js";
import type { Parametrisation } from "./scope.js";
import { summedOver } from "./summedOver.js";
import { sizeOf } from "./supports/Transform.js";

/** Whether a prior has a location and a scale, on the whole line, of which one is a tensor; or is such a law of vectors. */
export function isHierarchical(prior: Distribution): boolean {
  if (prior.standardised) return true;
  const { location, scale } = prior.parameters;
  const known = prior.law !== undefined && prior.support.kind === "real" && prior.eventShape.length === 0;
  return known && location !== undefined && scale !== undefined && (isTensor(location) || isTensor(scale));
}

/**
 * The value and its prior in one of three parametrisations. With w the centring weight, the numbers sampled are
 * z ~ law(w location, scale^w) and the value is location + scale^(1 − w) (z − w location): w = 1 is centred, 0 is not.
 * Gorinova, Moore & Hoffman 2020, Automatic reparameterisation of probabilistic programs.
 */
export function hierarchicalValue(
  run: ProgramRun,
  name: string,
  prior: Distribution,
  unconstrained: Tensor,
  shape: readonly number[],
  parametrisation: Parametrisation,
): ParameterValue {
  const z = tf().reshape(unconstrained, [...shape]);
  if (prior.standardised) return standardisedValue(name, prior, prior.standardised, z, parametrisation);
  const law = prior.law as Law;
  const values = prior.parameters as Values;
  if (parametrisation === "centred") {
    const logPrior = tf().sum(prior.logDensity(z));
    return { value: z, logDensity: logPrior, logPrior };
  }
  const { location, scale } = values as { readonly location: Value; readonly scale: Value };
  if (parametrisation === "noncentred") {
    const logDensity = tf().sum(asTensor(law.logDensity(z, { ...values, location: 0, scale: 1 })));
    const value = asTensor(add(location, multiply(scale, z)));
    return { value, logDensity, logPrior: tf().sub(logDensity, summedOver(shape, log(scale))) };
  }
  const weight = weightSetting(run, name, parametrisation, shape);
  const logScale = log(scale);
  const shifted = multiply(weight, location);
  const sampled = { ...values, location: shifted, scale: exp(multiply(weight, logScale)) };
  const stretch = multiply(subtract(1, weight), logScale);
  const logDensity = tf().sum(asTensor(law.logDensity(z, sampled)));
  const value = asTensor(add(location, multiply(exp(stretch), subtract(z, shifted))));
  return { value, logDensity, logPrior: tf().sub(logDensity, summedOver(shape, stretch)) };
}

/** The value of a law of vectors, of which each knows how it is made of independent standard normals. */
function standardisedValue(
  name: string,
  prior: Distribution,
  { place, logJacobian }: NonNullable<Distribution["standardised"]>,
  z: Tensor,
  parametrisation: Parametrisation,
): ParameterValue {
  if (parametrisation === "centred") {
    const logPrior = tf().sum(prior.logDensity(z));
    return { value: z, logDensity: logPrior, logPrior };
  }
  if (parametrisation !== "noncentred") {
    throw new UserError(
      `the parameter "${name}" has the prior ${prior.name}, which can be centred or not, but not in part.`,
    );
  }
  const logDensity = tf().sum(asTensor(normalLaw.logDensity(z, { location: 0, scale: 1 })));
  return { value: place(z), logDensity, logPrior: tf().sub(logDensity, logJacobian) };
}

/** The centring weights as a setting: module memory, so that they can be tuned without tracing again. */
function weightSetting(
  run: ProgramRun,
  name: string,
  parametrisation: { readonly weight: number | ArrayLike<number> },
  shape: readonly number[],
): Tensor {
  const { weight } = parametrisation;
  const size = sizeOf(shape);
  const weights = typeof weight === "number" ? new Float64Array(size).fill(weight) : Float64Array.from(weight);
  if (weights.length !== size || !weights.every((w) => w >= 0 && w <= 1)) {
    throw new UserError(
      `the centring weight of "${name}" must be a number from 0 to 1, or ${size} of them, one for each element.`,
    );
  }
  return run.context.setting(`centring:${name}`, weights, [...shape]);
}
