/** Monotonic effects as effects of levels, for questions that know of columns and coefficients alone. */
import { coefficientDraw, monotonicDraw, stepDraw } from "./drawNames.js";
import type { Frame, MonotonicTerm, Predictor } from "./Frame.js";

/**
 * The same frame with a column for every level of a monotonic term above the lowest, 1 (or the other variables' product) in the rows at
 * that level: given the draws, a monotonic effect is a factor's. The columns stand last, uncentred, and are named by their levels,
 * `mox[2]`; {@link levelDraws} has their coefficients.
 */
export function expandMonotonic(frame: Frame): Frame {
  if (!frame.predictors.some(({ monotonic }) => monotonic)) return frame;
  return { ...frame, predictors: frame.predictors.map((predictor) => expanded(predictor, frame.rows)) };
}

function expanded(predictor: Predictor, rows: number): Predictor {
  const { monotonic } = predictor;
  if (!monotonic) return predictor;
  const levels = monotonic.flatMap((term) => levelsOf(term).map((places) => ({ term, places })));
  const columns = levels.map(({ term: { ladders, column }, places }) => {
    const isThere = (row: number) => ladders.every(({ index }, i) => index[row] === places[i]);
    return Float64Array.from({ length: rows }, (_, row) => (isThere(row) ? (column?.[row] ?? 1) : 0));
  });
  return {
    ...predictor,
    names: [...predictor.names, ...levels.map(({ term, places }) => levelName(term, places))],
    columns: [...predictor.columns, ...columns],
    means: Float64Array.from([...predictor.means, ...levels.map(() => 0)]),
    levelColumns: levels.length,
  };
}

/**
 * Draws of the levels' coefficients, by names as `b_mox[2]`: each made when asked for.
 *
 * @param drawsOf Draws of a variable.
 */
export function levelDraws(
  { predictors }: Frame,
  drawsOf: (variable: string) => Float64Array,
): ReadonlyMap<string, () => Float64Array> {
  const terms = predictors.flatMap(({ monotonic = [] }) => monotonic);
  return new Map(
    terms.flatMap((term) =>
      levelsOf(term).map((places) => [coefficientDraw(levelName(term, places)), () => effectAt(term, places, drawsOf)]),
    ),
  );
}

/** Coefficient times, for each ladder, as many times the shares up to the level as there are steps. */
function effectAt(
  { name, ladders }: MonotonicTerm,
  places: readonly number[],
  drawsOf: (variable: string) => Float64Array,
): Float64Array {
  const effect = drawsOf(monotonicDraw(name)).slice();
  ladders.forEach((ladder, i) => {
    const shares = Array.from({ length: places[i]! }, (_, j) => drawsOf(stepDraw(ladder.name, j + 1)));
    for (let d = 0; d < effect.length; d += 1) {
      effect[d]! *= ladder.steps * shares.reduce((sum, share) => sum + share[d]!, 0);
    }
  });
  return effect;
}

/** All levels above the lowest, of several ladders all pairs. */
function levelsOf({ ladders }: MonotonicTerm): number[][] {
  return ladders.reduce<number[][]>(
    (before, { steps }) => before.flatMap((places) => Array.from({ length: steps }, (_, k) => [...places, k + 1])),
    [[]],
  );
}

function levelName({ name }: MonotonicTerm, places: readonly number[]): string {
  return `${name}[${places.join(",")}]`;
}
