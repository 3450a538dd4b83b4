/** Effects of places in a structure that a fit has no effects of, drawn given those of its levels. */
import { numberedStreams } from "../../../engine/random/numberedStreams.js";
import { effectDraw } from "../drawNames.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "./drawSelection.js";
import { kernelExtension } from "./kernelExtension.js";
import type { LevelEffects } from "./LevelEffects.js";
import { lowerPlace, scaleFactor } from "./scaleFactor.js";

/** A term whose levels are related. */
export type RelatedTerm = GroupTerm & Required<Pick<GroupTerm, "related">>;

export function isRelated(term: GroupTerm): term is RelatedTerm {
  return term.related !== undefined;
}

/** What places are drawn for. */
export interface RelatedOptions {
  readonly seed: string;
  /** Names the streams, beside the seed and the term. */
  readonly purpose: string;
  /** Places in the order in which they will be asked for; as given unless told. */
  readonly order?: Int32Array;
  /** How many numbers may be kept at a time; 2^25, a quarter of a gigabyte, unless told. */
  readonly cells?: number;
}

const mostCells = 33554432;

/**
 * Draws the effects of places of a term's structure: levels that the fit did not have, or ancestors. In every posterior draw they come
 * from their joint law given the effects of the fitted levels in that draw, with the draw's standard deviations and correlations
 * (`kernelExtension`). This is exact: data reach new places through the fitted levels alone.
 *
 * All places are drawn together, sisters with what they share, from one stream for each draw of the fit. So they are the same in any
 * order, block, thinning or call with the same seed and the same places; beside other places the law of each is the same, but its
 * draws are not.
 *
 * Where not all effects fit into `cells` numbers, they are made for so many places at a time, each time by a pass over all draws:
 * who asks in the order told waits for no pass twice. At an origin of the structure, as the root of a tree, effects are 0.
 *
 * @param places Names that the structure has, each once
 * @returns Effects of the k-th place, in memory that may be used again when another is asked for
 * @throws UserError for names that the structure does not have.
 */
export function relatedEffects(
  term: RelatedTerm,
  places: readonly string[],
  selection: DrawSelection,
  options: RelatedOptions,
): (place: number) => LevelEffects {
  const { count } = selection;
  const size = term.coefficients.length;
  const pass = passOverDraws(term, places, selection, options);
  const atOnce = Math.max(1, Math.min(places.length, Math.floor((options.cells ?? mostCells) / (size * count))));
  const turn = turnOf(options.order, places.length);
  const kept = new Float64Array(atOnce * size * count);
  let first = -atOnce;
  return (place) => {
    if (turn[place]! < first || turn[place]! >= first + atOnce) {
      first = turn[place]! - (turn[place]! % atOnce);
      pass((k, i, effects) => {
        for (let p = 0; p < effects.length; p += 1) {
          const row = turn[p]! - first;
          if (row >= 0 && row < atOnce) kept[(row * size + i) * count + k] = effects[p]!;
        }
      });
    }
    const row = (turn[place]! - first) * size;
    return term.coefficients.map((_, i) => kept.subarray((row + i) * count, (row + i + 1) * count));
  };
}

/** When each place is asked for first. */
function turnOf(order: Int32Array | undefined, places: number): Int32Array {
  const turn = Int32Array.from({ length: places }, (_, place) => place);
  order?.forEach((place, k) => (turn[place] = k));
  return turn;
}

/** Told the effects of all places on the i-th coefficient in the k-th draw, in memory that is used again. */
type Visit = (k: number, i: number, effects: Float64Array) => void;

function passOverDraws(
  term: RelatedTerm,
  places: readonly string[],
  selection: DrawSelection,
  { seed, purpose }: RelatedOptions,
): (visit: Visit) => void {
  const { related, levels, coefficients, grouping, parameter, group } = term;
  const origin = new Set(related.structure.origin);
  const asked = Int32Array.from(places.keys()).filter((place) => !origin.has(places[place]!));
  const kernel = related.structure.kernelOf([...levels, ...Array.from(asked, (place) => places[place]!)], grouping);
  const extension = kernelExtension(kernel, levels.length);
  const factor = scaleFactor(term, selection);
  const fitted = coefficients.map((name) =>
    Array.from(extension.needed, (level) => selection.column(effectDraw(term, levels[level]!, name))),
  );
  const streams = numberedStreams(seed, purpose, parameter, group, JSON.stringify(coefficients));
  const readers = fitted.map(drawReader);
  const normals = coefficients.map(() => new Float64Array(extension.normals));
  const noise = new Float64Array(extension.normals);
  const drawn = new Float64Array(asked.length);
  const effects = new Float64Array(places.length);
  return (visit) => {
    for (let k = 0; k < selection.count; k += 1) {
      const rng = streams.stream(selection.places[k]!);
      for (const z of normals) for (let m = 0; m < z.length; m += 1) z[m] = rng.normal();
      for (let i = 0; i < coefficients.length; i += 1) {
        noise.fill(0);
        for (let j = 0; j <= i; j += 1) addScaled(noise, factor[lowerPlace(i, j)]?.[k], normals[j]!);
        extension.write(readers[i]!(k), noise, drawn);
        for (let p = 0; p < asked.length; p += 1) effects[asked[p]!] = drawn[p]!;
        visit(k, i, effects);
      }
    }
  };
}

/** Draws that are read at a time: a cache line and more of each column. */
const drawsAtOnce = 16;

/** Reads the k-th draw of many columns into memory that is used again; several at a time, since columns lie far apart. */
function drawReader(columns: readonly Float64Array[]): (k: number) => Float64Array {
  const width = columns.length;
  const block = new Float64Array(drawsAtOnce * width);
  let first = -drawsAtOnce;
  return (k) => {
    if (k < first || k >= first + drawsAtOnce) {
      first = k;
      columns.forEach((column, m) => {
        const end = Math.min(column.length, first + drawsAtOnce);
        for (let draw = first; draw < end; draw += 1) block[(draw - first) * width + m] = column[draw]!;
      });
    }
    return block.subarray((k - first) * width, (k - first + 1) * width);
  };
}

/** noise += scale z, of normals that the coefficients of a place share by their correlation. */
function addScaled(noise: Float64Array, scale: number | undefined, z: Float64Array): void {
  if (scale !== undefined) for (let m = 0; m < z.length; m += 1) noise[m] = noise[m]! + scale * z[m]!;
}
