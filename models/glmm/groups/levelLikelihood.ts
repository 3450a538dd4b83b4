/** The likelihood of one level's rows as a function of the level's own effects, all else as drawn. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lawRows } from "../prediction/lawRows.js";
import { linearPredictor, type PredictorContext } from "../prediction/linearPredictor.js";
import { likelihoodWeights } from "../rowWeights.js";
import { rowSlopesOf, type RowSlopes } from "./rowSlopes.js";

/** Slopes of a level's log likelihood by its effects. Entries of one draw follow those of the draw before. */
export interface LevelSlopes {
  /** (draws × K): the score Zᵀs. */
  readonly score: Float64Array;
  /** (draws × K × K): the expected information ZᵀWZ, symmetric. */
  readonly information: Float64Array;
}

/** The levels of one term in some of a fit's draws; K is the number of its coefficients. */
export interface LevelLikelihood {
  /** K. */
  readonly size: number;
  readonly draws: number;
  /**
   * Slopes at some effects, in every draw that is still active; in the others they are 0. The memory is used again by the
   * next call.
   *
   * @param rows Of the level.
   * @param effects (draws × K).
   * @param active 0 for draws whose slopes are not needed.
   */
  slopes(rows: ArrayLike<number>, effects: Float64Array, active: Uint8Array): LevelSlopes;
  /** Writes the rest of a row's predictor, without the level's effects, for every draw. */
  rest(row: number, out: Float64Array): void;
  /** Value of the k-th coefficient's column in a row. */
  column(k: number, row: number): number;
}

/**
 * Prepares the likelihood of a term's levels. The rest of the predictor, which is the population level, offsets and all other
 * terms, and all other parameters are those of the draw.
 */
export function levelLikelihood(fitted: FittedGlmm, term: GroupTerm, selection: DrawSelection): LevelLikelihood {
  const response = fitted.frame.response!;
  const weights = likelihoodWeights(response);
  const size = term.coefficients.length;
  const draws = selection.count;
  const context: PredictorContext = {
    frame: fitted.frame,
    selection,
    terms: fitted.frame.groups.filter((other) => other !== term),
    newLevels: "population",
    seed: "",
  };
  const column = (k: number, row: number) => term.columns[k]?.[row] ?? 1;
  const writeSlopes = rowSlopesOf(fitted.family, fitted.link);
  const slopes: RowSlopes = { score: 0, information: 0 };
  const score = new Float64Array(draws * size);
  const information = new Float64Array(draws * size * size);
  const scratch = new Float64Array(draws);
  const z = new Float64Array(size);
  let at: { readonly effects: Float64Array; readonly active: Uint8Array };

  const add = lawRows(fitted, context, response, (row) => {
    const y = response.values[row]!;
    const weight = weights?.[row] ?? 1;
    for (let k = 0; k < size; k += 1) z[k] = column(k, row);
    const { effects, active } = at;
    let draw = -1;
    // Called once for each draw, in order, with the rest of the predictor.
    return (inputs) => {
      draw += 1;
      if (active[draw] === 0) return 0;
      const whole = inputs as { eta: number };
      const first = draw * size;
      for (let k = 0; k < size; k += 1) whole.eta += z[k]! * effects[first + k]!;
      writeSlopes(y, inputs, slopes);
      for (let k = 0; k < size; k += 1) {
        score[first + k]! += weight * z[k]! * slopes.score;
        const weighted = weight * z[k]! * slopes.information;
        for (let m = 0; m < size; m += 1) information[(first + k) * size + m]! += weighted * z[m]!;
      }
      return 0;
    };
  });
  const writeRest = linearPredictor(fitted.frame.predictors[0]!, context);

  return {
    size,
    draws,
    column,
    rest: (row, out) => writeRest(row, out, 0),
    slopes(rows, effects, active) {
      at = { effects, active };
      score.fill(0);
      information.fill(0);
      for (let i = 0; i < rows.length; i += 1) add(rows[i]!, scratch, 0);
      return { score, information };
    },
  };
}
