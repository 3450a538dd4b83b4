/** Which group-level terms are worked out together, by what the factor of their precision costs. */
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import type { Frame } from "../Frame.js";
import { nodeCount } from "../nodes.js";
import { blockPattern, populationSize } from "./blockPattern.js";
import { cost, effectsOf } from "./cost.js";
import type { LatentBlock, NodePairs } from "./LatentPlan.js";
import { nodePairs } from "./nodePairs.js";

/** Effects of a level up to which all levels are factorised side by side. */
const mostSideBySide = 4;
/** Nodes of a dense law beyond which its factor is not thought of. */
const mostDense = 400;

/** What of the population belongs to a block. */
export type BlockPopulation = Pick<LatentBlock, "intercept" | "coefficients">;

export const noPopulation: BlockPopulation = { intercept: false, coefficients: false };

interface CostedBlock {
  readonly block: LatentBlock;
  readonly cost: number;
}

/**
 * The term with the most effects, and of the others, largest first, those with which the factor stays within a budget. A term of
 * independent levels is always cheap enough alone; undefined where no term is.
 */
export function largestBlock(
  frame: Frame,
  chosen: readonly number[],
  population: BlockPopulation,
  budget: number,
): LatentBlock | undefined {
  const bySize = [...chosen].sort((a, b) => effectsOf(frame.groups[b]!) - effectsOf(frame.groups[a]!) || a - b);
  const pairs = new Map<string, NodePairs>();
  const pairOf = (first: number, second: number) => {
    const key = `${first},${second}`;
    const known = pairs.get(key) ?? nodePairs(frame, first, second);
    pairs.set(key, known);
    return known;
  };
  const attempt = (places: readonly number[], with_: BlockPopulation): CostedBlock | undefined => {
    if (places.some((place) => isTooDense(frame, place))) return undefined;
    const crossed = places.flatMap((first, i) => places.slice(i + 1).map((second) => pairOf(first, second)));
    const costed = withFactor(frame, { places, ...with_, pairs: crossed });
    const isAlone = places.length === 1 && frame.groups[places[0]!]!.related === undefined && with_ === noPopulation;
    return isAlone || costed.cost <= budget ? costed : undefined;
  };
  const first = bySize.find((place) => attempt([place], noPopulation) !== undefined);
  if (first === undefined) return undefined;
  const withPopulation = attempt([first], population);
  const kept = withPopulation ? population : noPopulation;
  let best = (withPopulation ?? attempt([first], noPopulation)!).block;
  const left: number[] = [];
  for (const place of bySize) {
    if (place === first) continue;
    // A term that lies above one that was left out, as departments above teachers, goes with that.
    const spread = (other: number) => pairOf(other, place).firstNodes.length / frame.groups[other]!.levels.length;
    const nearest = [...best.places, ...left].sort((a, b) => spread(a) - spread(b))[0]!;
    const tried = left.includes(nearest) ? undefined : attempt([...best.places, place].sort(ascending), kept);
    if (tried) best = tried.block;
    else left.push(place);
  }
  return best;
}

/** A block of one term with a dense law, worked out along the axes of that. */
export function rotatedBlock(frame: Frame, place: number, population: BlockPopulation): LatentBlock {
  return withFactor(frame, { places: [place], ...population, pairs: [], rotated: true }).block;
}

/** A block with the pattern of its factor, unless its levels can be factorised side by side. */
function withFactor(frame: Frame, block: LatentBlock): CostedBlock {
  const [{ related, coefficients }] = block.places.map((place) => frame.groups[place]!) as [Frame["groups"][number]];
  const isOne = block.places.length === 1 && populationSize(frame, block) === 0;
  if (isOne && coefficients.length <= mostSideBySide && (!related || block.rotated === true)) return { block, cost: 0 };
  const factor = analysePattern(blockPattern(frame, block));
  const { operations, factorEntries } = factor;
  const isDense =
    !block.rotated && block.places.some((place) => frame.groups[place]!.related?.kernel.law.kind === "dense");
  const operation = isDense ? cost.denseOperation : cost.operation;
  return { block: { ...block, factor }, cost: operation * operations + cost.entry * factorEntries };
}

function isTooDense({ groups }: Frame, place: number): boolean {
  const term = groups[place]!;
  return term.related?.kernel.law.kind === "dense" && nodeCount(term) > mostDense;
}

const ascending = (a: number, b: number): number => a - b;
