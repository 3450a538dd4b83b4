/** The spread of an outcome, by which default priors are scaled. */
import type { Study } from "./Network.js";

/**
 * The standard deviation of people pooled over the arms whose size is known; where none is, the largest difference between two arms of a study;
 * 1 where that is zero.
 */
export function outcomeUnit(studies: readonly Study[]): number {
  let [squares, freedom, largest] = [0, 0, 0];
  for (const { arms, contrasts } of studies) {
    const levels = contrasts ? [0, ...contrasts.differences] : [];
    for (const { outcome, participants } of arms) {
      if (outcome?.kind !== "mean") continue;
      levels.push(outcome.mean);
      if (participants === undefined || participants <= 1) continue;
      squares += (participants - 1) * outcome.se * outcome.se * participants;
      freedom += participants - 1;
    }
    largest = Math.max(largest, Math.max(...levels) - Math.min(...levels));
  }
  if (freedom > 0) return Math.sqrt(squares / freedom);
  return largest > 0 ? largest : 1;
}
