/** Draws from elsewhere in the form in which reports take a posterior: what is not known of them is left open. */
import type { Draws } from "../engine/core/Draws.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { Warning } from "../engine/core/Warning.js";

/** What is known of the draws. */
export interface DrawsDetails {
  readonly title: string;
  readonly versions?: Readonly<Record<string, string>>;
  readonly warnings?: readonly Warning[];
}

/** A posterior without a model, data or times. */
export function posteriorOfDraws(draws: Draws, { title, versions = {}, warnings = [] }: DrawsDetails): Posterior {
  const longest = draws.chains.reduce((most, { drawCount }) => Math.max(most, drawCount), 0);
  return {
    draws,
    model: { title, lines: [] },
    provenance: {
      seed: "",
      chains: draws.chains.length,
      warmup: draws.chains[0]?.warmup?.iterations ?? NaN,
      draws: longest,
      options: {},
      dataHash: "",
      versions,
    },
    timing: {
      seconds: { compile: NaN, warmup: NaN, sampling: NaN, total: NaN },
      cpu: { before: NaN, compile: NaN, sampling: NaN },
    },
    warnings,
  };
}
