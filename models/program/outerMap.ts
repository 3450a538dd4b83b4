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

/** Unconstrained numbers from a place on. */
export type Take = (offset: number, length: number) => Tensor;

/**
 * What parameters take their unconstrained numbers from: centre + F y for those at the outer places, of which y is the part of
 * the position; the position itself for all others. The settings are 0 and the identity at first.
 */
export function mappedPosition(context: TraceContext, outer: Int32Array): Take {
  const { position } = context;
  const plain: Take = (offset, length) => tf().slice(position as never, [offset], [length]);
  const size = outer.length;
  if (size === 0) return plain;
  const identity = Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  const centre = context.setting(outerCentre, new Float64Array(size));
  const factor = context.setting(outerFactor, identity, [size, size]);
  const sampled = tf().concat(stretches(outer).map(([offset, length]) => plain(offset, length)) as never[]) as Tensor;
  const stretched = tf().matMul(factor as never, tf().reshape(sampled, [size, 1]) as never) as Tensor;
  const mapped = tf().add(centre, tf().reshape(stretched, [size])) as Tensor;
  const places = new Map(Array.from(outer, (place, i) => [place, i]));
  return (offset, length) => {
    const place = length === 0 ? undefined : places.get(offset);
    return place === undefined ? plain(offset, length) : tf().slice(mapped as never, [place], [length]);
  };
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
