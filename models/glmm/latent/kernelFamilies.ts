/** Terms that blur one another: dense laws over the same levels, and independent effects of these levels or within them. */
import type { Frame } from "../Frame.js";
import { noPopulation, rotatedBlock } from "./largestBlock.js";
import type { Blur, LatentBlock } from "./LatentPlan.js";

/** Terms of one effect a level. */
export interface KernelFamily {
  /** Those with a dense law over the same levels, one or more. */
  readonly dense: readonly number[];
  /** Those of independent levels, the finest first. */
  readonly blur: Blur["independent"];
  /** All of them. */
  readonly places: readonly number[];
}

/** The families of some terms; a dense law alone is one too. */
export function kernelFamilies(frame: Frame, chosen: readonly number[]): KernelFamily[] {
  const { groups } = frame;
  const single = chosen.filter((place) => groups[place]!.columns.every((column) => column === undefined));
  const dense = single.filter((place) => groups[place]!.related?.kernel.law.kind === "dense");
  const independent = single.filter((place) => !groups[place]!.related);
  const byGrouping = new Map<string, number[]>();
  for (const place of dense) {
    const { grouping } = groups[place]!;
    byGrouping.set(
      grouping,
      [...(byGrouping.get(grouping) ?? []), place].sort((a, b) => a - b),
    );
  }
  return [...byGrouping.values()].map((some) => {
    const blur = chain(frame, independent, some[0]!);
    return { dense: some, blur, places: [...some, ...blur.map(({ place }) => place)] };
  });
}

/** Terms whose levels lie each within one of the next, and at last within one of a term's. */
function chain(frame: Frame, candidates: readonly number[], last: number): Blur["independent"] {
  const size = (place: number) => frame.groups[place]!.levels.length;
  const coarseFirst = [...candidates].sort((a, b) => size(a) - size(b) || b - a);
  const found: { place: number; within: Int32Array }[] = [];
  for (const place of coarseFirst) {
    const within = holders(frame, place, found[0]?.place ?? last);
    if (within) found.unshift({ place, within });
  }
  return found;
}

/** Level of the coarser term that holds each level of the finer one; undefined where one lies in two. */
function holders({ groups }: Frame, fine: number, coarse: number): Int32Array | undefined {
  const [a, b] = [groups[fine]!, groups[coarse]!];
  const holder = new Int32Array(a.levels.length).fill(-1);
  for (let row = 0; row < a.index.length; row += 1) {
    const level = a.index[row]!;
    if (holder[level] === -1) holder[level] = b.index[row]!;
    else if (holder[level] !== b.index[row]) return undefined;
  }
  return holder;
}

/**
 * The dense terms of a family as blocks, those chosen: the first is sampled last, blurred by independent effects alone and given the others,
 * which are blurred by it too.
 */
export function familyBlocks(frame: Frame, { dense, blur }: KernelFamily, chosen: readonly number[]): LatentBlock[] {
  const [head, ...others] = dense as [number, ...number[]];
  const block = (place: number, marginalOver: Blur): LatentBlock => ({
    ...rotatedBlock(frame, place, noPopulation),
    ...(marginalOver.independent.length > 0 || marginalOver.dense !== undefined ? { marginalOver } : {}),
  });
  const sampled = others.filter((place) => chosen.includes(place));
  const blocks = sampled.map((place) => block(place, { independent: blur, dense: head }));
  if (!chosen.includes(head)) return blocks;
  return [...blocks, { ...block(head, { independent: blur }), given: sampled }];
}
