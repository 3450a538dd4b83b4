/** What is wrong with draws, why it matters and what to do. */
import type { Draws } from "../engine/core/Draws.js";
import type { Warning } from "../engine/core/Warning.js";
import { evenChains, variableChains } from "./evenChains.js";
import { isRhatByChance } from "./rhatByChance.js";
import { divergenceCount, ebfmiByChain, transitionCount, treeDepthHitCount } from "./samplerStatistics.js";
import { summarise } from "./summarise.js";
import type { SummaryColumn, SummaryRow } from "./summarise.js";
import type { Reason } from "./statistic.js";

/** R-hat above this says that chains disagree (Vehtari et al. 2021). */
export const rhatLimit = 1.01;

/** Effective draws that are asked for, bulk and tail, per chain (Vehtari et al. 2021). */
export const essPerChain = 100;

/** E-BFMI below this says that momentum resampling explores energies badly (Betancourt 2016; ArviZ, CmdStan). */
export const ebfmiLimit = 0.3;

/** Causes of all warnings about the computation; any other is about the data or the model. */
export const computationCauses: ReadonlySet<string> = new Set([
  "no_draws",
  "short_chain",
  "one_chain",
  "divergences",
  "rhat",
  "stuck_chains",
  "nonfinite",
  "ess_bulk",
  "ess_tail",
  "ebfmi",
  "max_treedepth",
]);

/** Names shown in a sentence; `variables` of the record holds all. */
const shownNames = 4;

/**
 * Everything that the draws say is wrong, the gravest first; empty when nothing is. All of it is about the draws that the
 * summary uses: chains cut to one length, without those that are too short (see `evenChains`).
 *
 * @param rows `summarise(draws)`, if at hand
 */
export function warningsOf(draws: Draws, rows: readonly SummaryRow[] = summarise(draws)): Warning[] {
  if (transitionCount(draws) === 0) {
    return [{ cause: "no_draws", variables: [], text: "There are no draws: no chain got beyond its warmup." }];
  }
  return [
    ...divergenceWarnings(draws),
    ...computabilityWarnings(rows),
    ...rhatWarnings(draws, rows),
    ...essWarnings(draws, rows),
    ...ebfmiWarnings(draws),
    ...treeDepthWarnings(draws),
    ...chainWarnings(draws),
  ];
}

/** Divergent transitions, counted against all transitions after warmup that are used. */
export function divergenceWarnings(draws: Draws): Warning[] {
  const { value: count } = divergenceCount(draws);
  if (!(count > 0)) return [];
  return [
    {
      cause: "divergences",
      variables: [],
      text:
        `${countOf(count, transitionCount(draws))} transitions after warmup diverged. The sampler could not follow ` +
        `the posterior where it bends sharply, so that region is explored too little and estimates may be biased. ` +
        `Raise the target acceptance (--adapt-delta, e.g. 0.95 or 0.99); if divergences stay, try the other ` +
        `parametrisation of group effects (centred where each group has much data, non-centred where it has ` +
        `little) or give standard deviations tighter priors.`,
    },
  ];
}

/** Trajectories that were stopped by the limit of the tree depth. */
export function treeDepthWarnings(draws: Draws): Warning[] {
  const { value: count } = treeDepthHitCount(draws);
  if (!(count > 0)) return [];
  return [
    {
      cause: "max_treedepth",
      variables: [],
      text:
        `${countOf(count, transitionCount(draws))} transitions stopped at the tree depth limit of ` +
        `${draws.maxTreeDepth}. Trajectories cut short make draws slow to mix, not wrong. Raise --max-treedepth by ` +
        `1 or 2, or rescale variables whose scales differ much.`,
    },
  ];
}

/** Chains whose energies are explored slowly. */
export function ebfmiWarnings(draws: Draws): Warning[] {
  const low = ebfmiByChain(draws).flatMap(({ value }, c) =>
    value < ebfmiLimit ? [`${value.toFixed(2)} in chain ${draws.chains[c].chain}`] : [],
  );
  if (low.length === 0) return [];
  return [
    {
      cause: "ebfmi",
      variables: [],
      text:
        `E-BFMI is below ${ebfmiLimit} (${low.join(", ")}). The sampler moves slowly between energies, so the tails of ` +
        `the posterior may be explored too little. Look at standard deviations of groups with few levels: try the ` +
        `other parametrisation of their effects, or tighter priors; more draws help less.`,
    },
  ];
}

/** Chains, or halves of chains, that disagree. */
export function rhatWarnings(draws: Draws, rows: readonly SummaryRow[]): Warning[] {
  const computed = rows.filter((row) => row.rhat !== null).length;
  const high = rows.filter((row) => row.rhat !== null && row.rhat > rhatLimit).sort((a, b) => b.rhat! - a.rhat!);
  if (high.length === 0) return [];
  const head =
    `R-hat is above ${rhatLimit} for ${countOf(high.length, computed)} variables ` +
    `(${named(high, (row) => above(row.rhat!, rhatLimit))}).`;
  const text = !anyBeyondChance(draws, rows, high, computed)
    ? `${head} Among ${computed} ${computed === 1 ? "variable" : "variables"} that is no more than chance gives with this ` +
      `many effective draws: it does not show that the chains disagree, nor that they agree. Run more draws (--draws) ` +
      `to tell.`
    : `${head} ${evenChains(draws).chains.length > 1 ? "The chains" : "The two halves of the chain"} disagree about these variables, whose ` +
      `estimates should not be trusted yet. Run a longer warmup and more draws (--warmup, --draws); if that does not ` +
      `help, the posterior may have several modes, or the data may leave these variables undetermined: give them ` +
      `more informative priors or simplify the model.`;
  return [{ cause: "rhat", variables: high.map((row) => row.variable), text }];
}

/** Variables with too few effective draws in the bulk or in the tails. */
export function essWarnings(draws: Draws, rows: readonly SummaryRow[]): Warning[] {
  const chains = evenChains(draws).chains.length;
  return [
    ...lowEss(rows, "ess_bulk", "ess_bulk", "Bulk", "means and medians", chains),
    ...lowEss(rows, "ess_tail", "ess_tail", "Tail", "interval limits", chains),
  ];
}

function lowEss(
  rows: readonly SummaryRow[],
  column: "ess_bulk" | "ess_tail",
  cause: string,
  word: string,
  what: string,
  chains: number,
): Warning[] {
  const limit = essPerChain * chains;
  const computed = rows.filter((row) => row[column] !== null);
  const low = computed.filter((row) => row[column]! < limit).sort((a, b) => a[column]! - b[column]!);
  if (low.length === 0) return [];
  const factor = Math.ceil(limit / Math.max(1, low[0][column]!));
  return [
    {
      cause,
      variables: low.map((row) => row.variable),
      text:
        `${word} ESS is below ${limit} (${essPerChain} per chain) for ${countOf(low.length, computed.length)} variables ` +
        `(${named(low, (row) => String(Math.floor(row[column]!)))}). There are too few effective draws for reliable ` +
        `${what} of these, and for R-hat. ` +
        (factor <= 20
          ? `Run about ${factor} times as many draws (--draws).`
          : `More draws alone would take too long: look for what slows the sampler, such as strong correlations or ` +
            `a scale near zero.`),
    },
  ];
}

/** Variables whose diagnostics cannot be computed for a reason that is itself a finding. */
export function computabilityWarnings(rows: readonly SummaryRow[]): Warning[] {
  const because = (column: SummaryColumn, reason: Reason) =>
    rows.filter((row) => row.reasons?.[column] === reason).map((row) => row.variable);
  const warnings: Warning[] = [];
  const stuck = because("rhat", "constantChains");
  const constant = because("rhat", "constant");
  const nonfinite = because("rhat", "nonfinite");
  const short = because("ess_bulk", "tooShort");
  if (stuck.length > 0) {
    warnings.push({
      cause: "stuck_chains",
      variables: stuck,
      text:
        `Every chain stayed at one value of its own for ${countOf(stuck.length, rows.length)} variables ` +
        `(${listed(stuck)}): the chains never moved. Start elsewhere (another --seed), or look for a density that is ` +
        `infinite or not differentiable.`,
    });
  }
  if (constant.length > 0 && constant.length === rows.length) {
    warnings.push({
      cause: "stuck_chains",
      variables: constant,
      text:
        `All draws are equal: the sampler never moved. Start elsewhere (another --seed), or look for a density that is ` +
        `infinite or not differentiable.`,
    });
  }
  if (nonfinite.length > 0) {
    warnings.push({
      cause: "nonfinite",
      variables: nonfinite,
      text:
        `Some draws of ${countOf(nonfinite.length, rows.length)} variables are NaN or infinite (${listed(nonfinite)}): ` +
        `nothing that averages over draws can be computed for these. Look for an overflow, a logarithm of zero or a ` +
        `division by zero in how they are computed.`,
    });
  }
  if (short.length > 0) {
    warnings.push({
      cause: "short_chain",
      variables: [],
      text: `The chains are too short to be judged: at least 12 draws each are needed, 1000 are usual (--draws).`,
    });
  }
  return warnings;
}

/** Too few chains, or chains of unequal lengths. */
export function chainWarnings(draws: Draws): Warning[] {
  const { chains, draws: used, cut, leftOut } = evenChains(draws);
  const warnings: Warning[] = [];
  if (leftOut.length > 0) {
    warnings.push({
      cause: "short_chain",
      variables: [],
      text:
        `${chainNumbers(leftOut)} stopped early (${leftOut.map((chain) => chain.drawCount).join(", ")} draws) and ` +
        `${leftOut.length === 1 ? "is" : "are"} left out of the summary. Run the fit again to the end.`,
    });
  }
  if (cut.length > 0) {
    warnings.push({
      cause: "short_chain",
      variables: [],
      text:
        `The chains have unequal lengths (${chains.map((chain) => chain.drawCount).join(", ")} draws): the summary uses ` +
        `the first ${used} of each. Run the fit again to the end to use all.`,
    });
  }
  if (chains.length === 1) {
    warnings.push({
      cause: "one_chain",
      variables: [],
      text:
        `Only one chain was used: R-hat then compares its two halves, and cannot see a part of the posterior that the ` +
        `chain never reached. Run at least 4 chains (--chains 4).`,
    });
  }
  return warnings;
}

/** Whether some high R-hat, the highest first, is beyond what chance gives. */
function anyBeyondChance(
  draws: Draws,
  rows: readonly SummaryRow[],
  high: readonly SummaryRow[],
  variables: number,
): boolean {
  const even = evenChains(draws);
  const indexOf = new Map(rows.map((row, index) => [row, index]));
  return high.some((row) => {
    const [chains] = variableChains(even, rows.length, indexOf.get(row)!, 1);
    return !isRhatByChance(chains, variables);
  });
}

/** `12 of 4000 (0.3 %)`; the share never rounds to 0 or 100 when it is neither. */
function countOf(count: number, total: number): string {
  const percent = (100 * count) / total;
  const digits = percent >= 99.95 || percent < 0.01 ? undefined : percent < 1 ? 2 : 1;
  const share =
    count === total
      ? "100"
      : digits !== undefined
        ? percent.toFixed(digits)
        : percent < 1
          ? "less than 0.01"
          : "over 99.9";
  return `${count} of ${total} (${share} %)`;
}

/** A value above a limit with as many digits as it takes to show that it is. */
function above(value: number, limit: number): string {
  for (let digits = 2; digits < 6; digits++) {
    const text = value.toFixed(digits);
    if (Number(text) > limit) return text;
  }
  return String(value);
}

function named(rows: readonly SummaryRow[], value: (row: SummaryRow) => string): string {
  const shown = rows.slice(0, shownNames).map((row) => `${row.variable} ${value(row)}`);
  return shown.join(", ") + (rows.length > shownNames ? ", …" : "");
}

function listed(names: readonly string[]): string {
  return names.slice(0, shownNames).join(", ") + (names.length > shownNames ? ", …" : "");
}

function chainNumbers(chains: readonly { readonly chain: number }[]): string {
  const numbers = chains.map((chain) => chain.chain);
  return numbers.length === 1 ? `Chain ${numbers[0]}` : `Chains ${numbers.join(", ")}`;
}
