/** Fills in what draws and provenance tell of an analysis. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { evenChains, variableChains } from "../../evenChains.js";
import { count, formatFixed, formatNumber } from "../../plots/parts/formatNumber.js";
import type { SummaryRow } from "../../summarise.js";
import { essPerChain, rhatLimit } from "../../limits.js";
import type { Account, Told } from "./Account.js";

/** How many variables the change from half of the draws to all of them is worked out for. */
const mostHalved = 500;

/**
 * Everything that a posterior and its summary tell. What else the page shows (replicates, sensitivity, comparison) is added by who
 * composes it: `{ ...accountOf(posterior, summary), sensitivity: { text, section } }`.
 */
export function accountOf(posterior: Posterior, summary: readonly SummaryRow[]): Account {
  const { model, provenance, draws } = posterior;
  const listed = model.lines.length > 0;
  const { chains, draws: each } = evenChains(draws);
  const total = chains.length * each;
  const hash = provenance.dataHash;
  const known = summary.length > 0;
  return {
    ...told("data", hash === "" ? undefined : `SHA-256 of the columns used: ${hash}.`, sections.model),
    ...told("model", listed ? `${model.title}, written out line by line.` : undefined, sections.model),
    ...told("priors", listed ? "All priors are listed, defaults too." : undefined, sections.model),
    ...told("software", softwareOf(posterior), sections.again),
    ...told("chains", chainsOf(posterior), sections.traces),
    ...told("convergence", convergenceOf(summary), sections.rhat),
    ...told("doubling", doublingOf(posterior), sections.convergence),
    ...told("sampleSizes", sizesOf(summary, chains.length), sections.ess),
    ...told("autocorrelation", autocorrelationOf(summary, total), sections.ess),
    ...told(
      "centre",
      known ? "Posterior means and medians, with the digits that the draws support." : undefined,
      sections.results,
    ),
    ...told("spread", known ? "Posterior standard deviations, 50% and 95% intervals." : undefined, sections.results),
    ...told(
      "shapes",
      total > 0 ? `Densities of the main variables, from ${formatNumber(total)} draws.` : undefined,
      sections.shapes,
    ),
    ...told(
      "seed",
      provenance.seed === "" ? undefined : `Seed ${provenance.seed}: with it the draws are the same, bit for bit.`,
      sections.again,
    ),
  };
}

/** Sections of every report, by id and title. */
const sections = {
  model: ["model", "What was fitted"],
  again: ["model-again", "How to make it again"],
  traces: ["traces", "Traces and ranks"],
  rhat: ["check-rhat", "R-hat"],
  ess: ["check-ess", "Effective sample size"],
  convergence: ["convergence", "Convergence by variable"],
  results: ["results", "Results"],
  shapes: ["results-densities", "Shape of the posterior"],
} as const;

function told<Key extends keyof Account>(
  key: Key,
  text: string | undefined,
  [section, title]: readonly [string, string],
): Partial<Record<Key, Told>> {
  return text === undefined ? {} : ({ [key]: { text, section, title } } as Partial<Record<Key, Told>>);
}

function softwareOf({ provenance }: Posterior): string | undefined {
  const versions = Object.entries(provenance.versions).map(([name, version]) => `${name} ${version}`);
  return versions.length === 0 ? undefined : `${versions.join(", ")}.`;
}

function chainsOf({ draws, provenance }: Posterior): string | undefined {
  if (draws.chains.length === 0) return undefined;
  const lengths = draws.chains.map(({ drawCount }) => formatNumber(drawCount));
  const each = new Set(lengths).size === 1 ? `${lengths[0]} draws each` : `${lengths.join(", ")} draws`;
  const warmup = provenance.warmup > 0 ? `, after at most ${formatNumber(provenance.warmup)} of warmup` : "";
  return `${count(draws.chains.length, "chain")} of ${each}${warmup}; traces and ranks of the worst and of the main variables.`;
}

function convergenceOf(summary: readonly SummaryRow[]): string | undefined {
  const known = summary.flatMap(({ rhat }) => (rhat === null ? [] : [rhat]));
  if (known.length === 0) return undefined;
  const largest = known.reduce((a, b) => Math.max(a, b));
  const above = known.filter((rhat) => rhat > rhatLimit).length;
  return `R-hat of every one of ${count(known.length, "variable")}: ${formatFixed(largest, 3)} at most, ${above} above ${rhatLimit}.`;
}

function sizesOf(summary: readonly SummaryRow[], chains: number): string | undefined {
  const known = summary.flatMap(({ ess_bulk: bulk, ess_tail: tail }) =>
    bulk === null || tail === null ? [] : [Math.min(bulk, tail)],
  );
  if (known.length === 0) return undefined;
  const smallest = known.reduce((a, b) => Math.min(a, b));
  const needed = essPerChain * chains;
  const below = known.filter((size) => size < needed).length;
  return `Bulk and tail effective sample size of every one of ${count(known.length, "variable")}: ${formatNumber(Math.floor(smallest))} at least, ${below} below ${needed}.`;
}

function autocorrelationOf(summary: readonly SummaryRow[], total: number): string | undefined {
  const known = summary.flatMap(({ variable, ess_bulk: size }) => (size === null ? [] : [{ variable, size }]));
  if (known.length === 0) return undefined;
  const { variable, size } = known.reduce((a, b) => (b.size < a.size ? b : a));
  return `In the slowest variable (${variable}) ${formatNumber(total / size, 2)} draws are worth one independent draw.`;
}

/** The largest change of a mean from the first half of the draws to all of them. */
function doublingOf({ draws }: Posterior): string | undefined {
  const even = evenChains(draws);
  const half = Math.floor(even.draws / 2);
  if (half < 2) return undefined;
  const shown = Math.min(draws.names.length, mostHalved);
  const changes = Array.from({ length: shown }, (_, v) => {
    const [chains] = variableChains(even, draws.names.length, v, 1);
    const all = moments(chains, even.draws);
    return { name: draws.names[v], change: Math.abs(moments(chains, half).mean - all.mean) / all.sd };
  }).filter(({ change }) => Number.isFinite(change));
  if (changes.length === 0) return undefined;
  const { name, change } = changes.reduce((a, b) => (b.change > a.change ? b : a));
  const which = shown < draws.names.length ? ` of the first ${shown} variables` : "";
  return `From the first half of the draws to all of them no mean${which} moved by more than ${formatNumber(change, 2)} posterior sd (${name}).`;
}

function moments(chains: readonly Float64Array[], length: number): { readonly mean: number; readonly sd: number } {
  const n = chains.length * length;
  let mean = 0;
  for (const chain of chains) for (let i = 0; i < length; i++) mean += chain[i] / n;
  let square = 0;
  for (const chain of chains)
    for (let i = 0; i < length; i++) square += ((chain[i] - mean) * (chain[i] - mean)) / (n - 1);
  return { mean, sd: Math.sqrt(square) };
}
