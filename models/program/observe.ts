/** Adds the likelihood of values to a program. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import { UserError } from "../../engine/core/UserError.js";
import { isTensor } from "../../engine/distributions/arrays.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { boundsOf, closed, contains, describeSupport, onOpenEdge } from "../../engine/distributions/Support.js";
import { checkParameters } from "./checkParameters.js";
import { describeDistribution } from "./describeDistribution.js";
import { takeName, type ProgramRun } from "./ProgramRun.js";
import { broadcastShapes, describeShape, fitsInto } from "./shapes.js";

/**
 * Log likelihood by row, in the order of the calls.
 *
 * @throws UserError when the shapes do not fit, or a value cannot come from the distribution.
 */
export function observeValues(
  run: ProgramRun,
  distribution: Distribution,
  values: Tensor | number | ArrayLike<number>,
  use: "in the density" | "reported" = "in the density",
): void {
  if (typeof distribution?.logDensity !== "function") {
    throw new UserError("observe needs a distribution first and the observed values second.");
  }
  const observed = isTensor(values) ? values : ownValues(run, values);
  const name = run.tensorNames.get(observed) ?? "the observed values";
  const label = run.tensorNames.has(observed) ? `"${name}"` : name;
  checkShapes(label, distribution, observed);
  if (distribution.support.kind === "integers") {
    refuseParameter(run, label, `${distribution.name} is a law of`, observed);
    const { trials } = distribution.parameters;
    const limit = isTensor(trials) ? `"${run.tensorNames.get(trials) ?? "trials"}"` : "";
    refuseParameter(run, limit, `the trials of ${distribution.name} are`, trials);
  }
  checkParameters(run, distribution);
  if (!run.lenient) checkValues(run, label, distribution, observed);
  const logDensity = isInside(run, distribution, observed)
    ? (distribution.logDensityInside ?? distribution.logDensity)
    : distribution.logDensity;
  const byRow = logDensity(observed);
  const logLikelihood = tf().reshape(byRow, [-1]);
  run.logLikelihoods.push(logLikelihood);
  if (use === "reported") run.reportedOnly.add(logLikelihood);
  run.likelihoodNames.push(label);
  run.observed.push({ name, distribution, values: observed, rows: byRow.shape });
  run.tensorNames.set(observed, name);
  const rows = logLikelihood.size === 1 ? "1 row" : `${logLikelihood.size} rows`;
  run.lines.likelihoods.push(`${name} ~ ${describeDistribution(distribution, run.tensorNames)}, ${rows}`);
}

/** Values a person hands over as plain numbers are data like a column. */
function ownValues(run: ProgramRun, values: number | ArrayLike<number>): Tensor {
  const numbers = typeof values === "number" ? [values] : Array.from(values ?? []);
  if (numbers.length === 0) throw new UserError("observe needs the observed values second: a tensor or numbers.");
  const name = `observed ${run.logLikelihoods.length + 1}`;
  takeName(run, name, "constant");
  const tensor = run.context.data(name, numbers, typeof values === "number" ? [] : [numbers.length]);
  run.knownValues.set(tensor, numbers);
  return tensor;
}

function checkShapes(label: string, distribution: Distribution, observed: Tensor): void {
  const { eventShape } = distribution;
  const rows = observed.shape.slice(0, observed.rank - eventShape.length);
  const event = observed.shape.slice(observed.rank - eventShape.length);
  if (observed.rank < eventShape.length || event.some((size, i) => size !== eventShape[i])) {
    throw new UserError(
      `${label} has shape ${describeShape(observed.shape)}, but ${distribution.name} is a law of ${describeShape(eventShape)}.`,
    );
  }
  // A single value may be observed with many parameters: it is then as many rows.
  if (eventShape.length > 0 || observed.size === 1) return;
  for (const [key, value] of Object.entries(distribution.parameters)) {
    // The logits of a categorical have one dimension more than the values.
    const shape = isTensor(value) ? (key === "logits" ? value.shape.slice(0, -1) : value.shape) : [];
    if (fitsInto(shape, rows)) continue;
    const why = broadcastShapes(shape, rows) ? "would repeat the values" : "does not fit";
    throw new UserError(
      `the ${key} of ${distribution.name} has shape ${describeShape(shape)}, which ${why}: ${label} has shape ${describeShape(rows)}.`,
    );
  }
}

/** Whether no draw can put the values outside the support: data that have been checked, and parameters that live in it. */
function isInside(run: ProgramRun, distribution: Distribution, observed: Tensor): boolean {
  const { trials } = distribution.parameters;
  if (run.knownValues.has(observed)) return !isTensor(trials) || run.knownValues.has(trials);
  const support = run.supports.get(observed);
  if (!support || distribution.eventShape.length > 0) return false;
  const [own, allowed] = [boundsOf(support), boundsOf(distribution.support)];
  return own.lower >= allowed.lower && own.upper <= allowed.upper;
}

/** A parameter is never whole, so that every draw would be refused. */
function refuseParameter(run: ProgramRun, label: string, what: string, value: unknown): void {
  if (!isTensor(value) || !run.supports.has(value)) return;
  throw new UserError(`${label} is a parameter, which is a real number, but ${what} whole numbers; sum them out.`);
}

/** Data are checked against the support now: inside the compiled code nothing would notice. */
function checkValues(run: ProgramRun, label: string, distribution: Distribution, observed: Tensor): void {
  const values = run.knownValues.get(observed);
  if (!values || distribution.eventShape.length > 0) return;
  const bad = Array.from(values).findIndex((value) => !contains(distribution.support, value));
  if (bad >= 0) {
    throw new UserError(
      `${label} holds ${values[bad]} in row ${bad + 1}, but ${distribution.name} is a law of ${describeSupport(distribution.support)}.`,
    );
  }
  const edges = distribution.edges ?? closed;
  const onEdge = Array.from(values).findIndex((value) => onOpenEdge(distribution.support, edges, value));
  if (onEdge >= 0) {
    throw new UserError(
      `${label} holds ${values[onEdge]} in row ${onEdge + 1}, but ${distribution.name} is a law of ` +
        `${describeSupport(distribution.support)}, without ${values[onEdge]} itself; move it inside, or model it apart.`,
    );
  }
  const { trials } = distribution.parameters;
  const limits = isTensor(trials) ? run.knownValues.get(trials) : undefined;
  const above = limits ? Array.from(values).findIndex((value, i) => value > limits[limits.length === 1 ? 0 : i]!) : -1;
  if (limits && above >= 0) {
    throw new UserError(
      `${label} holds ${values[above]} in row ${above + 1}, more than its ${limits[limits.length === 1 ? 0 : above]} trials.`,
    );
  }
}
