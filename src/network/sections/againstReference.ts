/** What each treatment does against the reference: the rows of several tables and figures. */
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";
import type { RelativeEffect } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";

export interface AgainstReference {
  readonly treatment: string;
  /** Of the treatment minus the reference, on the link scale. */
  readonly effect: RelativeEffect;
  readonly q25: number;
  readonly q75: number;
  /** Probability that the treatment's effect is above that of the reference. */
  readonly above: number;
  /** Probability that it is better; null where it was not said which effects are good. */
  readonly superior: number | null;
}

/**
 * Every treatment but the reference: the best by SUCRA first where there are ranks, else in the order of treatments. Of unrelated mean
 * effects those that have a parameter against the reference.
 */
export function againstReference({ summary, fitted, ranks, questions }: NetworkResult): readonly AgainstReference[] {
  const { treatments, reference, relative_effects: pairs } = summary;
  const effects = new Map(pairs.filter(({ from }) => from === reference).map((pair) => [pair.to, pair]));
  const all = fitted.declaration.model === "ume" ? undefined : fitted.effects();
  const rows = treatments.flatMap((treatment, place): AgainstReference[] => {
    const effect = effects.get(treatment);
    if (place === 0 || effect === undefined) return [];
    const draws = all?.[place] ?? drawsOfPair(fitted, reference, treatment);
    const sorted = draws.slice().sort();
    const above = share(draws, (value) => value > 0);
    const { better } = questions;
    const superior = better === undefined ? null : better === "higher" ? above : share(draws, (value) => value < 0);
    return [
      { treatment, effect, q25: quantileOfSorted(sorted, 0.25), q75: quantileOfSorted(sorted, 0.75), above, superior },
    ];
  });
  if (!ranks) return rows;
  const sucra = new Map(ranks.treatments.map((treatment, t) => [treatment, ranks.sucra[t]!]));
  return [...rows].sort((a, b) => (sucra.get(b.treatment) ?? 0) - (sucra.get(a.treatment) ?? 0));
}

function drawsOfPair({ has, draws }: NetworkResult["fitted"], from: string, to: string): Float64Array {
  const name = `d[${from},${to}]`;
  return has(name) ? draws(name) : draws(`d[${to},${from}]`).map((value) => -value);
}

function share(draws: Float64Array, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of draws) if (test(value)) count += 1;
  return count / draws.length;
}
