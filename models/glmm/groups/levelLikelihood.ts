/** The likelihood of one level's rows as a function of the level's own effects, all else as drawn. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lawRows } from "../prediction/lawRows.js";
import { rowSlopesOf, type RowSlopes } from "./rowSlopes.js";

/** Slopes of a level's log likelihood by its effects u. Entries of one draw follow those of the draw before. */
export interface LevelSlopes {
  /** (draws × K): the score Zᵀs. */
  readonly score: Float64Array;
  /** (draws × K × K): the expected information ZᵀWZ, symmetric. */
  readonly information: Float64Array;
}

/**
 * Computes the slopes at some effects in every draw that is still active.
 *
 * @param rows Of the level.
 * @param effects (draws × K).
 * @param active 0 for draws whose slopes are not needed any more: they are left at 0.
 */
export type LevelLikelihood = (rows: ArrayLike<number>, effects: Float64Array, active: Uint8Array) => LevelSlopes;

/**
 * Prepares the likelihood of the levels of a term, for some of the fit's draws. The rest of the predictor, that is the population level,
 * offsets and all other terms, and all other parameters are those of the draw. The memory of the answer is used again by
 * the next call.
 */
export function levelLikelihood(fitted: FittedGlmm, term: GroupTerm, selection: DrawSelection): LevelLikelihood {
  const response = fitted.frame.response!;
  const size = term.coefficients.length;
  const draws = selection.count;
  const writeSlopes = rowSlopesOf(fitted.family, fitted.link);
  const slopes: RowSlopes = { score: 0, information: 0 };
  const score = new Float64Array(draws * size);
  const information = new Float64Array(draws * size * size);
  const z = new Float64Array(size);
  let at: { readonly effects: Float64Array; readonly active: Uint8Array };

  const context = {
    frame: fitted.frame,
    selection,
    terms: fitted.frame.groups.filter((other) => other !== term),
    newLevels: "population",
    seed: "",
  } as const;
  const writeRow = lawRows(fitted, context, response, (row) => {
    const y = response.values[row]!;
    for (let k = 0; k < size; k += 1) z[k] = term.columns[k]?.[row] ?? 1;
    const { effects, active } = at;
    let draw = -1;
    // Called once for each draw, in order, with the rest of the predictor.
    return (inputs) => {
      draw += 1;
      if (active[draw] === 0) return 0;
      const moved = inputs as { eta: number };
      for (let k = 0; k < size; k += 1) moved.eta += z[k]! * effects[draw * size + k]!;
      writeSlopes(y, inputs, slopes);
      for (let k = 0; k < size; k += 1) {
        score[draw * size + k]! += z[k]! * slopes.score;
        const weighted = z[k]! * slopes.information;
        for (let m = 0; m < size; m += 1) information[(draw * size + k) * size + m]! += weighted * z[m]!;
      }
      return 0;
    };
  });
  const scratch = new Float64Array(draws);

  return (rows, effects, active) => {
    at = { effects, active };
    score.fill(0);
    information.fill(0);
    for (let i = 0; i < rows.length; i += 1) writeRow(rows[i]!, scratch, 0);
    return { score, information };
  };
}
