/** Lowers the predictor of one distributional parameter. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { UserError } from "../../engine/core/UserError.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { normalLaw } from "../../engine/distributions/normal.js";
import { real } from "../../engine/distributions/Support.js";
import { coefficientDraw, interceptDraw } from "./drawNames.js";
import type { Predictor } from "./Frame.js";
import { hasFewColumns, inputNames } from "./inputs.js";
import { lowerGroup } from "./lowerGroup.js";
import type { Lowering, NamedDraws } from "./Lowering.js";
import type { ResolvedPrior } from "./Prior.js";

/** The linear predictor, one number a row or one for all, and its draws. */
export interface LoweredPredictor {
  readonly eta: Tensor;
  readonly draws: readonly NamedDraws[];
}

/** Declares the parameters of a predictor: intercept, coefficients, and those of its group-level terms. */
export function lowerPredictor(lowering: Lowering, predictor: Predictor): LoweredPredictor {
  const { scope, frame } = lowering;
  const { parameter, offset } = predictor;
  const intercept = predictor.intercept === "centred" ? declareIntercept(lowering, predictor) : undefined;
  const coefficients = declareCoefficients(lowering, predictor);
  const groups = frame.groups.flatMap((term, place) =>
    term.parameter === parameter ? [lowerGroup(lowering, term, place)] : [],
  );
  const parts = [
    ...(coefficients ? populationParts(lowering, predictor, coefficients) : []),
    ...(offset ? [lowering.input(inputNames.offset(parameter))] : []),
    ...groups.flatMap((group) => group.parts),
    // A number is added to a column once, after the columns have been added up.
    ...(intercept ? [intercept] : []),
  ];
  const draws: NamedDraws[] = [
    ...(intercept ? [reportedIntercept(lowering, predictor, intercept, coefficients)] : []),
    ...(coefficients ? [reportedCoefficients(predictor, coefficients)] : []),
    ...groups.flatMap((group) => group.draws),
  ];
  const [first, ...rest] = parts;
  return { eta: rest.reduce((sum, part) => scope.tf.add(sum, part), first ?? scope.tf.scalar(0)), draws };
}

/** The intercept of centred columns, whose prior it is. */
function declareIntercept({ scope, prior, unit }: Lowering, { parameter }: Predictor): Tensor {
  const name = interceptDraw(parameter);
  return scope.parameter(parameter === "mu" ? "Intercept" : `${parameter}_Intercept`, prior(name)!.distribution, {
    reported: false,
    unit: unit(parameter),
  });
}

/** All coefficients, [names.length]; neighbours with the same prior, or with any normal ones, are declared together. */
function declareCoefficients(lowering: Lowering, { names, parameter }: Predictor): Tensor | undefined {
  const { scope, input, unit } = lowering;
  const { tf } = scope;
  if (names.length === 0) return undefined;
  const spreads = input(inputNames.spreads(parameter));
  const priors = names.map((name) => lowering.prior(coefficientDraw(name))!);
  const pieces = runs(priors.map(kindOf)).map(([from, length]) => {
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

function populationParts({ scope, input, frame }: Lowering, predictor: Predictor, coefficients: Tensor): Tensor[] {
  const { tf } = scope;
  const { parameter, names } = predictor;
  if (hasFewColumns(predictor)) {
    // Not by unstack, which gives no list for a single element.
    const scalars = names.map((_, k) => tf.reshape(tf.slice(coefficients, [k], [1]), []));
    return scalars.map((b, k) => tf.mul(b, input(inputNames.column(parameter, k))));
  }
  const design = tf.reshape(input(inputNames.design(parameter)), [frame.rows, names.length]);
  const product = tf.matMul(design as never, tf.reshape(coefficients, [names.length, 1]) as never);
  return [tf.reshape(product, [frame.rows])];
}

function reportedCoefficients({ names }: Predictor, value: Tensor): NamedDraws {
  return { kind: "population", value, names: names.map(coefficientDraw) };
}

/** The intercept as reported: of columns that are not centred. */
function reportedIntercept(
  { scope, input }: Lowering,
  { parameter }: Predictor,
  intercept: Tensor,
  coefficients: Tensor | undefined,
): NamedDraws {
  const { tf } = scope;
  const value = coefficients
    ? tf.sub(intercept, tf.sum(tf.mul(input(inputNames.means(parameter)), coefficients)))
    : intercept;
  return { kind: "population", value, names: [interceptDraw(parameter)] };
}
