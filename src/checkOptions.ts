/** Refuses options of a fit that there are not: one that is passed over in silence is worse than none. */
import { UserError } from "../engine/core/UserError.js";
import { nearestName } from "../engine/data/nearestName.js";
import type { FitOptions } from "./FitOptions.js";

/** A record, so that the compiler sees when a name is lacking. */
const known: Readonly<Record<keyof FitOptions, true>> = {
  chains: true,
  warmup: true,
  draws: true,
  seed: true,
  adaptDelta: true,
  maxTreeDepth: true,
  metric: true,
  stopWarmupEarly: true,
  algorithm: true,
  workers: true,
  optimise: true,
  na: true,
  maxMemory: true,
  signal: true,
  onProgress: true,
  onDraws: true,
};

/**
 * Throws UserError for options that are no record, and for a name that is no option's, with the one that was meant.
 *
 * @example
 * checkOptions({ sed: 1 }) // throws: unknown option "sed": did you mean "seed"?
 */
export function checkOptions(options: unknown): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new UserError("the options of a fit must be a record such as { seed: 1 }, or left out");
  }
  const names = Object.keys(known);
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, names);
  const mend = near === undefined ? `: the options are ${names.join(", ")}` : `: did you mean "${near}"?`;
  throw new UserError(`unknown option "${unknown}"${mend}`);
}
