/** Lowers the predictor of one distributional parameter. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { coefficientDraw, interceptDraw } from "./drawNames.js";
import type { Predictor } from "./Frame.js";
import { hasFewColumns, inputNames } from "./inputs.js";
import { lowerGroup } from "./lowerGroup.js";
import type { Lowering, NamedDraws } from "./Lowering.js";

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
    ...populationParts(lowering, predictor, coefficients),
    ...(offset ? [lowering.input(inputNames.offset(parameter))] : []),
    ...groups.flatMap((group) => group.parts),
    // A number is added to a column once, after the columns have been added up.
    ...(intercept ? [intercept] : []),
  ];
  const draws: NamedDraws[] = [
    ...(intercept ? [reportedIntercept(lowering, predictor, intercept, coefficients)] : []),
    ...coefficients.map((value, k): NamedDraws => {
      return { kind: "population", value, names: [coefficientDraw(predictor.names[k]!)] };
    }),
    ...groups.flatMap((group) => group.draws),
  ];
  const [first, ...rest] = parts;
  return { eta: rest.reduce((sum, part) => scope.tf.add(sum, part), first ?? scope.tf.scalar(0)), draws };
}

/** The intercept of centred columns, whose prior it is. */
function declareIntercept({ scope, prior, unit }: Lowering, { parameter }: Predictor): Tensor {
  const name = interceptDraw(parameter);
  return scope.parameter(`centred ${name}`, prior(name)!.distribution, { reported: false, unit: unit(parameter) });
}

/** One scalar for each coefficient; neighbours with the same prior are declared together. */
function declareCoefficients(lowering: Lowering, { names, parameter }: Predictor): Tensor[] {
  const { scope, input, unit } = lowering;
  const { tf } = scope;
  if (names.length === 0) return [];
  const spreads = input(inputNames.spreads(parameter));
  return runs(names.map((name) => lowering.prior(coefficientDraw(name))!.text)).flatMap(([from, length]) => {
    const run = names.slice(from, from + length).map(coefficientDraw);
    const scale = tf.div(unit(parameter).scale, tf.slice(spreads, [from], [length]));
    const values = scope.parameter(run.join(", "), lowering.prior(run[0]!)!.distribution, {
      dims: { coefficient: length },
      reported: false,
      unit: { scale },
    });
    // Not by unstack, which gives no list for a single element.
    return run.map((_, k) => tf.reshape(tf.slice(values, [k], [1]), []));
  });
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

function populationParts({ scope, input, frame }: Lowering, predictor: Predictor, coefficients: Tensor[]): Tensor[] {
  const { tf } = scope;
  const { parameter, names } = predictor;
  if (hasFewColumns(predictor)) {
    return coefficients.map((b, k) => tf.mul(b, input(inputNames.column(parameter, k))));
  }
  const design = tf.reshape(input(inputNames.design(parameter)), [frame.rows, names.length]);
  const product = tf.matMul(design as never, tf.reshape(tf.stack(coefficients), [names.length, 1]) as never);
  return [tf.reshape(product, [frame.rows])];
}

/** The intercept as reported: of columns that are not centred. */
function reportedIntercept(
  { scope, input }: Lowering,
  { parameter, names }: Predictor,
  intercept: Tensor,
  coefficients: readonly Tensor[],
): NamedDraws {
  const { tf } = scope;
  const value =
    names.length === 0
      ? intercept
      : tf.sub(intercept, tf.sum(tf.mul(input(inputNames.means(parameter)), tf.stack([...coefficients]))));
  return { kind: "population", value, names: [interceptDraw(parameter)] };
}
