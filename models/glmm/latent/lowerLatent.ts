/**
 * Lowers the predictor of mu where effects of groups are integrated out, or sampled relative to where the data put them. Both
 * rest on one fact: with w ~ N(0, S⁻¹), S the identity where levels are independent, and Gaussian observations of η = … + Z Λ w with
 * precisions W, w is normal given the rest, with precision K = S + Λᵀ Zᵀ W Z Λ = C Cᵀ and mean K⁻¹ b, b = Λᵀ Zᵀ W e. (Bates et al. 2015, Fitting linear mixed-effects
 * models using lme4, section 3, for the algebra; Lai, Domke & Sheldon 2024 for its use in sampling.)
 *
 * Integrated: the density has ½ log|S| − log|C| − ½ (eᵀ W e − |C⁻¹ b|²) in place of the effects and their rows, and w = C⁻ᵀ (C⁻¹ b + z)
 * is drawn afterwards, z standard normal. Sampled: the same formula with W and e of a normal approximation of the rows at a
 * reference point makes w from coordinates z, which are then nearly standard normal whatever the hyperparameters.
 */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import type { GroupTerm } from "../Frame.js";
import { effectDraws, groupParts } from "../lowerGroup.js";
import { inputNames } from "../inputs.js";
import { kernelInputs } from "../kernelInputs.js";
import type { Lowering } from "../Lowering.js";
import type { LoweredScales } from "../lowerScales.js";
import type { LatentPopulation } from "./LatentPopulation.js";
import { heldAlongAxes, normalData } from "./blockData.js";
import type { LatentBlock } from "./LatentPlan.js";
import { conditionalLaw, termOf } from "./conditionalLaw.js";
import { lowerDeferredIntercept } from "./deferredIntercept.js";
import { loaded, loadedAlongAxes, logLoading } from "./latentMatrix.js";
import type { LatentTerm, RowData } from "./LatentTerm.js";
import type { IntegratedBlock, LoweredBlock } from "./LoweredBlock.js";
import { marginalLaw } from "./marginalLaw.js";
import type { RowPrecision } from "./rowPrecision.js";

/**
 * Samples the effects of a block relative to a normal approximation of the rows.
 *
 * @param data What the rows say of the block: settings, or the rows themselves where they are normal.
 * @param given Blocks that it takes as they are.
 */
export function lowerConditioned(
  lowering: Lowering,
  block: LatentBlock,
  number: number,
  scales: ReadonlyMap<number, LoweredScales>,
  population: LatentPopulation,
  data: RowData,
  given: readonly LoweredBlock[],
): LoweredBlock {
  const { scope } = lowering;
  const { tf } = scope;
  const terms = block.places.map((place) => termOf(lowering, block, place, scales.get(place)!));
  const { factor, linear } =
    block.marginalOver === undefined
      ? conditionalLaw(lowering, block, number, terms, data)
      : blurredLaw(lowering, block, terms[0]!, scales, data);
  let effects: Tensor[][] = [];
  let alongAxes: Tensor[] = [];
  scope.coordinates(`effects of ${groupsOf(lowering, block)}, block ${number + 1}`, linear.size, (z) => {
    const standardised = factor.back(tf.add(factor.half(linear), z));
    const pieces = piecesOf(lowering, terms, standardised);
    effects = pieces.map((some, i) => loaded(terms[i]!, some));
    if (block.rotated) {
      const others = heldAlongAxes(lowering, block, population, given);
      const own = loadedAlongAxes(terms[0]!, pieces[0]!);
      alongAxes = own.map((one, k) => (k === 0 ? (tf.addN([one, ...others]) as Tensor) : one));
    }
    const logStandard = logStandardised(lowering, terms, standardised);
    return {
      value: standardised,
      logDensity: tf.sub(logStandard, factor.logDeterminant),
      logPrior: tf.sub(logStandard, logVolume(lowering, terms)),
    };
  });
  return { ...loweredBlock(lowering, block, effects), ...(block.rotated ? { alongAxes } : {}) };
}

/** The law of a block's term where the effects of others are not known. */
function blurredLaw(
  lowering: Lowering,
  { places, marginalOver }: LatentBlock,
  term: LatentTerm,
  scales: ReadonlyMap<number, LoweredScales>,
  data: RowData,
) {
  const { independent, dense } = marginalOver!;
  const other = (place: number, rotated: Pick<LatentBlock, "rotated">) =>
    termOf(
      lowering,
      { places: [place], intercept: false, coefficients: false, pairs: [], ...rotated },
      place,
      scales.get(place)!,
    );
  const denseTerm = (place: number) => {
    const { variances } = kernelInputs(lowering.frame.groups[place]!, place);
    return { term: other(place, { rotated: true }), variances: lowering.input(variances) };
  };
  const blur = {
    independent: independent.map(({ place }, i) => {
      const within = inputNames.within(place, independent[i + 1]?.place ?? places[0]!);
      return { term: other(place, {}), within: lowering.input(within) };
    }),
    dense: dense === undefined ? undefined : denseTerm(dense),
  };
  return marginalLaw(term, blur, data);
}

/** What is left of the density when a block is integrated out, and the block's effects as drawn afterwards. */
export function lowerIntegrated(
  lowering: Lowering,
  block: LatentBlock,
  scales: ReadonlyMap<number, LoweredScales>,
  population: LatentPopulation,
  rows: RowPrecision,
  sampledParts: readonly Tensor[],
): IntegratedBlock {
  const { scope } = lowering;
  const { tf } = scope;
  const { precision, logScales } = rows;
  const data = normalData(lowering, population, rows, sampledParts);
  const { residual, weighted } = data;
  const terms = [
    ...population.integrated.map(({ column, scale }): LatentTerm => {
      return { nodes: 1, index: undefined, columns: [column], loading: [[scale]] };
    }),
    ...block.places.map((place) => termOf(lowering, block, place, scales.get(place)!)),
  ];
  const law = conditionalLaw(lowering, block, "integrated", terms, data);
  // Coefficients are standardised from their origins, where their prior means are not 0.
  const priorMeans = population.integrated.map(({ mean, scale, origin }) => {
    return tf.div(tf.sub(mean, origin), scale) as Tensor;
  });
  const { factor } = law;
  const linear = plusFirst(lowering, law.linear, priorMeans);
  const atOrigin = factor.half(linear);
  const { deferred } = population;
  const intercept = deferred && lowerDeferredIntercept(lowering, deferred, terms, factor, data, atOrigin);
  const half = intercept?.half ?? atOrigin;
  const squares = residual.flatMap((a) =>
    weighted.map((b) => {
      const factors = [precision, a.factor, b.factor].filter((one) => one !== undefined);
      return factors.reduce((product, one) => tf.mul(product, one), tf.sum(tf.mul(a.column, b.column)) as Tensor);
    }),
  );
  const all = tf.addN([
    ...squares,
    ...(intercept ? [intercept.square] : []),
    ...priorMeans.map((mean) => tf.square(mean) as Tensor),
  ]);
  const residualSquare = tf.sub(all, tf.sum(tf.square(half)));
  const count = population.integrated.length;
  const grouped = terms.slice(count);
  const density = tf.sub(
    tf.sub(tf.mul(-0.5, residualSquare), logScales),
    tf.sub(factor.logDeterminant, halfLogPrecision(lowering, grouped)),
  );

  scope.logDensity(density);

  const standardised = factor.back(tf.add(half, scope.normals(linear.size))) as Tensor;
  const coefficients = population.integrated.map(({ name, scale, origin }, i) => {
    const value = tf.reshape(tf.slice(standardised as never, [i], [1]), []);
    const logPrior = tf.sub(tf.mul(-0.5, tf.square(tf.sub(value, priorMeans[i]!))), LOG_SQRT_2PI);
    scope.integrated(`${name}, integrated out`, tf.sub(logPrior, tf.log(tf.scalar(scale))), { independent: true });
    return tf.add(origin, tf.mul(scale, value)) as Tensor;
  });
  const groups = tf.slice(standardised as never, [count], [linear.size - count]) as Tensor;
  const logPrior = tf.sub(logStandardised(lowering, grouped, groups), logVolume(lowering, grouped));
  scope.integrated(`effects of ${groupsOf(lowering, block)}, integrated out`, logPrior);
  const lowered = loweredBlock(lowering, block, effectsOf(lowering, grouped, groups));
  return { ...lowered, coefficients, intercept: intercept?.value };
}

/** A vector plus scalars at its first places. */
function plusFirst({ scope }: Lowering, vector: Tensor, scalars: readonly Tensor[]): Tensor {
  const { tf } = scope;
  if (scalars.length === 0) return vector;
  const rest = tf.zeros([vector.size - scalars.length]);
  return tf.add(vector, tf.concat([tf.stack([...scalars]), rest] as never[])) as Tensor;
}

/** Standardised effects of terms, by term and effect. */
function piecesOf({ scope }: Lowering, terms: readonly LatentTerm[], standardised: Tensor): Tensor[][] {
  let start = 0;
  return terms.map(({ columns, nodes }) =>
    columns.map(() => {
      const piece = scope.tf.slice(standardised as never, [start], [nodes]) as Tensor;
      start += nodes;
      return piece;
    }),
  );
}

/** Effects of terms by term and effect, from standardised ones. */
function effectsOf(lowering: Lowering, terms: readonly LatentTerm[], standardised: Tensor): Tensor[][] {
  return piecesOf(lowering, terms, standardised).map((pieces, i) => loaded(terms[i]!, pieces));
}

/** The log density of standardised effects: normal with their precision S, along the axes of a law with the identity. */
function logStandardised(lowering: Lowering, terms: readonly LatentTerm[], standardised: Tensor): Tensor {
  const { tf } = lowering.scope;
  const constant = standardised.size * LOG_SQRT_2PI;
  if (terms.every((term) => !bySquare(term))) return tf.sub(tf.mul(-0.5, tf.sum(tf.square(standardised))), constant);
  const squares = piecesOf(lowering, terms, standardised).flatMap((pieces, i) =>
    pieces.map((piece) => bySquare(terms[i]!)?.(piece) ?? (tf.sum(tf.square(piece)) as Tensor)),
  );
  return tf.sub(tf.add(tf.mul(-0.5, tf.addN(squares)), halfLogPrecision(lowering, terms)), constant);
}

function bySquare({ related }: LatentTerm): ((w: Tensor) => Tensor) | undefined {
  return related?.form.kind === "precision" ? related.law.square : undefined;
}

/** ½ log |S| of the standardised effects of terms. */
function halfLogPrecision({ scope }: Lowering, terms: readonly LatentTerm[]): Tensor {
  const { tf } = scope;
  const halves = terms.flatMap(({ related, columns }) =>
    related?.form.kind === "precision" ? [tf.mul(columns.length / 2, related.law.logPrecision) as Tensor] : [],
  );
  return halves.length === 0 ? tf.scalar(0) : tf.addN(halves);
}

/** log |Λ| of all nodes, and of the root where effects are made with it. */
function logVolume({ scope }: Lowering, terms: readonly LatentTerm[]): Tensor {
  const { tf } = scope;
  return tf.addN(
    terms.map((term) => {
      const ofNodes = tf.mul(term.nodes, logLoading(term)) as Tensor;
      const { related, columns } = term;
      if (related?.form.kind !== "root") return ofNodes;
      return tf.sub(ofNodes, tf.mul(columns.length / 2, related.law.logPrecision)) as Tensor;
    }),
  );
}

function loweredBlock(lowering: Lowering, { places }: LatentBlock, effects: readonly Tensor[][]): LoweredBlock {
  const terms = places.map((place) => lowering.frame.groups[place]!);
  return {
    effects,
    parts: terms.flatMap((term: GroupTerm, i) => groupParts(lowering, term, places[i]!, effects[i]!)),
    draws: terms.flatMap((term, i) => effectDraws(lowering, term, places[i]!, effects[i]!)),
  };
}

function groupsOf({ frame }: Lowering, { places }: LatentBlock): string {
  return places.map((place) => frame.groups[place]!.group).join(", ");
}
