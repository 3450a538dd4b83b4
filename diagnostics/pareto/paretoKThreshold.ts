/** Up to which Pareto k an average of so many draws can be trusted. */
import { log } from "../../engine/math/log.js";

const ln10 = 2.302585092994046;

/**
 * 1 - 1/log10(draws): the k for which as many draws are just enough (Vehtari, Simpson, Gelman, Yao and Gabry 2024, Journal
 * of Machine Learning Research 25:72, section 3). Importance weights are also held to 0.7, whatever their number; that is for the caller.
 *
 * @example paretoKThreshold(1000) // 0.666…
 */
export function paretoKThreshold(draws: number): number {
  return 1 - ln10 / log(draws);
}
