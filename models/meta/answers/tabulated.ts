/** A smooth function looked up in a table that fills itself. */
import { wideningGrid } from "./wideningGrid.js";

/**
 * The function by cubic interpolation between the points of a {@link wideningGrid}, at which it is worked out when they are first needed; beyond the
 * table, and beside values that are not finite, the function itself. With points a thirtieth of the scale of the function apart, interpolation errs by
 * some 1e-8 of its change.
 *
 * @param centre Middle of the table.
 * @param step Between points in the middle.
 * @param half How many points there are to either side.
 */
export function tabulated(f: (x: number) => number, centre: number, step: number, half: number): (x: number) => number {
  const { size, pointOf, placeOf } = wideningGrid(centre, step, half);
  const values = new Float64Array(size);
  const isKnown = new Uint8Array(size);
  const at = (k: number): number => {
    if (isKnown[k] === 0) {
      values[k] = f(pointOf(k));
      isKnown[k] = 1;
    }
    return values[k]!;
  };
  const last = size - 3;
  return (x) => {
    const place = placeOf(x);
    const k = Math.floor(place);
    if (!(k >= 1 && k <= last)) return f(x);
    const t = place - k;
    const [a, b, c, d] = [at(k - 1), at(k), at(k + 1), at(k + 2)];
    // Newton's form of the cubic through the four points about x.
    const value = b + t * (c - b) + t * (t - 1) * ((a - 2 * b + c) / 2 + ((t + 1) * (d - 3 * c + 3 * b - a)) / 6);
    return Number.isFinite(value) ? value : f(x);
  };
}
