/** How long a fit will still take, from how far its chains are. */
import type { ChainProgress } from "./platform/Platform.js";

/** Seconds below which a rate is no more than a guess. */
const leastSeconds = 0.5;

/**
 * Seconds until a chain has done its phase, at the pace it had so far; undefined while that is not known. Of warmup that may end before
 * its limit it is an upper bound.
 */
export function timeLeft({ phase, iteration, of, seconds }: ChainProgress): number | undefined {
  if (phase === "finished") return 0;
  if (!(iteration > 0) || seconds < leastSeconds) return undefined;
  return ((of - iteration) * seconds) / iteration;
}

/** `8 s`, `2 min 5 s`, `1 h 10 min`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
