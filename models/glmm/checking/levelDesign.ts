/** The effects of one level that is left out as standard normals: how each of its rows' predictors depends on them. */
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lowerPlace, scaleFactor, type ScaleFactor } from "../prediction/scaleFactor.js";

/** Effects of a level are u = diag(sd) L z of standard normals z; a row's predictor has the weights Lᵀ diag(sd) x on z. */
export interface LevelDesign {
  /** How many standard normals. */
  readonly size: number;
  /** Places among the normals that a row depends on, one after another for each term. */
  readonly places: readonly Int32Array[];
  /** Writes the weights of a row of the level at these places in a draw. */
  write(row: number, draw: number, out: Float64Array): void;
}

/** The design of terms over some levels; prepared once for all of them. */
export function levelDesigns(terms: readonly GroupTerm[], selection: DrawSelection): (rows: Int32Array) => LevelDesign {
  const factors = terms.map((term) => ({ term, factor: scaleFactor(term, selection) }));
  return (rows) => {
    let size = 0;
    const firstOf = terms.map((term) => {
      const first = new Map<number, number>();
      for (const row of rows) {
        const level = term.index[row]!;
        if (first.has(level)) continue;
        first.set(level, size);
        size += term.coefficients.length;
      }
      return first;
    });
    const places = Array.from(rows, (row) =>
      Int32Array.from(
        terms.flatMap((term, t) => term.coefficients.map((_, k) => firstOf[t]!.get(term.index[row]!)! + k)),
      ),
    );
    return {
      size,
      places,
      write(row, draw, out) {
        let at = 0;
        for (const { term, factor } of factors) at = writeTerm(term, factor, rows[row]!, draw, out, at);
      },
    };
  };
}

/** Lᵀ diag(sd) x of one term; returns the place after it. */
function writeTerm(
  { coefficients, columns }: GroupTerm,
  factor: ScaleFactor,
  row: number,
  draw: number,
  out: Float64Array,
  at: number,
): number {
  const size = coefficients.length;
  for (let j = 0; j < size; j += 1) {
    let entry = 0;
    for (let i = j; i < size; i += 1) {
      entry += (columns[i]?.[row] ?? 1) * (factor[lowerPlace(i, j)]?.[draw] ?? 0);
    }
    out[at + j] = entry;
  }
  return at + size;
}
