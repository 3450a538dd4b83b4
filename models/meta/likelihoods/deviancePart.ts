/** A count's part of a deviance. */
import { log } from "../../../engine/math/log.js";

/** y ln(y/expected), which is 0 for a count of 0 whatever was expected, and infinite where a count was not to be. */
export function deviancePart(y: number, expected: number): number {
  return y === 0 ? 0 : y * log(y / expected);
}
