/** Advice on predictors that hardly vary within the levels of a small group, as a treatment that was given by batch. */
import type { Warning } from "../../../engine/core/Warning.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import type { FrameEncoder } from "../design/frameOf.js";
import { coefficientDraw, scaleDraw } from "../drawNames.js";
import type { GroupTerm } from "../Frame.js";
import { listed } from "./words.js";

/** Groups of so many levels tell by themselves what is between them. */
const manyLevels = 10;
/** Share of what rows say of a coefficient that is left within levels, below which it is between them for the greater part. */
const mostWithin = 0.5;
/** Levels that are left to tell the group's standard deviation, once predictors between levels have taken theirs. */
const fewLeft = 2;
const mostProducts = 200_000_000;

/**
 * Predictors and a group of few levels that are nearly the same to the data. Of each column, the part that other columns do not say is
 * compared with what is left of it within levels, 1 over the variance inflation by the group at population level (Fox & Monette 1992); where less
 * than half is left, the coefficient rests on differences between levels. With at most two levels to spare these are the group's
 * effects just as well, and the prior of its standard deviation decides.
 */
export function confoundedGroupWarnings(encoder: FrameEncoder): readonly Warning[] {
  const { rows, predictors, groups } = encoder.frame;
  const { names, columns, intercept } = predictors[0]!;
  const aliased = new Set(encoder.aliased);
  const used = names.flatMap((name, k) =>
    aliased.has(name) || name === "Intercept" ? [] : [{ name, column: columns[k]! }],
  );
  if (used.length === 0 || intercept === "none" || rows * used.length * used.length > mostProducts) return [];
  const seen = new Set<string>();
  return groups.flatMap((term) => {
    const { parameter, related, levels, grouping } = term;
    const isIntercept = term.columns.some((column) => column === undefined);
    const isLooked = parameter === "mu" && related === undefined && isIntercept && levels.length < manyLevels;
    if (!isLooked || seen.has(grouping)) return [];
    seen.add(grouping);
    const shares = sharesWithin(
      used.map(({ column }) => column),
      term,
    );
    const between = used.filter((_, k) => shares[k]! < mostWithin);
    if (between.length === 0 || levels.length - 1 - between.length > fewLeft) return [];
    return [
      warningOf(
        term,
        between.map(({ name }) => name),
      ),
    ];
  });
}

/** Of each column, the part that others do not say: what is left of it within levels over the whole. */
function sharesWithin(columns: readonly Float64Array[], { index, levels }: GroupTerm): Float64Array {
  const whole = columns.map((column) => deviations(column, new Int32Array(column.length), 1));
  const within = columns.map((column) => deviations(column, index, levels.length));
  const lengths = whole.map((column) => Math.sqrt(column.reduce((sum, value) => sum + value * value, 0)) || 1);
  const [left, all] = [ownParts(within, lengths), ownParts(whole, lengths)];
  return left.map((part, k) => part / all[k]!);
}

/** Differences from the means of levels. */
function deviations(column: Float64Array, index: Int32Array, levels: number): Float64Array {
  const sums = new Float64Array(levels);
  const counts = new Float64Array(levels);
  for (let row = 0; row < column.length; row += 1) {
    sums[index[row]!]! += column[row]!;
    counts[index[row]!]! += 1;
  }
  return column.map((value, row) => value - sums[index[row]!]! / counts[index[row]!]!);
}

/** Added to squares, so that columns that have nothing left are 0 and not NaN. */
const ridge = 1e-10;

/** Squared lengths of columns once the others are taken out: 1 over the diagonal of the inverse of their products. */
function ownParts(columns: readonly Float64Array[], lengths: readonly number[]): Float64Array {
  const size = columns.length;
  const products = new Float64Array(size * size);
  columns.forEach((a, i) => {
    for (let j = 0; j <= i; j += 1) {
      const b = columns[j]!;
      let sum = 0;
      for (let row = 0; row < a.length; row += 1) sum += a[row]! * b[row]!;
      products[i * size + j] = sum / (lengths[i]! * lengths[j]!);
    }
    products[i * size + i]! += ridge;
  });
  const factor = cholesky(products, size);
  return Float64Array.from(columns, (_, k) => {
    const unit = new Float64Array(size);
    unit[k] = 1;
    return 1 / solveTriangular(factor, unit).reduce((sum, value) => sum + value * value, 0);
  });
}

function warningOf(term: GroupTerm, names: readonly string[]): Warning {
  const { grouping, levels } = term;
  const coefficients = names.map(coefficientDraw);
  const sd = scaleDraw(term, "Intercept");
  const isOne = names.length === 1;
  const text =
    `${listed(names)} var${isOne ? "ies" : "y"} between the ${levels.length} levels of "${grouping}" more than within them, so that ` +
    `${listed(coefficients)} can hardly be told from effects of ${grouping}: the prior of ${sd} decides what is whose. Fit ${grouping} at population level ` +
    `beside it, as in y ~ ${names[0]!} + ${grouping}, and tell how far ${isOne ? "the coefficient moves" : "coefficients move"}; only rows of a level with other values of ` +
    `${listed(names)} would tell more.`;
  return { cause: "confounded_group", variables: [...coefficients, sd], text };
}
