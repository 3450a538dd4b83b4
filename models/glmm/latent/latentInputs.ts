/** What the inputs and settings of latent blocks are called, and the whole numbers of their factors. */
import { factorTable } from "../../../engine/math/sparse/factorTable.js";
import type { Frame } from "../Frame.js";
import { inputNames, type Input } from "../inputs.js";
import type { ModelOnData } from "../Lowering.js";
import type { ResolvedPrior } from "../Prior.js";
import { kernelInputs } from "../kernelInputs.js";
import { densePrecision } from "../structures/spectrum.js";
import { effectsOf } from "./cost.js";
import { blocksOf, needsNoReference, type LatentBlock, type LatentPlan } from "./LatentPlan.js";
import { originOf } from "./originOf.js";

/** Inputs of a sparse factor. @param name Number of a conditioned block, or "integrated". */
export function latentInputs(name: number | string) {
  const block = `block ${typeof name === "number" ? name + 1 : name}`;
  return {
    table: `factor of ${block}`,
    order: `order of elimination of ${block}`,
    turn: `turn of elimination of ${block}`,
    diagonal: `diagonal of ${block}`,
  } as const;
}

export const settingNames = {
  /** Precision of each row in the normal approximation. */
  weight: "weights of the rows",
  /** Precision of each row times its working residual from what neither the block nor the population is. */
  pull: (number: number) => `pull of the rows on block ${number + 1}`,
  /** Slope of each row's log likelihood, where a block is told of it apart from the pull. */
  score: (number: number) => `score of the rows for block ${number + 1}`,
  /** Effects of a block along its axes. */
  centre: (number: number) => `centre of block ${number + 1}`,
} as const;

/** A stretch of the reference, and the setting that it is. */
export interface ReferencePart {
  readonly name: string;
  readonly length: number;
  readonly byRow: boolean;
}

/** What the reference consists of, in its order. */
export function referenceParts({ frame, plan }: Pick<ModelOnData, "frame" | "plan">): readonly ReferencePart[] {
  const byRow = (name: string): ReferencePart => ({ name, length: frame.rows, byRow: true });
  const ofBlocks = plan.conditioned.flatMap((block, number): ReferencePart[] => {
    if (needsNoReference(plan, block)) return [];
    const pull = byRow(settingNames.pull(number));
    if (!block.rotated) return [pull];
    const effects = block.places.reduce((sum, place) => sum + effectsOf(frame.groups[place]!), 0);
    const centre = { name: settingNames.centre(number), length: effects, byRow: false };
    return [pull, ...(block.marginalOver === undefined ? [] : [byRow(settingNames.score(number))]), centre];
  });
  return [byRow(settingNames.weight), ...ofBlocks];
}

/** Where the coefficients of mu lie, roughly: see originOf. */
export const originName = "origin of the coefficients";

/** Inputs of all blocks of a plan. */
export function latentInputsOf(
  plan: LatentPlan,
  { frame, priors }: { readonly frame: Frame; readonly priors: readonly ResolvedPrior[] },
): ReadonlyMap<string, Input> {
  const inputs = new Map<string, Input>();
  const origin = plan.integrated ? originOf(frame, priors) : new Float64Array(0);
  if (origin.length > 0) inputs.set(originName, { values: origin, whole: false });
  const add = (name: string, values: Int32Array) => void inputs.set(name, { values, whole: true });
  for (const block of blocksOf(plan)) {
    for (const { name, within } of blurInputs(block)) add(name, within);
    for (const { first, second, index } of block.pairs) add(inputNames.nodePairs(first, second), index);
    for (const [name, values] of densePrecisions(frame, block)) inputs.set(name, { values, whole: false });
    if (!block.factor) continue;
    const names = latentInputs(block === plan.integrated ? "integrated" : plan.conditioned.indexOf(block));
    const { order, columnStart, size } = block.factor;
    const turn = new Int32Array(size);
    order.forEach((effect, k) => void (turn[effect] = k));
    add(names.table, factorTable(block.factor));
    add(names.order, order);
    add(names.turn, turn);
    add(names.diagonal, columnStart.slice(0, size));
  }
  return inputs;
}

/** The precisions of terms with a dense law, where they are worked out by those. */
function densePrecisions({ groups }: Frame, { places, rotated }: LatentBlock): (readonly [string, Float64Array])[] {
  return places.flatMap((place) => {
    const term = groups[place]!;
    const law = term.related?.kernel.law;
    if (rotated || law?.kind !== "dense") return [];
    const { pattern, values } = densePrecision(law);
    const names = kernelInputs(term, place);
    const split = pattern.size;
    return [[names.diagonal, values.subarray(0, split)] as const, [names.others, values.subarray(split)] as const];
  });
}

/** Which level of the next term, and at last of the block's own, holds each level of a term that blurs it. */
function blurInputs({ places, marginalOver }: LatentBlock): { readonly name: string; readonly within: Int32Array }[] {
  const { independent = [] } = marginalOver ?? {};
  return independent.map(({ place, within }, i) => {
    return { name: inputNames.within(place, independent[i + 1]?.place ?? places[0]!), within };
  });
}
