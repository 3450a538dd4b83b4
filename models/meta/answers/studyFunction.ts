/** The log likelihood of a study's arms as a function of its baseline and its effects, as standard normals. */
import type { LevelLikelihoodOfDraw } from "../../glmm/checking/levelFunction.js";
import { slopesOf, type ArmFunction } from "./slopesOf.js";
import type { StudyDraws } from "./studyDraws.js";

/** Of an arm, handed the draw. */
export type ArmOfDraw = (arm: number, draw: number) => ArmFunction;

/** Of an arm, handed the draw, with a deviation of this standard deviation above 0 integrated out. */
export type MarginalOfDraw = (arm: number, draw: number, sd: number) => ArmFunction;

/** Over so many directions integrals are taken at once. */
const mostDirections = 3;

/**
 * The first standard normal is the study's baseline, the next are its effects. Of studies with more effects than can be integrated at
 * once a second one is what effects share, √½ tau u, and what each has beyond it is integrated out arm by arm: given u effects are independent.
 *
 * @param step Over which slopes are differenced, on the link scale.
 * @param isFixed Without effects.
 */
export function studyFunction(
  study: StudyDraws,
  armOf: ArmOfDraw,
  marginalOf: MarginalOfDraw,
  step: number,
  isFixed: boolean,
): LevelLikelihoodOfDraw {
  const { arms, factor, everyArm } = study;
  const isShared = !isFixed && !everyArm && arms > mostDirections;
  const size = isFixed || everyArm ? 1 : isShared ? 2 : arms;
  const loadings = new Float64Array(arms * size);
  const shifts = new Float64Array(arms);
  let functions: readonly ArmFunction[] = [];

  const turnTo = (draw: number): void => {
    const tau = study.tau(draw);
    const { mean, sd } = study.baseline(draw);
    const own = tau * Math.SQRT1_2;
    functions = Array.from({ length: arms }, (_, arm) =>
      (everyArm || (isShared && arm > 0)) && own > 0 ? marginalOf(arm, draw, own) : armOf(arm, draw),
    );
    for (let arm = 0; arm < arms; arm += 1) {
      const weight = study.weight(arm, draw);
      shifts[arm] = study.shift(arm, draw) + weight * mean;
      loadings[arm * size] = weight * sd;
      for (let k = 1; k < size; k += 1) {
        const effect = arm === 0 ? 0 : isShared ? Math.SQRT1_2 : factor[(arm - 1) * (arms - 1) + k - 1]!;
        loadings[arm * size + k] = tau * effect;
      }
    }
  };
  const predictor = (arm: number, z: Float64Array): number => {
    let eta = shifts[arm]!;
    for (let k = 0; k < size; k += 1) eta += loadings[arm * size + k]! * z[k]!;
    return eta;
  };
  return {
    size,
    turnTo,
    value(z) {
      let sum = 0;
      for (let arm = 0; arm < arms; arm += 1) sum += functions[arm]!(predictor(arm, z));
      return sum;
    },
    slopes(z, gradient, information) {
      gradient.fill(0);
      information.fill(0);
      for (let arm = 0; arm < arms; arm += 1) {
        const { score, curvature } = slopesOf(functions[arm]!, predictor(arm, z), step);
        for (let i = 0; i < size; i += 1) {
          const loading = loadings[arm * size + i]!;
          gradient[i]! += score * loading;
          for (let j = 0; j < size; j += 1) {
            information[i * size + j]! += curvature * loading * loadings[arm * size + j]!;
          }
        }
      }
    },
  };
}
