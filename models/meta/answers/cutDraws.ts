/** Thresholds of ordered outcomes, draw by draw. */
import type { FittedNetwork } from "../FittedNetwork.js";

/** Draws of the thresholds after the first, which is 0: `cut[2]`, `cut[3]`, …; none for other outcomes. */
export function cutDraws(fitted: FittedNetwork): readonly Float64Array[] {
  const cuts: Float64Array[] = [];
  for (let k = 2; fitted.has(`cut[${k}]`); k += 1) cuts.push(fitted.draws(`cut[${k}]`));
  return cuts;
}

/** The thresholds of one draw. */
export function cutsAt(cuts: readonly Float64Array[], draw: number): readonly number[] {
  return cuts.map((draws) => draws[draw]!);
}
