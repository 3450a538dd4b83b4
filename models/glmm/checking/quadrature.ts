/** How finely a level's effects are integrated. */
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import type { LevelLikelihoodOfDraw } from "./levelFunction.js";
import { levelIntegral, levelMode } from "./levelIntegral.js";
import { logIntegral } from "./logIntegral.js";

/** Nodes in each direction, of which a pair must agree. */
const nodeCounts: Readonly<Record<2 | 3, readonly number[]>> = { 2: [5, 7, 9, 13, 19, 27, 39], 3: [5, 7, 9, 11, 15] };
const enoughAgreement = 1e-6;
const pilotDraws = 8;

/**
 * The log integral over a level's effects, draw by draw. One is integrated until steps agree; for two and three the number of nodes is
 * chosen once, by some draws spread over all of them: the larger of the first two numbers that agree there to 10⁻⁶.
 *
 * @param draws How many there are.
 */
export function quadrature(f: LevelLikelihoodOfDraw, draws: number): (draw: number) => number {
  let last: Float64Array = new Float64Array(f.size);
  const origin = new Float64Array(f.size);
  const modeAt = (draw: number) => {
    f.turnTo(draw);
    const mode = levelMode(f, [last, origin]);
    last = mode.z;
    return mode;
  };
  if (f.size === 1) {
    const z = new Float64Array(1);
    return (draw) => {
      const mode = modeAt(draw);
      const value = (at: number) => {
        z[0] = at;
        return f.value(z) - 0.5 * at * at;
      };
      return logIntegral(value, mode.z[0]!, 1 / mode.factor[0]!) - LOG_SQRT_2PI;
    };
  }
  const counts = nodeCounts[f.size as 2 | 3];
  const looked = Math.min(pilotDraws, draws);
  const pilots = Array.from({ length: looked }, (_, k) => Math.floor((k * draws) / looked));
  const atLeast = pilots.reduce((place, draw) => {
    const mode = modeAt(draw);
    let at = place;
    let value = levelIntegral(f, mode, counts[at - 1]!);
    for (; at < counts.length; at += 1) {
      const next = levelIntegral(f, mode, counts[at]!);
      if (Math.abs(next - value) < enoughAgreement) break;
      value = next;
    }
    return Math.min(at, counts.length - 1);
  }, 1);
  return (draw) => levelIntegral(f, modeAt(draw), counts[atLeast]!);
}
