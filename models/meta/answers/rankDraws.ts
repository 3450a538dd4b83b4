/** Ranks of treatments, draw by draw. */
import type { Better } from "./rankProbabilities.js";

export interface RankDraws {
  /** Rank of each treatment by draw, 1 the best; ties have the middle of the ranks they share. `[treatment][draw]` */
  readonly ranks: readonly Float64Array[];
  /** Probability of each rank by treatment, the best first; a tie shares its ranks equally. `[treatment][rank]` */
  readonly probability: readonly (readonly number[])[];
}

/**
 * Ranks where a treatment outranks another only if it is better by more than a minimally important difference; others tie. With
 * `ahead` treatments better by more than that and `level` within it, itself among them, a treatment's rank is ahead + (level + 1)/2 (the
 * midpoint method of Curteis et al. 2025, BMC Medical Research Methodology, doi:10.1186/s12874-025-02499-0, under which the mean rank is that
 * without a difference), and it has each of the ranks ahead + 1 … ahead + level with probability 1/level in that draw.
 * Being level is no equivalence: A may be level with B and B with C, but not A with C.
 *
 * @param effects Draws by treatment, the reference's zeros among them.
 * @param mid On the scale of the effects, at least 0; 0 ranks by any difference.
 */
export function rankDraws(effects: readonly Float64Array[], better: Better, mid = 0): RankDraws {
  const count = effects.length;
  const draws = effects[0]?.length ?? 0;
  const sign = better === "higher" ? 1 : -1;
  const ranks = effects.map(() => new Float64Array(draws));
  const counts = effects.map(() => new Array<number>(count).fill(0));
  for (let draw = 0; draw < draws; draw += 1) {
    for (let t = 0; t < count; t += 1) {
      let [ahead, level] = [0, 0];
      const own = effects[t]![draw]!;
      for (let other = 0; other < count; other += 1) {
        const lead = sign * (effects[other]![draw]! - own);
        if (lead > mid) ahead += 1;
        else if (lead >= -mid) level += 1;
      }
      ranks[t]![draw] = ahead + (level + 1) / 2;
      for (let rank = ahead; rank < ahead + level; rank += 1) counts[t]![rank]! += 1 / level;
    }
  }
  return { ranks, probability: counts.map((row) => row.map((sum) => sum / draws)) };
}
