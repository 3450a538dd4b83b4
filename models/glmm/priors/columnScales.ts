/** By what the default priors of a predictor's coefficients are divided, its columns seen together. */
import type { Predictor } from "../Frame.js";
import { columnScale, hasOwnUnit } from "./columnScale.js";
import { shareLeft } from "./shareLeft.js";

/** Where other columns leave less of a column's square than this, what is left is its scale. */
const little = 0.1;
/** Where they leave less than this, only the prior tells the columns apart, and each keeps the scale it has alone. */
const nothing = 1e-10;
/** Products of cells beyond which evenly spaced rows stand for all. */
const mostProducts = 300_000_000;

/**
 * One number for each column: the scale it has alone, unless other columns nearly make it up. In `f * year` the contrast of f is
 * that at the year 0, thousands of times the contrasts that the rows show, and the column `f:year` jumps by two thousand where
 * the years within a level differ by a few: priors scaled by each column alone would leave no room for either coefficient. What
 * tells such a coefficient is what the others leave of its column, so this is its scale. A column of 0 and 1 is held against
 * columns of numbers alone, since the contrasts of one factor share their reference by design.
 */
export function columnScales(predictor: Predictor): readonly number[] {
  const known = made.get(predictor);
  if (known) return known;
  const scales = predictor.columns.map(columnScale);
  made.set(predictor, scales);
  const isNumber = predictor.columns.map((column) => !hasOwnUnit(column));
  const vectors = isNumber.includes(true) && scales.length > 1 ? vectorsOf(predictor) : [];
  if (vectors.length === 0) return scales;
  const lefts = shareLeft(
    vectors.map(({ unit }) => unit),
    isNumber,
  );
  lefts.forEach((left, k) => {
    if (left >= little || left <= nothing) return;
    scales[k] = Math.sqrt(left) * (isNumber[k] ? vectors[k]!.spread : 1);
  });
  return scales;
}

/** Priors are asked for several times of one frame. */
const made = new WeakMap<Predictor, readonly number[]>();

/** A column as the model has it, centred or not: its root mean square, and the column divided by its length. */
interface Vector {
  readonly spread: number;
  readonly unit: Float64Array;
}

/** None where there are too few rows to tell columns apart. */
function vectorsOf({ columns, intercept }: Predictor): readonly Vector[] {
  const rows = columns[0]!.length;
  const step = Math.max(1, Math.ceil((rows * columns.length * columns.length) / mostProducts));
  const taken = Math.ceil(rows / step);
  if (taken < columns.length + 2) return [];
  return columns.map((column) => {
    const unit = Float64Array.from({ length: taken }, (_, i) => column[i * step]!);
    const mean = intercept === "centred" ? unit.reduce((sum, x) => sum + x / taken, 0) : 0;
    let largest = 0;
    for (let i = 0; i < taken; i += 1) {
      unit[i]! -= mean;
      largest = Math.max(largest, Math.abs(unit[i]!));
    }
    // Divided by the largest first, so that squares neither overflow nor vanish.
    let squares = 0;
    for (let i = 0; i < taken && largest > 0; i += 1) squares += (unit[i]! / largest) * (unit[i]! / largest);
    const length = largest * Math.sqrt(squares);
    const isConstant = intercept === "centred" && hasOneValue(column);
    if (isConstant || !(length > 0 && length < Infinity)) return { spread: 0, unit: unit.fill(0) };
    return { spread: length / Math.sqrt(taken - 1), unit: unit.map((x) => x / length) };
  });
}

function hasOneValue(column: Float64Array): boolean {
  for (let i = 1; i < column.length; i += 1) if (column[i] !== column[0]) return false;
  return true;
}
