/** How probable each rank is for each treatment. */

/** Whether larger or smaller effects are the better ones. */
export type Better = "higher" | "lower";

/**
 * Probability of each rank by treatment, `[treatment][rank]`, the best rank first: the share of draws in which the
 * treatment has it. Treatments that tie in a draw share their ranks equally.
 *
 * @param effects draws of each treatment's effect, the reference's zeros among them.
 */
export function rankProbabilities(effects: readonly Float64Array[], better: Better): number[][] {
  const treatments = effects.length;
  const draws = effects[0]?.length ?? 0;
  const sign = better === "higher" ? 1 : -1;
  const counts = effects.map(() => new Array<number>(treatments).fill(0));
  for (let draw = 0; draw < draws; draw += 1) {
    for (let t = 0; t < treatments; t += 1) {
      let ahead = 0;
      let level = 0;
      for (const other of effects) {
        const lead = sign * (other[draw]! - effects[t]![draw]!);
        if (lead > 0) ahead += 1;
        else if (lead === 0) level += 1;
      }
      for (let rank = ahead; rank < ahead + level; rank += 1) counts[t]![rank]! += 1 / level;
    }
  }
  return counts.map((row) => row.map((count) => count / draws));
}
