/** Paths of density curves, and density heights between the points of their grids. */
import type { Density } from "../../../engine/math/kernelDensity.js";
import type { Scale } from "./axes.js";
import { polylines, type Place } from "./points.js";

/** The open curve of a density; empty where there is none. */
export function densityLine({ x, y }: Density, toX: Scale, toY: Scale): string {
  return polylines([Array.from(x, (value, i): Place => [toX(value), toY(y[i])])]);
}

/** The curve closed along the line of height 0; empty where there is none. */
export function densityArea({ x, y }: Density, toX: Scale, toY: Scale): string {
  if (x.length === 0) return "";
  const curve = Array.from(x, (value, i): Place => [toX(value), toY(y[i])]);
  return `${polylines([[[toX(x[0]), toY(0)], ...curve, [toX(x[x.length - 1]), toY(0)]]])}z`;
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
