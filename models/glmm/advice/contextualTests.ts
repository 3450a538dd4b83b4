/** Whether a predictor has another slope between the levels of a group than within them. */
import { incompleteBeta } from "../../../engine/math/incompleteBeta.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { addedColumns } from "./addedColumns.js";

/** One predictor and one group. */
export interface ContextualTest {
  /** Coefficient of the predictor, as in the frame: `x`. */
  readonly predictor: string;
  readonly grouping: string;
  /** Slope between levels minus slope within them, on the scale of the predictor of the mean, with its standard error. */
  readonly difference: number;
  readonly error: number;
  /** Two-sided, by a t law of levels less columns between them. */
  readonly p: number;
}

/** Levels that are to spare, below which a test says nothing. */
const fewestFree = 3;
const mostColumns = 40;

/**
 * For each predictor that varies within the levels of a group and, in its mean, between them: what the coefficient of that mean would be, beside
 * the predictor (Mundlak 1978, Econometrica 46, 69-85). It is 0 where the effects of the group have nothing to do with the
 * predictor, as the model takes for granted. Without a fit: see {@link addedColumns}.
 *
 * Empty where the model is none that it can be asked of: related levels, ordered or several responses, censoring.
 */
export function contextualTests(fitted: FittedGlmm): readonly ContextualTest[] {
  const { frame } = fitted;
  const { groups, predictors, response } = frame;
  const { names, columns, intercept, thresholds } = predictors[0]!;
  const isPlain =
    groups.every(({ related }) => related === undefined) &&
    intercept !== "none" &&
    thresholds === undefined &&
    frame.locations.length === 1 &&
    response?.columns === undefined &&
    response?.censoring === undefined &&
    response?.truncation === undefined &&
    response?.weights === undefined;
  if (!isPlain || columns.length === 0 || columns.length > mostColumns) return [];
  const pairs = interceptTerms(groups).flatMap((term) =>
    names.flatMap((name, k) => {
      const means = levelMeans(columns[k]!, term);
      return variesWithin(columns[k]!, means) ? [{ name, term, means }] : [];
    }),
  );
  if (pairs.length === 0 || pairs.length > mostColumns) return [];
  const found = addedColumns(
    fitted,
    pairs.map(({ means }) => means),
  );
  return pairs.flatMap(({ name, term }, k) => {
    const added = found?.[k];
    const free =
      term.levels.length - 2 - columns.filter((column) => !variesWithin(column, levelMeans(column, term))).length;
    if (!added || free < fewestFree) return [];
    const t = added.estimate / added.error;
    const p = incompleteBeta(free / (free + t * t), free / 2, 0.5);
    return [{ predictor: name, grouping: term.grouping, difference: added.estimate, error: added.error, p }];
  });
}

/** One for each grouping with an intercept of mu. */
function interceptTerms(groups: readonly GroupTerm[]): readonly GroupTerm[] {
  const seen = new Set<string>();
  return groups.filter(({ parameter, columns, grouping }) => {
    if (parameter !== "mu" || seen.has(grouping) || columns.every((column) => column !== undefined)) return false;
    seen.add(grouping);
    return true;
  });
}

function levelMeans(column: Float64Array, { index, levels }: GroupTerm): Float64Array {
  const [sums, counts] = [new Float64Array(levels.length), new Float64Array(levels.length)];
  index.forEach((level, row) => {
    sums[level]! += column[row]!;
    counts[level]! += 1;
  });
  return Float64Array.from(index, (level) => sums[level]! / counts[level]!);
}

/** Of the column's largest deviation; means of equal values are right but for rounding. */
const rounding = 1e-9;

function variesWithin(column: Float64Array, means: Float64Array): boolean {
  const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return column.some((value, row) => Math.abs(value - means[row]!) > rounding * largest);
}
