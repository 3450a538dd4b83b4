/** Effects of levels that a fit did not have, drawn from the law that its levels came from. */
import { stream } from "../../../engine/random/stream.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "./drawSelection.js";
import { correlationDraw, scaleDraw } from "../drawNames.js";

/** The effects of a level, one array of draws for each coefficient of its term. */
export type LevelEffects = readonly Float64Array[];

/** How much memory the effects of new levels may take, in numbers; those not asked for longest are drawn again. */
const cacheCells = 4194304;

/**
 * Draws the effects of new levels of a term: in posterior draw d they are diag(sd) L z, with the standard deviations
 * and the Cholesky factor L of the correlations of that draw and standard normal z.
 *
 * z comes from a stream named by the seed, the term and the level, and is drawn for every draw of the fit, so that a
 * level has the same effects in any row, block, order, thinning or call with the same seed.
 */
export function newLevelEffects(
  term: GroupTerm,
  selection: DrawSelection,
  seed: string,
): (level: string) => LevelEffects {
  const factor = scaleFactor(term, selection);
  const most = Math.max(1, Math.floor(cacheCells / (term.coefficients.length * selection.count)));
  const cache = new Map<string, LevelEffects>();
  return (level) => {
    let effects = cache.get(level);
    if (effects === undefined) effects = drawLevel(term, selection, factor, seed, level);
    else cache.delete(level);
    if (cache.size >= most) cache.delete(cache.keys().next().value!);
    cache.set(level, effects);
    return effects;
  };
}

/** Lower triangles by row, of draws each: entry i (i + 1)/2 + j is diag(sd) L at (i, j), undefined where it is always 0. */
type Factor = readonly (Float64Array | undefined)[];

const at = (i: number, j: number): number => (i * (i + 1)) / 2 + j;

function drawLevel(
  term: GroupTerm,
  selection: DrawSelection,
  factor: Factor,
  seed: string,
  level: string,
): LevelEffects {
  const size = term.coefficients.length;
  const rng = stream(seed, "new level", term.parameter, term.group, JSON.stringify(term.coefficients), level);
  const z = new Float64Array(selection.of * size);
  for (let i = 0; i < z.length; i += 1) z[i] = rng.normal();
  return term.coefficients.map((_, i) => {
    const effect = new Float64Array(selection.count);
    for (let j = 0; j <= i; j += 1) addScaled(effect, factor[at(i, j)], z, size, j, selection.places);
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

function scaleFactor(term: GroupTerm, selection: DrawSelection): Factor {
  const names = term.coefficients;
  const sds = names.map((name) => selection.column(scaleDraw(term, name)));
  if (!term.correlated || names.length === 1) {
    return names.flatMap((_, i) => names.slice(0, i + 1).map((_name, j) => (i === j ? sds[i] : undefined)));
  }
  const correlations = names.flatMap((row, i) =>
    names
      .slice(0, i + 1)
      .map((column, j) => (i === j ? undefined : selection.column(correlationDraw(term, column, row)))),
  );
  const factor = correlations.map(() => new Float64Array(selection.count));
  for (let k = 0; k < selection.count; k += 1) factorOfDraw(k, sds, correlations, factor);
  return factor;
}

/** Cholesky of the correlations of draw k, each row then multiplied by its standard deviation. */
function factorOfDraw(
  k: number,
  sds: readonly Float64Array[],
  correlations: Factor,
  factor: readonly Float64Array[],
): void {
  for (let i = 0; i < sds.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = i === j ? 1 : correlations[at(i, j)]![k]!;
      for (let m = 0; m < j; m += 1) sum -= factor[at(i, m)]![k]! * factor[at(j, m)]![k]!;
      const pivot = factor[at(j, j)]![k]!;
      // Draws of correlations are rounded: at ±1 the rest may come out as a little below 0.
      if (i === j) factor[at(i, i)]![k] = Math.sqrt(Math.max(0, sum));
      else factor[at(i, j)]![k] = pivot === 0 ? 0 : sum / pivot;
    }
  }
  for (let i = 0; i < sds.length; i += 1) for (let j = 0; j <= i; j += 1) factor[at(i, j)]![k]! *= sds[i]![k]!;
}
