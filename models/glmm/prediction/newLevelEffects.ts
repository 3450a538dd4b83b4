/** Effects of levels that a fit did not have, drawn from the law that its levels came from. */
import { stream } from "../../../engine/random/stream.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "./drawSelection.js";
import type { LevelEffects } from "./LevelEffects.js";
import { isRelated, relatedEffects } from "./relatedEffects.js";
import { lowerPlace, scaleFactor, type ScaleFactor } from "./scaleFactor.js";

/** How much memory the effects of new levels may take, in numbers; those not asked for longest are drawn again. */
const cacheCells = 4194304;

/**
 * Draws the effects of the new levels of a term, as a function of their place among them. Independent levels have in posterior draw d
 * the effects diag(sd) L z, with the standard deviations and the Cholesky factor L of the correlations of that draw and standard
 * normal z. Levels of a structure are drawn at their place in it: see `relatedEffects`.
 *
 * The z of an independent level come from a stream named by the seed, the term and the level, and are drawn for every draw of the fit,
 * so that a level has the same effects in any row, block, order, thinning or call with the same seed. Those of related levels are
 * drawn together: they are the same with the same seed and the same new levels.
 *
 * @throws UserError for new levels that the structure of the term does not have.
 */
export function newLevelEffects(
  term: GroupTerm,
  selection: DrawSelection,
  seed: string,
): (place: number) => LevelEffects {
  if (isRelated(term)) {
    const order = firstRows(term);
    return relatedEffects(term, term.newLevels, selection, { seed, purpose: "new related levels", order });
  }
  return independentEffects(term, selection, seed);
}

/** The new levels in the order in which rows ask for them. */
function firstRows({ index }: GroupTerm): Int32Array {
  return Int32Array.from(new Set(index.filter((level) => level < 0).map((level) => -1 - level)));
}

function independentEffects(term: GroupTerm, selection: DrawSelection, seed: string): (place: number) => LevelEffects {
  const factor = scaleFactor(term, selection);
  const most = Math.max(1, Math.floor(cacheCells / (term.coefficients.length * selection.count)));
  const cache = new Map<number, LevelEffects>();
  return (place) => {
    let effects = cache.get(place);
    if (effects === undefined) effects = drawLevel(term, selection, factor, seed, term.newLevels[place]!);
    else cache.delete(place);
    if (cache.size >= most) cache.delete(cache.keys().next().value!);
    cache.set(place, effects);
    return effects;
  };
}

function drawLevel(
  term: GroupTerm,
  selection: DrawSelection,
  factor: ScaleFactor,
  seed: string,
  level: string,
): LevelEffects {
  const size = term.coefficients.length;
  const rng = stream(seed, "new level", term.parameter, term.group, JSON.stringify(term.coefficients), level);
  const z = new Float64Array(selection.of * size);
  for (let i = 0; i < z.length; i += 1) z[i] = rng.normal();
  return term.coefficients.map((_, i) => {
    const effect = new Float64Array(selection.count);
    for (let j = 0; j <= i; j += 1) addScaled(effect, factor[lowerPlace(i, j)], z, size, j, selection.places);
    return effect;
  });
}

/** effect[k] += scale[k] z_j of the k-th draw used, where z holds `size` numbers a draw. */
function addScaled(
  effect: Float64Array,
  scale: Float64Array | undefined,
  z: Float64Array,
  size: number,
  j: number,
  places: Int32Array,
): void {
  if (scale === undefined) return;
  for (let k = 0; k < effect.length; k += 1) effect[k] = effect[k]! + scale[k]! * z[places[k]! * size + j]!;
}
