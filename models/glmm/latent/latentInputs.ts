/** What the inputs and settings of latent blocks are called, and the whole numbers of their factors. */
import { factorTable } from "../../../engine/math/sparse/factorTable.js";
import type { Frame } from "../Frame.js";
import { inputNames, type Input } from "../inputs.js";
import type { ResolvedPrior } from "../Prior.js";
import { kernelInputs } from "../kernelInputs.js";
import { densePrecision } from "../structures/spectrum.js";
import { blocksOf, type LatentBlock, type LatentPlan } from "./LatentPlan.js";
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
  /** Precision of each row times its working residual from all but the block and the population. */
  pull: (number: number) => `pull of the rows on block ${number + 1}`,
} as const;

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
function densePrecisions({ groups }: Frame, { places, axes }: LatentBlock): (readonly [string, Float64Array])[] {
  return places.flatMap((place) => {
    const term = groups[place]!;
    const law = term.related?.kernel.law;
    if (axes !== undefined || law?.kind !== "dense") return [];
    const { pattern, values } = densePrecision(law);
    const names = kernelInputs(term, place);
    const split = pattern.size;
    return [[names.diagonal, values.subarray(0, split)] as const, [names.others, values.subarray(split)] as const];
  });
}
