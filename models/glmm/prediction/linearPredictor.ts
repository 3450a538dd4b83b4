/** The linear predictor of one distributional parameter, X b + Z r + offset, a row at a time. */
import type { Frame, GroupTerm, Predictor } from "../Frame.js";
import type { DrawSelection } from "./drawSelection.js";
import { coefficientDraw, effectDraw, interceptDraw } from "../drawNames.js";
import type { LevelEffects } from "./LevelEffects.js";
import { newLevelEffects } from "./newLevelEffects.js";
import type { NewLevels } from "./PredictionOptions.js";
import type { RowWriter } from "./Predictions.js";
import { pushWeighted, sumWeighted, type WeightedColumns } from "./sumWeighted.js";

/** What linear predictors of one question share. */
export interface PredictorContext {
  /** The rows asked about. */
  readonly frame: Frame;
  readonly selection: DrawSelection;
  /** Those that enter. */
  readonly terms: readonly GroupTerm[];
  readonly newLevels: NewLevels;
  readonly seed: string;
}

/** Appends the columns and weights of one row. */
type Part = (row: number, sum: WeightedColumns) => void;

/**
 * A writer of linear predictors on the link scale. Columns of draws are looked up once; a row costs one pass over the
 * draws for four coefficients that are not 0 there.
 */
export function linearPredictor(predictor: Predictor, context: PredictorContext): RowWriter {
  const { selection } = context;
  const terms = context.terms.filter((term) => term.parameter === predictor.parameter);
  const parts = [populationPart(predictor, selection), ...terms.map((term) => groupPart(term, context))];
  const sum: WeightedColumns = { count: 0, columns: [], weights: [] };
  return (row, out, start) => {
    sum.count = 0;
    for (const part of parts) part(row, sum);
    sumWeighted(sum, predictor.offset?.[row] ?? 0, out, start, selection.count);
  };
}

function populationPart(predictor: Predictor, selection: DrawSelection): Part {
  const coefficients = predictor.names.map((name) => selection.column(coefficientDraw(name)));
  // The reported intercept is that of uncentred columns.
  const intercept =
    predictor.intercept === "centred" ? selection.column(interceptDraw(predictor.parameter)) : undefined;
  return (row, sum) => {
    if (intercept !== undefined) pushWeighted(sum, intercept, 1);
    for (let k = 0; k < coefficients.length; k += 1) pushWeighted(sum, coefficients[k]!, predictor.columns[k]![row]!);
  };
}

function groupPart(term: GroupTerm, context: PredictorContext): Part {
  const known = knownEffects(term, context.selection);
  const unknown = unknownEffects(term, context);
  return (row, sum) => {
    const level = term.index[row]!;
    const effects = level >= 0 ? known(level) : unknown(-1 - level);
    if (effects === undefined) return;
    for (let k = 0; k < effects.length; k += 1) pushWeighted(sum, effects[k]!, term.columns[k]?.[row] ?? 1);
  };
}

/** Effects of the fit's levels, looked up when first needed: a table of few rows shall not touch ten thousand levels. */
function knownEffects(term: GroupTerm, selection: DrawSelection): (level: number) => LevelEffects {
  const found = new Array<LevelEffects | undefined>(term.levels.length);
  return (level) =>
    (found[level] ??= term.coefficients.map((name) => selection.column(effectDraw(term, term.levels[level]!, name))));
}

function unknownEffects(term: GroupTerm, context: PredictorContext): (place: number) => LevelEffects | undefined {
  if (context.newLevels === "population" || term.newLevels.length === 0) return () => undefined;
  return newLevelEffects(term, context.selection, context.seed);
}
