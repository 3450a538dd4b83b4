/** An interval of draws, with the reason when there is none. */
import type { Reason } from "./statistic.js";

/** Both ends, which belong to it; or NaN twice with the reason why it cannot be computed. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Present exactly when the ends are NaN. */
  readonly reason?: Reason;
}

/** The interval that could not be computed. */
export function missingInterval(reason: Reason): Interval {
  return { low: NaN, high: NaN, reason };
}

/** @throws RangeError if an interval of this probability is nothing or everything. */
export function checkLevel(probability: number): void {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`an interval's probability lies between 0 and 1, got ${probability}`);
  }
}
