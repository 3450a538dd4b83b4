/** What is wrong with draws, why it matters and what to do. */
import type { Draws } from "../engine/core/Draws.js";
import type { Warning } from "../engine/core/Warning.js";
import { computabilityWarnings } from "./computabilityWarnings.js";
import { diagnosisOf } from "./diagnosis/diagnosisOf.js";
import type { Finding, Symptom } from "./diagnosis/Finding.js";
import { optionInBrackets, optionWords, type Known } from "./diagnosis/Known.js";
import { countOf } from "./diagnosis/words.js";
import { evenChains } from "./evenChains.js";
import { ebfmiLimit, essPerChain, rhatLimit, strayDivergences } from "./limits.js";
import { judgeRhats } from "./judgeRhats.js";
import { divergenceCount, ebfmiByChain, transitionCount, treeDepthHitCount } from "./samplerStatistics.js";
import { summarise } from "./summarise.js";
import type { RhatJudgement } from "./rhatByChance.js";
import type { SummaryRow } from "./summarise.js";

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
  "stuck_chain",
  "several_modes",
  "short_warmup",
  "flat_direction",
  "funnel",
  "correlation_at_bound",
  "too_few_draws",
  "heavy_tails",
  "narrow_ridge",
  "slow_energies",
]);

/** Names shown in a sentence; `variables` of the record holds all. */
const shownNames = 4;

/** What a warning about one symptom needs besides the draws: causes that were found, and the words of the program that made them. */
interface Advice {
  readonly known: Known;
  /** The cause of a symptom with its remedy, told in full once; undefined where none was found. */
  cause(symptom: Symptom): string | undefined;
}

/**
 * Everything that the draws say is wrong, the gravest first; empty when nothing is. A symptom whose cause was found says so, and
 * findings without a symptom of their own follow. All of it is about the draws that the summary uses: chains cut to one length, without
 * those that are too short (see `evenChains`).
 *
 * @param rows `summarise(draws)`, if at hand
 * @param known What else is known of the fit, so that advice names the right options
 * @param findings `diagnosisOf(draws, rows, known)`, if at hand
 */
export function warningsOf(
  draws: Draws,
  rows: readonly SummaryRow[] = summarise(draws),
  known: Known = {},
  findings: readonly Finding[] = diagnosisOf(draws, rows, known),
): Warning[] {
  if (transitionCount(draws) === 0) {
    return [{ cause: "no_draws", variables: [], text: "There are no draws: no chain got beyond its warmup." }];
  }
  const told = new Set<Finding>();
  const advice: Advice = {
    known,
    cause(symptom) {
      const finding = findings.find(({ explains }) => explains.includes(symptom));
      if (finding === undefined) return undefined;
      if (told.has(finding)) return `Most likely for the same reason: ${lowerFirst(finding.title)}.`;
      told.add(finding);
      return `${finding.title}. ${finding.text} ${finding.action}`;
    },
  };
  const symptoms = [
    ...divergenceWarnings(draws, advice, findings),
    ...computabilityWarnings(draws, rows, known),
    ...rhatWarnings(draws, rows, advice),
    ...essWarnings(draws, rows, advice),
    ...ebfmiWarnings(draws, advice),
    ...treeDepthWarnings(draws, advice),
    ...chainWarnings(draws, known),
  ];
  const others = findings
    .filter((finding) => !told.has(finding))
    .map(({ cause, variables, title, text, action }) => ({ cause, variables, text: `${title}. ${text} ${action}` }));
  return [...symptoms, ...others];
}

/**
 * Divergent transitions, counted against all transitions after warmup that are used. One or two in thousands that gather nowhere are
 * left to the line about the sampler.
 */
function divergenceWarnings(draws: Draws, { known, cause }: Advice, findings: readonly Finding[]): Warning[] {
  const { value: count } = divergenceCount(draws);
  const all = transitionCount(draws);
  if (!(count > 0)) return [];
  if (count <= strayDivergences * all && !findings.some(({ explains }) => explains.includes("divergences"))) return [];
  const { targetAcceptance } = optionWords(known);
  const reason = cause("divergences");
  // Most causes of divergences count them themselves.
  const counted = reason?.includes(`${countOf(count, all)} transitions diverged`) ?? false;
  return [
    {
      cause: "divergences",
      variables: findings.find(({ explains }) => explains.includes("divergences"))?.variables ?? [],
      text:
        (counted ? "" : `${countOf(count, all)} transitions after warmup diverged. `) +
        (reason ??
          `The sampler could not follow the posterior where it bends sharply, so that region is explored too little and ` +
            `estimates may be biased. Raise ${targetAcceptance} to 0.95 or 0.99.`),
    },
  ];
}

/** Trajectories that were stopped by the limit of the tree depth. */
function treeDepthWarnings(draws: Draws, { known, cause }: Advice): Warning[] {
  const { value: count } = treeDepthHitCount(draws);
  if (!(count > 0)) return [];
  return [
    {
      cause: "max_treedepth",
      variables: [],
      text:
        `${countOf(count, transitionCount(draws))} transitions stopped at the tree depth limit of ` +
        `${draws.maxTreeDepth}. ` +
        (cause("max_treedepth") ??
          `Trajectories cut short make draws slow to mix, not wrong. Raise ${optionWords(known).treeDepth} by 1 or 2, or ` +
            `rescale variables whose scales differ much.`),
    },
  ];
}

/** Chains whose energies are explored slowly. */
function ebfmiWarnings(draws: Draws, { cause }: Advice): Warning[] {
  const low = ebfmiByChain(draws).flatMap(({ value }, c) =>
    value < ebfmiLimit ? [`${value.toFixed(2)} in chain ${draws.chains[c].chain}`] : [],
  );
  if (low.length === 0) return [];
  return [
    {
      cause: "ebfmi",
      variables: [],
      text:
        `E-BFMI is below ${ebfmiLimit} (${low.join(", ")}). ` +
        (cause("ebfmi") ??
          `The sampler moves slowly between energies, so the tails of the posterior may be explored too little. Give ` +
            `parameters with heavy tails tighter priors, most often standard deviations of groups with few levels; more ` +
            `draws help less.`),
    },
  ];
}

/** Chains, or halves of chains, that disagree by more than chance explains. */
function rhatWarnings(draws: Draws, rows: readonly SummaryRow[], { known, cause }: Advice): Warning[] {
  const computed = rows.filter((row) => row.rhat !== null).length;
  const high = rows.filter((row) => row.rhat !== null && row.rhat > rhatLimit).sort((a, b) => b.rhat! - a.rhat!);
  if (high.length === 0) return [];
  const head =
    `R-hat is above ${rhatLimit} for ${countOf(high.length, computed)} variables ` +
    `(${named(high, (row) => above(row.rhat!, rhatLimit))}).`;
  const judgement = judgeRhats(draws, rows, high, computed);
  if (judgement === "chance") return [];
  const text =
    `${head} ${wordsOf(judgement, draws)} ` +
    (cause("rhat") ??
      `Run a longer warmup${optionInBrackets(known, "warmup")} and more draws${optionInBrackets(known, "draws")}; if that does not help, the data may leave ` +
        `these variables undetermined: give them more informative priors or simplify the model.`);
  return [{ cause: "rhat", variables: high.map((row) => row.variable), text }];
}

/** What high values of R-hat say: with few effective draws a little above the limit is no proof of disagreement, nor of agreement. */
function wordsOf(judgement: RhatJudgement, draws: Draws): string {
  const chains = evenChains(draws).chains.length > 1 ? "The chains" : "The two halves of the chain";
  return judgement === "beyond"
    ? `${chains} disagree about these variables, whose estimates should not be trusted yet.`
    : `With so few effective draws that does not show that the chains disagree, nor that they agree.`;
}

/** Variables with too few effective draws in the bulk or in the tails. */
function essWarnings(draws: Draws, rows: readonly SummaryRow[], advice: Advice): Warning[] {
  const chains = evenChains(draws).chains.length;
  return [
    ...lowEss(rows, "ess_bulk", "Bulk", "means and medians", chains, advice),
    ...lowEss(rows, "ess_tail", "Tail", "interval limits", chains, advice),
  ];
}

function lowEss(
  rows: readonly SummaryRow[],
  column: "ess_bulk" | "ess_tail",
  word: string,
  what: string,
  chains: number,
  { known, cause }: Advice,
): Warning[] {
  const limit = essPerChain * chains;
  const computed = rows.filter((row) => row[column] !== null);
  const low = computed.filter((row) => row[column]! < limit).sort((a, b) => a[column]! - b[column]!);
  if (low.length === 0) return [];
  const factor = Math.ceil(limit / Math.max(1, low[0][column]!));
  return [
    {
      cause: column,
      variables: low.map((row) => row.variable),
      text:
        `${word} ESS is below ${limit} (${essPerChain} per chain) for ${countOf(low.length, computed.length)} variables ` +
        `(${named(low, (row) => String(Math.floor(row[column]!)))}). There are too few effective draws for reliable ` +
        `${what} of these, and for R-hat. ` +
        (cause(column) ??
          (factor <= 20
            ? `Run about ${factor} times as many draws${optionInBrackets(known, "draws")}.`
            : `More draws alone would take too long: look for what slows the sampler, such as strong correlations or ` +
              `a scale near zero.`)),
    },
  ];
}

/** Too few chains, or chains of unequal lengths. */
function chainWarnings(draws: Draws, known: Known): Warning[] {
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
        `chain never reached. Run at least 4 chains${optionInBrackets(known, "chains", 4)}.`,
    });
  }
  return warnings;
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

function chainNumbers(chains: readonly { readonly chain: number }[]): string {
  const numbers = chains.map((chain) => chain.chain);
  return numbers.length === 1 ? `Chain ${numbers[0]}` : `Chains ${numbers.join(", ")}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
