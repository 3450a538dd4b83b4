/** Lowers the predictor of mu by a plan: effects integrated out, sampled relative to the data, or sampled plainly. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import type { LawInputs } from "../Family.js";
import type { Predictor } from "../Frame.js";
import { hasFewColumns, inputNames } from "../inputs.js";
import { lowerGroup } from "../lowerGroup.js";
import { lowerMonotonic } from "../lowerMonotonic.js";
import type { Lowering } from "../Lowering.js";
import {
  coefficientParts,
  declareCoefficients,
  declareIntercept,
  elementOf,
  populationDraws,
  type Population,
} from "../lowerPopulation.js";
import type { LoweredPredictor } from "../lowerPredictor.js";
import { lowerScales, type LoweredScales } from "../lowerScales.js";
import type { LatentPopulation } from "./LatentPopulation.js";
import { blockOf, needsNoReference, type LatentPlan } from "./LatentPlan.js";
import { isDeferrable } from "./deferredIntercept.js";
import { originName } from "./latentInputs.js";
import { approximateData, normalData } from "./blockData.js";
import type { IntegratedBlock, LoweredBlock } from "./LoweredBlock.js";
import { lowerConditioned, lowerIntegrated } from "./lowerLatent.js";
import { rowPrecision } from "./rowPrecision.js";

export interface LoweredLatentPredictor extends LoweredPredictor {
  /** What the sampled population and each conditioned block add to the predictor, [rows] each. */
  readonly contributions: readonly Tensor[];
  readonly conditioned: readonly LoweredBlock[];
}

/** Declares the parameters of the predictor, those that depend on no other first. */
export function lowerLatentPredictor(
  lowering: Lowering,
  plan: LatentPlan,
  inputs: Omit<LawInputs<Tensor>, "eta">,
): LoweredLatentPredictor {
  const { scope, frame } = lowering;
  const { tf } = scope;
  const predictor = frame.predictors[0]!;
  const { integrated } = plan;
  const isDeferred = defersIntercept(lowering, plan);
  const sampled: Population = {
    intercept: integrated?.intercept || isDeferred ? undefined : declareIntercept(lowering, predictor),
    coefficients: integrated?.coefficients ? undefined : declareCoefficients(lowering, predictor),
  };
  const monotonic = lowerMonotonic(lowering, predictor);
  const scales = new Map<number, LoweredScales>();
  frame.groups.forEach((term, place) => {
    if (blockOf(plan, place)) scales.set(place, lowerScales(lowering, term, place));
  });
  const plain = frame.groups.flatMap((term, place) =>
    term.parameter === "mu" && !blockOf(plan, place) ? [lowerGroup(lowering, term, place)] : [],
  );
  const sampledParts = sampled.coefficients ? coefficientParts(lowering, predictor, sampled.coefficients) : [];
  const inBulk = [...(hasFewColumns(predictor) ? [] : sampledParts), ...monotonic.parts];
  const columns = populationColumns(lowering, predictor, plan, sampled, inBulk, isDeferred);
  const plainParts = plain.flatMap(({ parts }) => parts);
  const rows = integrated && rowPrecision(lowering, inputs.sigma!);
  const conditioned: LoweredBlock[] = [];
  for (const [i, block] of plan.conditioned.entries()) {
    const given = conditioned.filter((_, k) =>
      plan.conditioned[k]!.places.some((place) => block.given?.includes(place)),
    );
    const data =
      rows && needsNoReference(plan, block)
        ? normalData(lowering, columns, rows, [...plainParts, ...conditioned.flatMap(({ parts }) => parts)])
        : approximateData(lowering, block, i, columns, given);
    conditioned.push(lowerConditioned(lowering, block, i, scales, columns, data, given));
  }
  const groupParts = [...plainParts, ...conditioned.flatMap(({ parts }) => parts)];
  const drawn = integrated && lowerIntegrated(lowering, integrated, scales, columns, rows!, groupParts);

  const population = drawn ? withDrawn(lowering, plan, sampled, drawn) : sampled;
  const populationParts = population.coefficients ? coefficientParts(lowering, predictor, population.coefficients) : [];
  const offset = predictor.offset ? [lowering.input(inputNames.offset("mu"))] : [];
  const intercept = population.intercept ? [population.intercept] : [];
  const sum = (parts: readonly Tensor[]) => parts.reduce((total, part) => tf.add(total, part));
  const byRow = (parts: readonly Tensor[]) => sum([...parts, tf.zeros([frame.rows]) as Tensor]);
  return {
    // A number is added to a column once, after the columns have been added up.
    eta: sum([...populationParts, ...monotonic.parts, ...offset, ...groupParts, ...(drawn?.parts ?? []), ...intercept]),
    draws: [
      ...populationDraws(lowering, predictor, population),
      ...monotonic.draws,
      ...[...scales.values(), ...plain, ...conditioned, ...(drawn ? [drawn] : [])].flatMap(({ draws }) => draws),
    ],
    coefficients: population.coefficients,
    conditioned,
    contributions: [
      [...sampledParts, ...monotonic.parts, ...(sampled.intercept ? [sampled.intercept] : [])],
      ...conditioned.map(({ parts }) => parts),
    ].map(byRow),
  };
}

/** The population as blocks see it. */
function populationColumns(
  lowering: Lowering,
  predictor: Predictor,
  { integrated }: LatentPlan,
  { intercept, coefficients }: Population,
  parts: readonly Tensor[],
  isDeferred: boolean,
): LatentPopulation {
  const { input, prior, element } = lowering;
  const { tf } = lowering.scope;
  const { parameter, names } = predictor;
  const few = hasFewColumns(predictor);
  const origin = (place: number) => element(originName, place);
  // The intercept comes first where it has a place of its own.
  const first = predictor.intercept === "centred" ? 1 : 0;
  const column = (k: number) => input(inputNames.column(parameter, k));
  const normalPrior = (name: string) => {
    const { location, scale } = prior(name)!.distribution.parameters as { location: number; scale: number };
    return { name, mean: location, scale };
  };
  const sampled = [
    ...(intercept ? [{ value: intercept, column: undefined, origin: integrated && origin(0) }] : []),
    ...(coefficients && few
      ? names.map((_, k) => ({
          value: elementOf(lowering, coefficients, k),
          column: column(k),
          origin: integrated && origin(first + k),
        }))
      : []),
  ];
  return {
    sampled,
    ...(parts.length > 0 ? { product: parts.reduce((total, part) => tf.add(total, part)) } : {}),
    ...(isDeferred ? { deferred: { origin: origin(0), prior: prior(interceptDraw(parameter))!.distribution } } : {}),
    integrated: [
      ...(integrated?.intercept
        ? [{ column: undefined, origin: origin(0), ...normalPrior(interceptDraw(parameter)) }]
        : []),
      ...(integrated?.coefficients
        ? names.map((name, k) => ({
            column: column(k),
            origin: origin(first + k),
            ...normalPrior(coefficientDraw(name)),
          }))
        : []),
    ],
  };
}

/** Whether the intercept is sampled after all else: where all effects are integrated out, and its prior is not normal. */
function defersIntercept({ frame, prior }: Lowering, { integrated, conditioned }: LatentPlan): boolean {
  const [predictor] = frame.predictors;
  if (!integrated || integrated.intercept || conditioned.length > 0 || predictor!.intercept !== "centred") return false;
  const isAll = frame.groups.every(({ parameter }, place) => parameter !== "mu" || integrated.places.includes(place));
  return isAll && isDeferrable(prior(interceptDraw("mu"))!.distribution);
}

/** The population with what was drawn of it, or deferred. */
function withDrawn(
  { scope }: Lowering,
  { integrated }: LatentPlan,
  sampled: Population,
  { coefficients: drawn, intercept: deferred }: IntegratedBlock,
): Population {
  const own = deferred ?? sampled.intercept;
  const [intercept, rest] = integrated!.intercept ? [drawn[0], drawn.slice(1)] : [own, drawn];
  const coefficients = rest.length > 0 ? (scope.tf.stack([...rest]) as Tensor) : sampled.coefficients;
  return { intercept, coefficients };
}
