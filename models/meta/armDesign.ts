/** How the arms of trials are compared: each study's baseline arm, and the correlated random effects of its others. */
import { UserError } from "../../engine/core/UserError.js";
import { sharedArmFactor } from "./lowering/sharedArmFactor.js";

/** One random effect in an arm's deviation: the effect's number in each row, from 1, or 0 for none, and its weight. */
export interface EffectTerm {
  readonly effect: Int32Array;
  readonly weight: Float64Array;
}

export interface ArmDesign {
  /** Treatment of the baseline arm of each row's study: its first in the order of treatments. */
  readonly baseline: Int32Array;
  /** Number of standard normal effects: one for each arm that is no baseline arm. */
  readonly effects: number;
  /** Row of each effect's arm. */
  readonly compared: Int32Array;
  /** An arm's deviation is the sum over terms of weight times effect. */
  readonly terms: readonly EffectTerm[];
}

/**
 * The design of arm-based network meta-analysis. Deviations of two arms of one study from their baseline arm have
 * variance 1 and correlation 1/2, since they share that arm (Dias et al., NICE DSU TSD 2, 2011); they are written over
 * independent normals by the Cholesky factor of that correlation, whose column k is √((k + 1)/(2k)) on the diagonal
 * and √(1/(2k(k + 1))) below.
 *
 * @param study of each row, from 0.
 * @param treatment of each row, from 0, the reference first.
 * @throws UserError for a study with one arm, or with two arms of one treatment.
 * @example
 * armDesign([0, 0, 1, 1, 1], [0, 1, 0, 1, 2]).effects; // 3
 */
export function armDesign(study: ArrayLike<number>, treatment: ArrayLike<number>): ArmDesign {
  const rows = study.length;
  const armsOf = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const arms = armsOf.get(study[row]!) ?? [];
    armsOf.set(study[row]!, [...arms, row]);
  }
  for (const arms of armsOf.values()) {
    arms.sort((a, b) => treatment[a]! - treatment[b]!);
    checkArms(arms, treatment);
  }
  const widest = Math.max(0, ...[...armsOf.values()].map((arms) => arms.length - 1));
  const factor = sharedArmFactor(widest);
  const terms = Array.from({ length: widest }, () => ({
    effect: new Int32Array(rows),
    weight: new Float64Array(rows),
  }));
  const baseline = new Int32Array(rows);
  const compared: number[] = [];
  for (const arms of armsOf.values()) {
    const before = compared.length;
    compared.push(...arms.slice(1));
    arms.forEach((row, place) => {
      baseline[row] = treatment[arms[0]!]!;
      // The k-th arm after the baseline has the effects of arms 1 to k.
      for (let k = 1; k <= place; k++) {
        terms[k - 1]!.effect[row] = before + k;
        terms[k - 1]!.weight[row] = factor[(place - 1) * widest + k - 1]!;
      }
    });
  }
  return { baseline, effects: compared.length, compared: Int32Array.from(compared), terms };
}

function checkArms(arms: readonly number[], treatment: ArrayLike<number>): void {
  if (arms.length === 1) {
    throw new UserError(
      `row ${arms[0]! + 1} is its study's only arm and compares nothing: add the study's other arm or leave the row out.`,
    );
  }
  arms.forEach((row, place) => {
    const before = arms[place - 1];
    if (before !== undefined && treatment[row] === treatment[before]) {
      throw new UserError(`rows ${before + 1} and ${row + 1} are arms of one study with one treatment: add them up.`);
    }
  });
}
