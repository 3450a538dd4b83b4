/** Rows put together that are alike in what their law varies with. */

/** Rows within a tenth of the mean of each other are alike. */
const likeness = 0.1;
const mostStrata = 8;

/**
 * The stratum of each row, from 0: rows that differ in a quantity by less than about a tenth of its mean share one. Where that would
 * make more than eight, the quantity's order is cut into eight equal parts. Several quantities cross.
 *
 * @param quantities One number a row each, none negative.
 */
export function strataOf(quantities: readonly Float64Array[], rows: number): Int32Array {
  const keys = quantities.map(cut);
  const places = new Map<string, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    const key = keys.map((one) => one[row]).join();
    if (!places.has(key)) places.set(key, places.size);
    return places.get(key)!;
  });
}

function cut(values: Float64Array): Int32Array {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  if (!(mean > 0 && mean < Infinity)) return new Int32Array(values.length);
  const tenths = Int32Array.from(values, (x) => Math.min(1e9, Math.round(x / (likeness * mean))));
  if (new Set(tenths).size <= mostStrata) return tenths;
  const sorted = Float64Array.from(values).sort();
  const bounds = Array.from({ length: mostStrata - 1 }, (_, k) => {
    return sorted[Math.floor(((k + 1) * sorted.length) / mostStrata)]!;
  });
  return Int32Array.from(values, (x) => bounds.filter((bound) => x >= bound).length);
}
