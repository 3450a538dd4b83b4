/** The likelihood of an arm with an effect of its own integrated out. */
import { gaussHermite } from "../../../engine/math/gaussHermite.js";
import { log } from "../../../engine/math/log.js";
import { logSumExp } from "../../../engine/math/logSumExp.js";
import { slopesOf, type ArmFunction } from "./slopesOf.js";

const { nodes, weights } = gaussHermite(15);
const logWeights = weights.map((weight, k) => log(weight) + 0.5 * nodes[k]! * nodes[k]!);
const mostSteps = 30;

/** log E exp f(eta + sd v) over standard normal v, by Gauss-Hermite quadrature about the mode of the integrand (Liu & Pierce 1994). */
export function marginalArm(f: ArmFunction, sd: number, step: number): ArmFunction {
  const terms = new Float64Array(nodes.length);
  return (eta) => {
    const height = (v: number) => f(eta + sd * v) - 0.5 * v * v;
    let v = 0;
    let top = height(v);
    let scale = 1;
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const { score, curvature } = slopesOf(f, eta + sd * v, step);
      scale = 1 / Math.sqrt(1 + sd * sd * curvature);
      let move = (sd * score - v) * scale * scale;
      let next = height(v + move);
      while (!(next >= top) && Math.abs(move) > 1e-9) {
        move /= 2;
        next = height(v + move);
      }
      if (!(next >= top)) break;
      [v, top] = [v + move, next];
      if (Math.abs(move) < 0.01 * scale) break;
    }
    for (let k = 0; k < terms.length; k += 1) terms[k] = logWeights[k]! + height(v + scale * nodes[k]!);
    return logSumExp(terms) + log(scale);
  };
}
