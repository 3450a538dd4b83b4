/** Which effects are integrated out, which are sampled relative to the data, and which plainly. */
import type { Frame } from "../Frame.js";
import type { FactorPattern } from "../../../engine/math/sparse/FactorPattern.js";

/** Effects whose conditional law given all else is worked out together. */
export interface LatentBlock {
  /** Places in the frame's list of group-level terms. */
  readonly places: readonly number[];
  /** Coefficients of mu that belong to it: the centred intercept, and all others. */
  readonly intercept: boolean;
  readonly coefficients: boolean;
  /** Whether its one term, whose levels are related by a dense law, is worked out along the axes of that: see RootForm. */
  readonly rotated?: true;
  /** Of a rotated block, terms whose effects are taken for unknown, so that they blur what the rows tell. */
  readonly marginalOver?: Blur;
  /** Places of terms that are sampled before, whose effects are taken as they are. */
  readonly given?: readonly number[];
  /** Pairs of nodes that occur together, for each pair of its terms. */
  readonly pairs: readonly NodePairs[];
  /** Pattern of the factor of its precision; absent where that falls into small blocks, one for each node. */
  readonly factor?: FactorPattern;
}

/** Terms of one effect a level that blur what rows tell of another term of such, whose levels hold theirs. */
export interface Blur {
  /** Places of terms of independent levels, the finest first, with the level of the next that holds each of their levels. */
  readonly independent: readonly { readonly place: number; readonly within: Int32Array }[];
  /** A term with a dense law over the same levels, worked out along its axes. */
  readonly dense?: number;
}

/** Places of all of these terms. */
export function blurPlaces({ independent, dense }: Blur): readonly number[] {
  return [...independent.map(({ place }) => place), ...(dense === undefined ? [] : [dense])];
}

/** Nodes of two group-level terms that occur in the same row. */
export interface NodePairs {
  /** Places of the two terms. */
  readonly first: number;
  readonly second: number;
  /** Nodes of each pair. */
  readonly firstNodes: Int32Array;
  readonly secondNodes: Int32Array;
  /** Pair of each row. */
  readonly index: Int32Array;
}

/** What is done with the effects in the predictor of mu; those in no block are sampled plainly. */
export interface LatentPlan {
  readonly integrated?: LatentBlock;
  readonly conditioned: readonly LatentBlock[];
}

/** The plan that leaves everything to the sampler. */
export const plainPlan: LatentPlan = { conditioned: [] };

/** The block that a term is in. */
export function blockOf({ integrated, conditioned }: LatentPlan, place: number): LatentBlock | undefined {
  return [...(integrated ? [integrated] : []), ...conditioned].find(({ places }) => places.includes(place));
}

/** All blocks, those that are sampled first. */
export function blocksOf({ integrated, conditioned }: LatentPlan): readonly LatentBlock[] {
  return [...conditioned, ...(integrated ? [integrated] : [])];
}

/** Whether a conditioned block is worked out from normal rows as they are, beside terms that are integrated out. */
export function needsNoReference({ integrated }: LatentPlan, { marginalOver }: LatentBlock): boolean {
  return (
    integrated !== undefined && blurPlaces(marginalOver ?? noBlur).some((place) => integrated.places.includes(place))
  );
}

const noBlur: Blur = { independent: [] };

/** Whether any block is worked out from a normal approximation of the rows. */
export function needsReference(plan: LatentPlan): boolean {
  return plan.conditioned.some((block) => !needsNoReference(plan, block));
}

/** Whether a rotated block takes what the population is by level off its effects: off its first, which has a column of ones. */
export function takesLevels({ groups }: Pick<Frame, "groups">, { places, rotated }: LatentBlock): boolean {
  return rotated === true && groups[places[0]!]!.columns[0] === undefined;
}
