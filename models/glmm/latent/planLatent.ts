/** Decides what is done with the effects in the predictor of mu, by what it would cost and gain. */
import type { GeometryOptions } from "../../../engine/core/Model.js";
import { normalLaw } from "../../../engine/distributions/normal.js";
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import type { FamilyRow, Link } from "../Family.js";
import type { Frame } from "../Frame.js";
import { hasFewColumns } from "../inputs.js";
import type { ResolvedPrior } from "../Prior.js";
import { patternOf, type PairLevels, type TermSize } from "./latentMatrix.js";
import { plainPlan, type LatentBlock, type LatentPlan, type LevelPairs } from "./LatentPlan.js";
import { levelPairs } from "./levelPairs.js";

/** Nanoseconds, measured on a server of 2023; what counts is their ratio. */
const cost = {
  /** An operation of a sparse factorisation, with its adjoint. */
  operation: 5,
  /** An entry of a factor: solves, and their adjoints. */
  entry: 15,
  /** A row of a likelihood, and its share of one term's gathers and scatters. */
  row: 10,
  rowOfTerm: 3,
  /** An effect as a coordinate of the sampler. */
  coordinate: 8,
} as const;

/**
 * Gradients of the density as declared that one is worth in which effects are integrated out, or coupled as the data couple
 * them: each draw takes many times fewer leapfrog steps, and more draws are effective.
 */
const gradientsSaved = 10;
/** Nanoseconds of a factor that are never too many. */
const cheap = 100_000;
/** Effects of a level beyond which blocks are not worked out. */
const mostEffects = 8;
/** Effects of a level up to which all levels are factorised side by side. */
const mostSideBySide = 4;

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
  const isGaussian = family.name === "gaussian" && link.name === "identity";
  const integrated = integrate && isGaussian ? integratedBlock(context, chosen) : undefined;
  const rest = chosen.filter((place) => !integrated?.places.includes(place));
  const conditioned = centre && rest.length > 0 ? conditionedBlocks(frame, rest) : [];
  return { conditioned, ...(integrated ? { integrated } : {}) };
}

/** The largest terms that fit together into what integrating them out may cost. */
function integratedBlock({ frame, priors }: PlanContext, chosen: readonly number[]): LatentBlock {
  const predictor = frame.predictors[0]!;
  const isNormal = (name: string) => {
    const prior = priors.find(({ slot }) => slot.name === name)!;
    return prior.distribution.law === normalLaw;
  };
  const population = {
    intercept: predictor.intercept === "centred" && isNormal(interceptDraw("mu")),
    coefficients:
      predictor.names.length > 0 && hasFewColumns(predictor) && predictor.names.map(coefficientDraw).every(isNormal),
  };
  return largestBlock(frame, chosen, population, budgetOf(frame, chosen));
}

/** One block of all terms where that is cheap beside the likelihood; else one for each term, as if the others were known. */
function conditionedBlocks(frame: Frame, chosen: readonly number[]): LatentBlock[] {
  const alone = { intercept: false, coefficients: false };
  const budget = budgetOf(frame, chosen);
  const blocks: LatentBlock[] = [];
  for (let left = chosen; left.length > 0; left = left.filter((place) => !blocks.at(-1)!.places.includes(place))) {
    blocks.push(largestBlock(frame, left, alone, budget));
  }
  return blocks;
}

/** What a factor may cost. */
function budgetOf({ rows, groups }: Frame, places: readonly number[]): number {
  const effects = places.reduce((sum, place) => sum + effectsOf(groups[place]!), 0);
  const sampled = rows * (cost.row + cost.rowOfTerm * places.length) + cost.coordinate * effects;
  return Math.max(cheap, gradientsSaved * sampled);
}

/** The term with the most effects, and of the others, largest first, those with which the factor stays within a budget. */
function largestBlock(
  frame: Frame,
  chosen: readonly number[],
  population: Pick<LatentBlock, "intercept" | "coefficients">,
  budget: number,
): LatentBlock {
  const bySize = [...chosen].sort((a, b) => effectsOf(frame.groups[b]!) - effectsOf(frame.groups[a]!) || a - b);
  const pairs = new Map<string, LevelPairs>();
  const pairOf = (first: number, second: number) => {
    const key = `${first},${second}`;
    const known = pairs.get(key) ?? levelPairs(frame, first, second);
    pairs.set(key, known);
    return known;
  };
  const attempt = (places: readonly number[], with_: typeof population): { block: LatentBlock; cost: number } => {
    const crossed = places.flatMap((first, i) => places.slice(i + 1).map((second) => pairOf(first, second)));
    const coefficients = populationSize(frame, with_);
    const effects = frame.groups[places[0]!]!.coefficients.length;
    if (places.length === 1 && coefficients === 0 && effects <= mostSideBySide) {
      return { block: { places, ...with_, pairs: [] }, cost: 0 };
    }
    const factor = analysePattern(patternOf(...termsAndPairs(frame, places, coefficients, crossed)));
    const { operations, factorEntries } = factor;
    return {
      block: { places, ...with_, pairs: crossed, factor },
      cost: cost.operation * operations + cost.entry * factorEntries,
    };
  };
  const [first, ...others] = bySize as [number, ...number[]];
  const none = { intercept: false, coefficients: false };
  const withPopulation = attempt([first], population);
  const kept = withPopulation.cost <= budget ? population : none;
  let best = kept === population ? withPopulation.block : attempt([first], none).block;
  const left: number[] = [];
  for (const place of others) {
    // A term that lies above one that was left out, as departments above teachers, goes with that.
    const spread = (other: number) => pairOf(other, place).firstLevels.length / frame.groups[other]!.levels.length;
    const nearest = [...best.places, ...left].sort((a, b) => spread(a) - spread(b))[0]!;
    const tried = left.includes(nearest) ? undefined : attempt([...best.places, place].sort(ascending), kept);
    if (tried && tried.cost <= budget) best = tried.block;
    else left.push(place);
  }
  return best;
}

const ascending = (a: number, b: number): number => a - b;

/** Sizes of a block's terms, its coefficients first, and the levels that each pair of them shares rows in. */
function termsAndPairs(
  { groups }: Frame,
  places: readonly number[],
  coefficients: number,
  crossed: readonly LevelPairs[],
): [TermSize[], PairLevels[]] {
  const terms: TermSize[] = [
    ...Array.from({ length: coefficients }, () => ({ levels: 1, size: 1 })),
    ...places.map((place) => ({ levels: groups[place]!.levels.length, size: groups[place]!.coefficients.length })),
  ];
  const pairs = terms.flatMap((_, first) =>
    terms.slice(first).map((term, more): PairLevels => {
      const second = first + more;
      if (first === second || first < coefficients) {
        const all = Int32Array.from({ length: term.levels }, (_, level) => level);
        return { first, second, firstLevels: first === second ? all : new Int32Array(term.levels), secondLevels: all };
      }
      const [s, t] = [places[first - coefficients]!, places[second - coefficients]!];
      const { firstLevels, secondLevels } = crossed.find((pair) => pair.first === s && pair.second === t)!;
      return { first, second, firstLevels, secondLevels };
    }),
  );
  return [terms, pairs];
}

function populationSize(
  { predictors }: Frame,
  { intercept, coefficients }: Pick<LatentBlock, "intercept" | "coefficients">,
) {
  return (intercept ? 1 : 0) + (coefficients ? predictors[0]!.names.length : 0);
}

function effectsOf({ levels, coefficients }: Frame["groups"][number]): number {
  return levels.length * coefficients.length;
}
