/** Points that are evenly spaced about a middle and ever wider apart far from it. */
import { exp } from "../../../engine/math/exp.js";
import { log } from "../../../engine/math/log.js";

export interface WideningGrid {
  /** How many points there are. */
  readonly size: number;
  pointOf(place: number): number;
  /** Where a number lies among the points, counted from 0; between points a fraction. */
  placeOf(x: number): number;
}

/** So many points from the middle steps begin to grow in proportion to the distance. */
const even = 300;

/**
 * The points centre + even · step · sinh(k / even) for k = −half … half: what saturates or falls off far from its middle is followed there by few points.
 *
 * @param step Between points in the middle.
 */
export function wideningGrid(centre: number, step: number, half: number): WideningGrid {
  const width = even * step;
  return {
    size: 2 * half + 1,
    pointOf(place) {
      const growth = exp((place - half) / even);
      return centre + (width * (growth - 1 / growth)) / 2;
    },
    placeOf(x) {
      const u = (x - centre) / width;
      const far = even * log(Math.abs(u) + Math.sqrt(u * u + 1));
      return half + (u < 0 ? -far : far);
    },
  };
}
