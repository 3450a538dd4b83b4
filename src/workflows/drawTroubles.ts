/** Whether the draws of one fit among many can be trusted, in few numbers. */
import { evenChains, variableChains } from "../../diagnostics/evenChains.js";
import { rhat } from "../../diagnostics/rhat.js";
import { divergenceCount } from "../../diagnostics/samplerStatistics.js";
import type { Draws } from "../../engine/core/Draws.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Warning } from "../../engine/core/Warning.js";
import { preparedOf } from "../preparedOf.js";

export interface DrawTroubles {
  readonly divergences: number;
  /** The largest R-hat of the variables that matter; NaN where none can be computed. */
  readonly worst_rhat: number;
  /** What is wrong with the draws. */
  readonly warnings: readonly Warning[];
}

/** @param matters tells the variables whose R-hat is looked at */
export function drawTroubles(posterior: Posterior, matters: (name: string) => boolean): DrawTroubles {
  const { draws } = posterior;
  // What was said of the data is the same for every fit to them.
  const ofData = new Set(preparedOf(posterior)?.traced.warnings);
  return {
    divergences: divergenceCount(draws).value,
    worst_rhat: worstRhat(draws, matters),
    warnings: posterior.warnings.filter((warning) => !ofData.has(warning)),
  };
}

/** Effects, inconsistency, interactions and heterogeneity of a network. */
export function mattersInNetwork(name: string): boolean {
  return name === "tau" || name === "omega" || name.startsWith("d[") || name.startsWith("beta[");
}

function worstRhat(draws: Draws, matters: (name: string) => boolean): number {
  const even = evenChains(draws);
  const own = draws.names.flatMap((name, place) => (matters(name) ? [place] : []));
  const known = own
    .map((place) => rhat(variableChains(even, draws.names.length, place, 1)[0]!))
    .filter(({ reason }) => reason === undefined);
  return known.length === 0 ? NaN : Math.max(...known.map(({ value }) => value));
}
