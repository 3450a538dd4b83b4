/** Decides what is done with the effects in the predictor of mu, by what it would cost and gain. */
import type { GeometryOptions } from "../../../engine/core/Model.js";
import { normalLaw } from "../../../engine/distributions/normal.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import type { FamilyRow, Link } from "../Family.js";
import type { Frame } from "../Frame.js";
import { hasFewColumns } from "../inputs.js";
import type { ResolvedPrior } from "../Prior.js";
import { effectsOf, plainCost } from "./cost.js";
import { familyBlocks, kernelFamilies } from "./kernelFamilies.js";
import { largestBlock, noPopulation, rotatedBlock, type BlockPopulation } from "./largestBlock.js";
import { plainPlan, type LatentBlock, type LatentPlan } from "./LatentPlan.js";
import { tellsEqually } from "./tellsEqually.js";

/**
 * Gradients of the density as declared that one is worth in which effects are integrated out, or coupled as the data couple
 * them: each draw takes many times fewer leapfrog steps, and more draws are effective.
 */
const gradientsSaved = 10;
/** Nanoseconds of a factor that are never too many. */
const cheap = 100_000;
/** The same where a dense law would otherwise be taken along its axes though rows bind these together: normal rows, and others. */
const cheapDense = { integrated: 1_500_000, conditioned: 300_000 } as const;
/** Effects of a level beyond which blocks are not worked out. */
const mostEffects = 8;

/** What is known when a plan is made. */
export interface PlanContext {
  readonly frame: Frame;
  readonly family: FamilyRow;
  readonly link: Link;
  readonly priors: readonly ResolvedPrior[];
}

/** The plan for a model on its data. */
export function planLatent(context: PlanContext, { integrate, centre }: GeometryOptions): LatentPlan {
  const { frame, family, link } = context;
  const chosen = frame.groups.flatMap(({ parameter, parametrisation, coefficients }, place) =>
    parameter === "mu" && parametrisation === "auto" && coefficients.length <= mostEffects ? [place] : [],
  );
  if (chosen.length === 0) return plainPlan;
  const { censoring, truncation } = frame.response ?? {};
  const isGaussian = family.name === "gaussian" && link.name === "identity" && !censoring && !truncation;
  const integrated = integrate && isGaussian ? integratedBlock(context, chosen) : undefined;
  const rest = chosen.filter((place) => !integrated?.places.includes(place));
  const conditioned = centre && !hasSpikes(frame) ? conditionedBlocks(frame, rest, integrated) : [];
  return { conditioned, ...(integrated ? { integrated } : {}) };
}

/**
 * The largest terms that fit together into what integrating them out may cost; or one with a dense law along its axes, where that
 * is exact and leaves fewer effects to be sampled.
 */
function integratedBlock(context: PlanContext, chosen: readonly number[]): LatentBlock | undefined {
  const { frame } = context;
  const population = normalPopulation(context);
  const exact = chosen
    .filter((place) => isDense(frame, place) && tellsEqually(frame, place))
    .sort((a, b) => effectsOf(frame.groups[b]!) - effectsOf(frame.groups[a]!))[0];
  if (exact !== undefined && chosen.length === 1) return rotatedBlock(frame, exact, population);
  const isBound = chosen.some((place) => isDense(frame, place) && !tellsEqually(frame, place));
  const budget = Math.max(budgetOf(frame, chosen), isBound ? cheapDense.integrated : 0);
  const block = largestBlock(frame, chosen, population, budget);
  if (exact === undefined) return block;
  const isBlurred = kernelFamilies(frame, chosen).some(({ dense, blur }) => blur.length > 0 && dense.includes(exact));
  if (isBlurred) return block;
  const together = (block?.places ?? []).reduce((sum, place) => sum + effectsOf(frame.groups[place]!), 0);
  return block && together > effectsOf(frame.groups[exact]!) ? block : rotatedBlock(frame, exact, population);
}

/** What of the population can be integrated out: that with normal priors. */
function normalPopulation({ frame, priors }: PlanContext): BlockPopulation {
  const predictor = frame.predictors[0]!;
  const isNormal = (name: string) => {
    const prior = priors.find(({ slot }) => slot.name === name)!;
    return prior.distribution.law === normalLaw;
  };
  return {
    intercept: predictor.intercept === "centred" && isNormal(interceptDraw("mu")),
    coefficients:
      predictor.names.length > 0 && hasFewColumns(predictor) && predictor.names.map(coefficientDraw).every(isNormal),
  };
}

/**
 * One block of all terms where that is cheap beside the likelihood; else one for each term, as if the others were known. A term
 * with a dense law is then taken along its axes, before those that blur it; one whose sparse factor is dear is left as it is.
 */
function conditionedBlocks(
  frame: Frame,
  chosen: readonly number[],
  integrated: LatentBlock | undefined,
): LatentBlock[] {
  const isBound = !integrated && chosen.some((place) => isDense(frame, place));
  const budget = Math.max(budgetOf(frame, chosen), isBound ? cheapDense.conditioned : 0);
  const whole = largestBlock(frame, chosen, noPopulation, budget);
  const families = kernelFamilies(frame, [...chosen, ...(integrated?.places ?? [])]);
  if (whole?.places.length === chosen.length && !families.some(({ places }) => places.some(isIn(integrated))))
    return [whole];
  const dense = families.flatMap((family) => familyBlocks(frame, family, chosen));
  const isTaken = (place: number) => dense.some(({ places }) => places.includes(place));
  const blocks: LatentBlock[] = [];
  let left = chosen.filter((place) => !isTaken(place));
  while (left.length > 0) {
    const block = largestBlock(frame, left, noPopulation, budget);
    if (!block) break;
    const given = families.filter(({ blur }) => blur.some(({ place }) => block.places.includes(place)));
    blocks.push({ ...block, given: given.flatMap(({ dense: before }) => before) });
    left = left.filter((place) => !block.places.includes(place));
  }
  const slopes = left.filter((place) => isDense(frame, place)).map((place) => rotatedBlock(frame, place, noPopulation));
  return [...dense, ...blocks, ...slopes];
}

const isIn = (block: LatentBlock | undefined) => (place: number) => block?.places.includes(place) ?? false;

/** What a factor may cost. */
function budgetOf(frame: Frame, places: readonly number[]): number {
  return Math.max(cheap, gradientsSaved * plainCost(frame, places));
}

function isDense({ groups }: Frame, place: number): boolean {
  return groups[place]!.related?.kernel.law.kind === "dense";
}

/**
 * Whether another parameter than mu has an effect for nearly every row: the joint density of all then has no mode, since a row that is
 * fitted exactly may be as precise as it likes, and nothing can be taken from there.
 */
function hasSpikes({ rows, groups }: Frame): boolean {
  return groups.some(({ parameter, levels }) => parameter !== "mu" && 2 * levels.length > rows);
}
