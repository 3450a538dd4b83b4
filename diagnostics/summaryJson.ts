/** The whole `summary.json` of a fit, as a record. */
import type { Draws } from "../engine/core/Draws.js";
import type { Posterior, Provenance, Timing } from "../engine/core/Posterior.js";
import type { Warning } from "../engine/core/Warning.js";
import type { Known } from "./diagnosis/Known.js";
import { knownOf } from "./diagnosis/knownOf.js";
import { evenChains } from "./evenChains.js";
import { divergenceCount, ebfmiByChain, treeDepthHitCount } from "./samplerStatistics.js";
import type { Reason, Statistic } from "./statistic.js";
import { summarise } from "./summarise.js";
import type { SummaryRow } from "./summarise.js";
import { warningsOf } from "./warnings.js";

/** What `summary.json` says of the sampler; null for what draws read from elsewhere do not tell. */
export interface SamplerSummary {
  readonly chains: number;
  /** Warmup iterations per chain; an upper limit where warmup ends by itself. */
  readonly warmup: number | null;
  /** Warmup iterations that each chain took; null for a chain of which it is not known. */
  readonly warmup_used: readonly (number | null)[];
  /** Draws per chain that were asked for, or that the longest chain has. */
  readonly draws: number;
  readonly seed: string | null;
  readonly divergences: number | null;
  readonly max_treedepth_hits: number | null;
  /** Per chain; null for a chain that is not used. */
  readonly ebfmi: readonly (number | null)[];
  /** Gradient evaluations of all chains, warmup included. */
  readonly gradients: number;
  readonly seconds: Timing["seconds"] | null;
  readonly cpu: Timing["cpu"] | null;
  /** What the figures come from, where that is not every draw that was asked for: numbers of chains, and draws of each. */
  readonly used?: { readonly chains: readonly number[]; readonly draws: number };
  /** Why figures are null; of `ebfmi` by chain, null where there is a figure. */
  readonly reasons?: {
    readonly divergences?: Reason;
    readonly max_treedepth_hits?: Reason;
    readonly ebfmi?: readonly (Reason | null)[];
  };
}

/** The record that `summary.json` holds. */
export interface Summary {
  readonly variables: readonly SummaryRow[];
  readonly sampler: SamplerSummary;
  readonly warnings: readonly Warning[];
  readonly versions: Readonly<Record<string, string>>;
}

/** What is known of draws besides themselves. */
export interface SummaryDetails {
  readonly provenance?: Provenance;
  readonly timing?: Timing;
  /** Warnings from before the draws were looked at. */
  readonly warnings?: readonly Warning[];
  readonly versions?: Readonly<Record<string, string>>;
  /** What advice needs to know of the fit. */
  readonly known?: Known;
}

/**
 * The summary of a posterior: `JSON.stringify` of it is `summary.json`.
 *
 * @example writeFileSync("summary.json", JSON.stringify(summaryJson(posterior), null, 2))
 */
export function summaryJson(posterior: Posterior): Summary {
  const { draws, provenance, timing, warnings } = posterior;
  return summaryOfDraws(draws, { provenance, timing, warnings, known: knownOf(posterior) });
}

/** The summary of draws with what else is known of them; of CSV files, nothing. */
export function summaryOfDraws(draws: Draws, details: SummaryDetails = {}): Summary {
  const { provenance, timing } = details;
  const variables = summarise(draws);
  return {
    variables,
    sampler: samplerSummary(draws, provenance, timing),
    warnings: mergeWarnings(details.warnings ?? [], warningsOf(draws, variables, details.known)),
    versions: details.versions ?? provenance?.versions ?? {},
  };
}

function samplerSummary(draws: Draws, provenance?: Provenance, timing?: Timing): SamplerSummary {
  const divergences = divergenceCount(draws);
  const hits = treeDepthHitCount(draws);
  const energies = ebfmiByChain(draws);
  const asked = provenance?.draws ?? draws.chains.reduce((most, chain) => Math.max(most, chain.drawCount), 0);
  const even = evenChains(draws);
  const reasons = {
    ...(divergences.reason && { divergences: divergences.reason }),
    ...(hits.reason && { max_treedepth_hits: hits.reason }),
    ...(energies.some(({ reason }) => reason) && { ebfmi: energies.map(({ reason }) => reason ?? null) }),
  };
  return {
    chains: draws.chains.length,
    warmup: provenance?.warmup ?? draws.chains[0]?.warmup?.iterations ?? null,
    warmup_used: draws.chains.map(({ warmup }) => warmup?.iterations ?? null),
    draws: asked,
    seed: provenance?.seed ?? null,
    divergences: orNull(divergences),
    max_treedepth_hits: orNull(hits),
    ebfmi: energies.map(orNull),
    gradients: draws.chains.reduce((sum, chain) => sum + chain.gradients + (chain.warmup?.gradients ?? 0), 0),
    seconds: timing?.seconds ?? null,
    cpu: timing?.cpu ?? null,
    ...(even.chains.length < draws.chains.length || even.draws < asked
      ? { used: { chains: even.chains.map(({ chain }) => chain), draws: even.draws } }
      : {}),
    ...(Object.keys(reasons).length > 0 ? { reasons } : {}),
  };
}

/** Both lists without repeats: a fit may already carry the warnings of its draws. */
export function mergeWarnings(first: readonly Warning[], second: readonly Warning[]): Warning[] {
  const byText = new Map<string, Warning>();
  for (const warning of [...first, ...second]) {
    const key = `${warning.cause}\n${warning.text}`;
    if (!byText.has(key)) byText.set(key, warning);
  }
  return [...byText.values()];
}

function orNull({ value, reason }: Statistic): number | null {
  return reason === undefined ? value : null;
}
