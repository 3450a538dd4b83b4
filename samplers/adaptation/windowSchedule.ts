/** Stan's schedule of warmup: fast, slow windows of doubling length, fast. */

/** A stretch of warmup. At the end of a slow stage the metric is estimated anew from its draws. */
export interface WarmupStage {
  readonly kind: "fast" | "slow";
  readonly iterations: number;
}

const INITIAL = 75;
const BASE = 25;
const FINAL = 50;

/**
 * The stages of a warmup of `iterations`:
 *
 *     fast 75 | slow 25 | slow 50 | slow 100 | ... | slow, stretched | fast 50
 *
 * A window doubles only if the window after it would fit too, else it is stretched to the end. Fewer than 150 iterations
 * are split 15 % / 75 % / 10 % with one window; fewer than 20 only tune the step size. Stan Development Team, reference
 * manual, "Automatic parameter tuning".
 *
 * @example
 * windowSchedule(200) // fast 75, slow 25, slow 50, fast 50
 */
export function windowSchedule(iterations: number): WarmupStage[] {
  if (iterations < 20) return stages([["fast", iterations]]);
  const short = iterations < INITIAL + BASE + FINAL;
  const initial = short ? Math.floor(0.15 * iterations) : INITIAL;
  const final = short ? Math.floor(0.1 * iterations) : FINAL;
  const slow = iterations - initial - final;
  const windows = short ? [slow] : doublingWindows(slow);
  return stages([["fast", initial], ...windows.map((length) => ["slow", length] as const), ["fast", final]]);
}

/** Lengths BASE, 2 BASE, 4 BASE, ... that sum to `total`, the last one stretched. */
function doublingWindows(total: number): number[] {
  const lengths: number[] = [];
  let remaining = total;
  for (let length = BASE; remaining > 0; length *= 2) {
    const used = 3 * length <= remaining ? length : remaining;
    lengths.push(used);
    remaining -= used;
  }
  return lengths;
}

const stages = (list: readonly (readonly [WarmupStage["kind"], number])[]): WarmupStage[] =>
  list.filter(([, iterations]) => iterations > 0).map(([kind, iterations]) => ({ kind, iterations }));
