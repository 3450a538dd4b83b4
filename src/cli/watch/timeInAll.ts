/** When each chain of a fit will have finished, those among them that wait for others. */
import type { ChainProgress } from "../../platform/Platform.js";
import { timeLeft } from "../../timeLeft.js";
import type { LiveState } from "./liveFit.js";

/**
 * Seconds from now until each chain has finished, by its number; undefined while that cannot be told of every chain that runs. Chains
 * that wait are taken to last as long as the others do on average, and to begin one after another as those finish.
 */
export function timeInAll({
  chains,
  progress,
  warmupSeconds,
  drawsWanted,
}: Pick<LiveState, "chains" | "progress" | "warmupSeconds" | "drawsWanted">): ReadonlyMap<number, number> | undefined {
  const left = new Map<number, number>();
  const whole: number[] = [];
  for (const [chain, one] of progress) {
    const own = chainLeft(one, drawsWanted);
    if (own === undefined) return undefined;
    left.set(chain, own);
    whole.push((warmupSeconds.get(chain) ?? 0) + (one.phase === "warmup" ? 0 : one.seconds) + own);
  }
  // Each that runs makes room for one that waits.
  const free = [...left.values()].filter((seconds) => seconds > 0).sort((a, b) => a - b);
  const waiting = Array.from({ length: chains }, (_, c) => c + 1).filter((chain) => !progress.has(chain));
  if (waiting.length === 0) return left;
  if (free.length === 0) return undefined;
  const usual = whole.reduce((sum, seconds) => sum + seconds, 0) / whole.length;
  for (const chain of waiting) {
    const done = free.shift()! + usual;
    left.set(chain, done);
    free.push(done);
    free.sort((a, b) => a - b);
  }
  return left;
}

/** Of a chain that runs: in warmup its draws are still to come, at the pace it has. */
function chainLeft(one: ChainProgress, drawsWanted: number): number | undefined {
  const phase = timeLeft(one);
  if (phase === undefined || one.phase !== "warmup") return phase;
  return phase + (drawsWanted * one.seconds) / one.iteration;
}
