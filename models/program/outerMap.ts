/** Lets the parameters that depend on no other be sampled in a linear map of their own. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import type { TraceContext } from "../../engine/autodiff/trace.js";
import { outerCentre, outerFactor, type ParameterBlock } from "../../engine/core/Model.js";

/** Beyond so many a dense map costs more than it can save. */
const mostOuter = 200;

/** Places of parameters that depend on no other; none where there are too many for a map. */
export function outerPlaces(blocks: readonly ParameterBlock[]): Int32Array {
  const places = placesOf(blocks.filter(({ latent }) => !latent));
  return places.length > mostOuter ? new Int32Array(0) : places;
}

/** Places of parameters that are sampled relative to where the data put them. */
export function conditionedPlaces(blocks: readonly ParameterBlock[]): Int32Array {
  return placesOf(blocks.filter(({ latent }) => latent === "conditioned"));
}

function placesOf(blocks: readonly ParameterBlock[]): Int32Array {
  return Int32Array.from(blocks.flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i)));
}

/**
 * Standard deviations of which data know the sum of squares far better than each: with one row a level, what is not a level's is
 * the row's; what is not a species' own is its ancestors'. All are sampled by their logarithms, in units of their own.
 */
export interface TotalVariance {
  /** Parameter that is sampled as the root of the sum. */
  readonly residual: string;
  /** Parameters that are sampled as ratios to it. */
  readonly parts: readonly string[];
  /** Name of the input that holds what the square of each part counts for beside that of the residual, and its numbers. */
  readonly weights: { readonly name: string; readonly values: Float64Array };
}

/** Unconstrained numbers from a place on. */
export type Take = (offset: number, length: number) => Tensor;

/**
 * What parameters take their unconstrained numbers from: centre + F y for those at the outer places, of which y is the part of
 * the position; the position itself for all others. The settings are 0 and the identity at first.
 *
 * Of a total variance the map gives t = log √(σ² + Σ w sd²) and r = log(sd/σ), from which log σ = t − ½ log(1 + Σ w e^2r) and
 * log sd = r + log σ. That keeps volumes, and leaves σ free to go to 0 while t stays put.
 */
export function mappedPosition(
  context: TraceContext,
  outer: Int32Array,
  blocks: readonly ParameterBlock[],
  totals: readonly TotalVariance[] = [],
): Take {
  const { position } = context;
  const plain: Take = (offset, length) => tf().slice(position as never, [offset], [length]);
  const size = outer.length;
  if (size === 0) return plain;
  const identity = Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  const centre = context.setting(outerCentre, new Float64Array(size));
  const factor = context.setting(outerFactor, identity, [size, size]);
  const sampled = tf().concat(stretches(outer).map(([offset, length]) => plain(offset, length)) as never[]) as Tensor;
  const stretched = tf().matMul(factor as never, tf().reshape(sampled, [size, 1]) as never) as Tensor;
  const linear = tf().add(centre, tf().reshape(stretched, [size])) as Tensor;
  const places = new Map(Array.from(outer, (place, i) => [place, i]));
  const place = (name: string) => placeOf(blocks, places, name);
  const mapped = totals.reduce((all, total) => divided(context, all, total, place), linear);
  return (offset, length) => {
    const start = length === 0 ? undefined : places.get(offset);
    return start === undefined ? plain(offset, length) : tf().slice(mapped as never, [start], [length]);
  };
}

function placeOf(blocks: readonly ParameterBlock[], places: ReadonlyMap<number, number>, name: string): number {
  return places.get(blocks.find((block) => block.name === name)!.offset)!;
}

/** Numbers of which some are a total and ratios to the residual, with these made standard deviations' logarithms. */
function divided(context: TraceContext, all: Tensor, total: TotalVariance, place: (name: string) => number): Tensor {
  const { residual, parts, weights } = total;
  const [whole, ...ratios] = [residual, ...parts].map((name) => tf().slice(all as never, [place(name)], [1]) as Tensor);
  const logWeights = tf().log(context.data(weights.name, weights.values, [parts.length])) as Tensor;
  const squares = tf().add(tf().mul(2, tf().concat(ratios as never[])), logWeights);
  const logSum = tf().logSumExp(tf().concat([tf().zeros([1]), squares] as never[]));
  const logResidual = tf().sub(whole!, tf().mul(0.5, logSum)) as Tensor;
  const made = new Map([[place(residual), logResidual]]);
  parts.forEach((name, i) => made.set(place(name), tf().add(ratios[i]!, logResidual)));
  const pieces = Array.from({ length: all.size }, (_, i) => made.get(i) ?? tf().slice(all as never, [i], [1]));
  return tf().concat(pieces as never[]);
}

/** Places one after another, as [start, length]. */
function stretches(places: Int32Array): [number, number][] {
  const out: [number, number][] = [];
  for (const place of places) {
    const last = out.at(-1);
    if (last && last[0] + last[1] === place) last[1]++;
    else out.push([place, 1]);
  }
  return out;
}
