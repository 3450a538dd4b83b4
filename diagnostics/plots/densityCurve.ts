/** Paths of density curves, and density heights between the points of their grids. */
import { area, line } from "d3";
import type { Density } from "../../engine/math/kernelDensity.js";
import type { Scale } from "./axes.js";

/** The open curve of a density; null where it is empty. */
export function densityLine({ x, y }: Density, toX: Scale, toY: Scale): string | null {
  return line<number>(
    (i) => toX(x[i]),
    (i) => toY(y[i]),
  ).digits(1)(Array.from(x.keys()));
}

/** The area under the curve; null where the density is empty. */
export function densityArea({ x, y }: Density, toX: Scale, toY: Scale): string | null {
  return area<number>(
    (i) => toX(x[i]),
    toY(0),
    (i) => toY(y[i]),
  ).digits(1)(Array.from(x.keys()));
}

/** Height of the density at a value by linear interpolation; 0 outside its grid. */
export function densityAt({ x, y }: Density, value: number): number {
  const n = x.length;
  if (n < 2 || !(value >= x[0]) || !(value <= x[n - 1])) return 0;
  const place = ((value - x[0]) / (x[n - 1] - x[0])) * (n - 1);
  const cell = Math.min(n - 2, Math.floor(place));
  return y[cell] + (y[cell + 1] - y[cell]) * (place - cell);
}

/** The tallest point of several densities; 1 where all are empty, so that it can divide. */
export function peakOf(densities: readonly Density[]): number {
  const peak = densities.reduce((most, { y }) => y.reduce((a, b) => Math.max(a, b), most), 0);
  return peak > 0 ? peak : 1;
}
