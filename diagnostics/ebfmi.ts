/** Energy Bayesian fraction of missing information: how well momentum resampling explores the energies. */
import { hasNonfinite, isConstant, variance } from "./moments.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * E-BFMI of one chain from its energies, mean (E_i - E_{i-1})² / var E (Betancourt 2016; with the denominators of ArviZ,
 * n - 1 above and below; rstan and CmdStan divide the upper sum by n). Below 0.3 the sampler has trouble moving between
 * energies.
 *
 * @example ebfmi(Float64Array.of(1, 2, 3, 4)) // { value: 0.6 }
 */
export function ebfmi(energy: Float64Array): Statistic {
  const n = energy.length;
  if (n === 0) return missing("noDraws");
  if (energy.every((e) => e !== e)) return missing("notRecorded");
  if (hasNonfinite([energy])) return missing("nonfinite");
  if (n < 3) return missing("tooShort");
  if (isConstant([energy])) return missing("constant");
  let squares = 0;
  for (let i = 1; i < n; i++) squares += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
  return { value: squares / (n - 1) / variance(energy) };
}
