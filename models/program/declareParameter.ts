/** Declares a parameter: its unconstrained numbers, its value, its prior and the names of its draws. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import { UserError } from "../../engine/core/UserError.js";
import { add, asTensor, log, multiply } from "../../engine/distributions/algebra.js";
import { isTensor } from "../../engine/distributions/arrays.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { boundsOf, describeSupport, type Support } from "../../engine/distributions/Support.js";
import { truncated } from "../../engine/distributions/truncated.js";
import { checkParameters } from "./checkParameters.js";
import { describeDistribution } from "./describeDistribution.js";
import { elementNames, plainDims, resolveDims, type ResolvedDims } from "./dims.js";
import type { ParameterValue } from "./ParameterValue.js";
import { hierarchicalValue, isHierarchical } from "./hierarchicalValue.js";
import { orderedConstant } from "./orderedConstant.js";
import { takeName, type ProgramRun } from "./ProgramRun.js";
import { refuseUnknownOptions } from "./refuseUnknownOptions.js";
import type { ParameterOptions } from "./scope.js";
import { describeShape, fitsInto } from "./shapes.js";
import { summedOver } from "./summedOver.js";
import type { Constrained } from "./supports/Transform.js";
import { transformOf } from "./supports/transformOf.js";

/**
 * The value of a new parameter; its prior and its place are recorded in the run.
 *
 * @throws UserError when the name is taken, the dimensions do not fit the distribution, or it has no gradient.
 */
export function declareParameter(
  run: ProgramRun,
  name: string,
  distribution: Distribution,
  options: ParameterOptions = {},
): Tensor {
  takeName(run, name, "parameter");
  refuseUnknownOptions(`the parameter "${name}"`, options, [
    ...["dims", "support", "parametrisation", "names", "reported", "unit"],
  ]);
  const prior = onSupport(name, distribution, options.support);
  const support = vectorSupport(options.support) ?? prior.support;
  if (support.kind === "integers") {
    throw new UserError(
      `the parameter "${name}" has the distribution ${prior.name} of whole numbers, which has no gradient; sum it out.`,
    );
  }
  const dims = dimsOf(name, prior, support, options);
  checkParameterShapes(name, prior, dims);
  checkParameters(run, prior);
  const transform = transformOf(support);
  const length = transform.length(dims.shape);
  const offset = run.blocks.reduce((sum, block) => sum + block.length, 0);
  const unconstrained = run.take(offset, length);
  // Shifting and scaling keep a value on the whole line, but on no other support.
  const hierarchical = support.kind === "real" && isHierarchical(prior);
  if (hierarchical && options.unit) {
    throw new UserError(`the parameter "${name}" takes its unit from its prior ${prior.name}; leave unit out.`);
  }
  if (options.parametrisation !== undefined && !hierarchical) refuseParametrisation(name, prior, support, options);
  const { value, logDensity, logPrior } = hierarchical
    ? hierarchicalValue(run, name, prior, unconstrained, dims.shape, options.parametrisation ?? "noncentred")
    : plainValue(
        prior,
        inUnits(name, support, transform.constrain(unconstrained, dims.shape), options.unit),
        support.kind === "ordered" ? orderedConstant(prior, dims.shape) : 0,
      );
  run.blocks.push({ name, offset, length, ...(hierarchical ? { latent: "sampled" as const } : {}) });
  run.terms.push(logDensity);
  run.logPriors.push(logPrior);
  const names = elementNames(name, dims, options.names);
  if (options.reported !== false) run.parameters.push({ value: tf().reshape(value, [-1]), names });
  run.tensorNames.set(value, name);
  run.supports.set(value, support);
  run.lines.parameters.push(describe(run, name, prior, dims, options, hierarchical));
  return value;
}

function refuseParametrisation(
  name: string,
  prior: Distribution,
  support: Support,
  { parametrisation }: ParameterOptions,
): never {
  const why =
    support.kind === "real"
      ? `its prior ${prior.name} needs a location and a scale of which one depends on other parameters`
      : `it lives on ${describeSupport(support)}, and only a parameter on all real numbers can be`;
  throw new UserError(
    `the parameter "${name}" cannot be ${describeParametrisation(parametrisation!)}: ${why}; leave parametrisation out.`,
  );
}

function plainValue(prior: Distribution, constrained: Constrained, constant: number): ParameterValue {
  const sum = tf().sum((prior.logDensityInside ?? prior.logDensity)(constrained.value));
  const logPrior = constant === 0 ? sum : tf().add(sum, constant);
  const logDensity = constrained.logJacobian === 0 ? logPrior : tf().add(logPrior, constrained.logJacobian);
  return { value: constrained.value, logDensity, logPrior };
}

/** The value in the units asked for; positive numbers stay positive, so that only real ones may be moved. */
function inUnits(
  name: string,
  support: Support,
  { value, logJacobian }: Constrained,
  unit: ParameterOptions["unit"],
): Constrained {
  if (!unit) return { value, logJacobian };
  const { location = 0, scale } = unit;
  if (support.kind !== "real" && !(support.kind === "positive" && location === 0)) {
    throw new UserError(
      `the parameter "${name}" lives on ${describeSupport(support)}, where it can have no unit with a location; leave unit out.`,
    );
  }
  const stretched = asTensor(add(location, multiply(scale, value)));
  return { value: stretched, logJacobian: add(logJacobian, summedOver(value.shape, log(scale))) };
}

/** The prior cut to a support of single numbers that is narrower than its own. */
function onSupport(name: string, distribution: Distribution, support: Support | undefined): Distribution {
  if (typeof distribution?.logDensity !== "function") {
    throw new UserError(`the parameter "${name}" needs a distribution as its prior, such as normal(0, 1).`);
  }
  if (!support || vectorSupport(support)) return distribution;
  if (distribution.eventShape.length > 0) {
    throw new UserError(
      `the parameter "${name}" cannot live on ${describeSupport(support)}: ${distribution.name} is of vectors.`,
    );
  }
  return truncated(distribution, boundsOf(support));
}

/** Supports of whole vectors; `ordered` may be asked for with any law of real numbers. */
function vectorSupport(support: Support | undefined): Support | undefined {
  return support && ["ordered", "simplex", "correlationCholesky"].includes(support.kind) ? support : undefined;
}

function dimsOf(name: string, prior: Distribution, support: Support, options: ParameterOptions): ResolvedDims {
  const { eventShape } = prior;
  const given = options.dims ? resolveDims(name, options.dims) : undefined;
  if (support.kind !== prior.support.kind && (support.kind !== "ordered" || prior.support.kind !== "real")) {
    throw new UserError(
      `the parameter "${name}" with the prior ${prior.name} cannot live on ${describeSupport(support)}.`,
    );
  }
  if (support.kind === "ordered" && !given && eventShape.length === 0) {
    throw new UserError(`the ordered parameter "${name}" needs dims, such as { dims: { cut: 3 } }.`);
  }
  if (!given) return plainDims(eventShape);
  const last = given.shape.slice(given.shape.length - eventShape.length);
  if (given.shape.length < eventShape.length || last.some((size, i) => size !== eventShape[i])) {
    throw new UserError(
      `the dims of "${name}" have shape ${describeShape(given.shape)}, but its prior ${prior.name} has ${describeShape(eventShape)}; ` +
        `the last dims must be the prior's.`,
    );
  }
  if (eventShape.length === 2 && given.shape.length > 2) {
    throw new UserError(`the parameter "${name}" can be one matrix only; declare one parameter for each.`);
  }
  return given;
}

/** The tensors of a prior's parameters must broadcast to the parameter's shape. */
function checkParameterShapes(name: string, prior: Distribution, dims: ResolvedDims): void {
  if (prior.eventShape.length > 0) return;
  for (const [key, value] of Object.entries(prior.parameters)) {
    if (!isTensor(value) || fitsInto(value.shape, dims.shape)) continue;
    const size = describeShape(value.shape);
    const own = dims.shape.length === 0 ? "it has no dims" : `its dims are ${describeShape(dims.shape)}`;
    throw new UserError(
      `the ${key} of "${name}" has shape ${size}, but ${own}; give it dims of that shape, or make the ${key} fit.`,
    );
  }
}

function describe(
  run: ProgramRun,
  name: string,
  prior: Distribution,
  dims: ResolvedDims,
  options: ParameterOptions,
  hierarchical: boolean,
): string {
  const sizes = options.dims ? dims.names.map((dim, i) => `${dim}: ${dims.shape[i]}`) : dims.shape.map(String);
  const left = sizes.length === 0 ? name : `${name}[${sizes.join(", ")}]`;
  const ordered = options.support?.kind === "ordered" ? ", in increasing order" : "";
  const how = hierarchical ? `, ${describeParametrisation(options.parametrisation ?? "noncentred")}` : "";
  return `${left} ~ ${describeDistribution(prior, run.tensorNames)}${ordered}${how}`;
}

function describeParametrisation(parametrisation: NonNullable<ParameterOptions["parametrisation"]>): string {
  if (typeof parametrisation !== "string") return "partially centred";
  return parametrisation === "centred" ? "centred" : "non-centred";
}
