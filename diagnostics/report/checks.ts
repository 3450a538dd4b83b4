/** The questions a report puts to the draws, each with its answer, its meaning, its remedy and its blind spot. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { evenChains } from "../evenChains.js";
import { count, formatFixed, formatNumber } from "../plots/parts/formatNumber.js";
import { judgeRhats } from "../judgeRhats.js";
import { neverMoved } from "../neverMoved.js";
import { divergenceCount, ebfmiByChain, transitionCount, treeDepthHitCount } from "../samplerStatistics.js";
import type { SummaryRow } from "../summarise.js";
import { ebfmiLimit, essPerChain, rhatLimit, strayDivergences, visibleRhat } from "../limits.js";
import { mainVariables } from "./choose.js";
import { stableMeans } from "./stableMeans.js";
import type { TrustState } from "./TrustState.js";

/** One question and its answer. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly state: TrustState;
  /** What was seen, with its figures. */
  readonly finding: string;
  readonly means: string;
  readonly remedy: string;
  readonly blindSpot: string;
  /** Variables to look at, worst first. */
  readonly variables: readonly string[];
}

/** Where doubt ends and refusal begins; where doubt begins is said in `warnings.ts`. */
const badLimits = {
  essPerChain: 25,
  /** Share of divergent draws. */
  divergent: 0.01,
} as const;

/**
 * All checks in the order in which a reader should look at them.
 *
 * @param main Names of the variables whose means a reader looks at first; all but the effects of groups unless told
 */
export function checksOf(
  posterior: Posterior,
  summary: readonly SummaryRow[],
  main: readonly string[] = mainVariables(summary),
): readonly Check[] {
  return [
    chainsCheck(posterior),
    rhatCheck(posterior, summary),
    essCheck(posterior, summary, main),
    divergenceCheck(posterior),
    treeDepthCheck(posterior),
    energyCheck(posterior),
  ];
}

function chainsCheck({ draws, provenance }: Posterior): Check {
  const counts = draws.chains.map((chain) => chain.drawCount);
  const asked = Math.max(provenance.draws, ...counts);
  const short = draws.chains.filter((chain) => chain.drawCount < asked);
  const rejected = draws.chains.reduce((total, chain) => total + chain.rejected.count, 0);
  const cause = draws.chains.map((chain) => chain.rejected.firstCause).find((text) => text !== undefined);
  const total = counts.reduce((a, b) => a + b, 0);
  const used = evenChains(draws);
  const findings = [
    total === 0 ? "There are no draws." : `${count(counts.length, "chain")} with ${formatNumber(total)} draws in all.`,
    short.length === 0
      ? ""
      : `Stopped early: ${short.map((c) => `chain ${c.chain} after ${c.drawCount} of ${asked} draws`).join(", ")}.`,
    used.chains.length * used.draws === total
      ? ""
      : `All figures come from ${used.chains.length} of ${count(counts.length, "chain")}, ${formatNumber(used.draws)} draws each.`,
    rejected === 0
      ? ""
      : `${count(rejected, "point")} rejected because the density was not finite${cause === undefined ? "" : ` (first: ${cause})`}.`,
  ];
  return {
    id: "check-chains",
    title: "Chains",
    state: total === 0 ? "bad" : short.length > 0 || used.chains.length === 1 ? "caution" : "good",
    finding: findings.filter((text) => text !== "").join(" "),
    means:
      "Several chains from different starting points can contradict each other; one chain can only contradict itself.",
    remedy: counts.length === 1 ? "Run at least four chains." : "Run chains that were stopped early to their end.",
    blindSpot: "Chains that all start near one mode never see another.",
    variables: [],
  };
}

function rhatCheck({ draws }: Posterior, summary: readonly SummaryRow[]): Check {
  const finite = summary.filter((row) => row.rhat !== null).sort((a, b) => b.rhat! - a.rhat!);
  const high = finite.filter((row) => row.rhat! > rhatLimit);
  const broken = summary.filter((row) => row.reasons?.rhat === "nonfinite" || row.reasons?.rhat === "constantChains");
  const constant = summary.filter((row) => row.reasons?.rhat === "constant").length;
  const worst = finite[0]?.rhat ?? NaN;
  const single = evenChains(draws).chains.length === 1;
  const chance = high.length > 0 && judgeRhats(draws, summary, high, finite.length) === "chance";
  const findings = [
    finite.length === 0
      ? "R-hat could not be computed for any variable."
      : `Largest R-hat ${formatFixed(worst, 3)} (${finite[0].variable}); ${high.length} of ${finite.length} variables above ${rhatLimit}.`,
    single && finite.length > 0 ? "With one chain, R-hat compares only its two halves." : "",
    broken.length === 0
      ? ""
      : `${count(broken.length, "variable")} with draws that are not finite or chains that never move.`,
    chance
      ? `Chance alone gives as much now and then with this many effective draws${finite.length > 1 ? ` of ${finite.length} variables` : ""}.`
      : "",
    constant === 0 ? "" : `${count(constant, "variable")} constant by construction or by accident, left out.`,
  ];
  const stuck = neverMoved(draws, summary);
  const bad = broken.length > 0 || stuck || (worst > visibleRhat && !chance);
  return {
    id: "check-rhat",
    title: "R-hat: do the chains agree?",
    state: bad ? "bad" : finite.length === 0 ? "unknown" : (high.length > 0 && !chance) || single ? "caution" : "good",
    finding: findings.filter((text) => text !== "").join(" "),
    means:
      "R-hat compares the spread of all draws with the spread within chains. Values near 1 say that chains tell the same story.",
    remedy:
      "Run longer chains. If R-hat does not fall, look for parameters that the data cannot tell apart, give tighter priors, or try the other parametrisation of group effects.",
    blindSpot:
      "It cannot see a mode that no chain visited. Among thousands of variables a few exceed 1.01 by chance alone.",
    variables: [...broken, ...high].map((row) => row.variable),
  };
}

function essCheck({ draws }: Posterior, summary: readonly SummaryRow[], main: readonly string[]): Check {
  const smaller = (row: SummaryRow): number => Math.min(row.ess_bulk ?? Infinity, row.ess_tail ?? Infinity);
  const finite = summary.filter((row) => Number.isFinite(smaller(row))).sort((a, b) => smaller(a) - smaller(b));
  const chains = evenChains(draws).chains.length;
  const needed = essPerChain * chains;
  const low = finite.filter((row) => smaller(row) < needed);
  const worst = finite.length === 0 ? NaN : smaller(finite[0]);
  const kind = finite.length > 0 && finite[0].ess_bulk === worst ? "bulk" : "tail";
  return {
    id: "check-ess",
    title: "Effective sample size: are there enough draws?",
    state:
      finite.length === 0
        ? "unknown"
        : worst < badLimits.essPerChain * chains
          ? "bad"
          : low.length > 0
            ? "caution"
            : "good",
    finding:
      finite.length === 0
        ? "The effective sample size could not be computed for any variable."
        : `Smallest effective sample size ${Math.floor(worst)} (${kind}, ${finite[0].variable}); ${low.length} of ${finite.length} variables below ${needed}.`,
    means:
      "Draws resemble their neighbours. The effective sample size is how many independent draws they are worth: in the bulk for means and medians, in the tails for the ends of intervals." +
      stableMeans(
        summary.filter(({ variable }) => main.includes(variable)),
        transitionCount(draws),
      ),
    remedy:
      worst < needed
        ? `About ${formatNumber(Math.ceil(needed / Math.max(worst, 1)))} times as many draws would do; a better parametrisation or tighter priors may do better.`
        : "More draws would do: four times as many halve the Monte Carlo error. A better parametrisation may do better.",
    blindSpot: "It is an estimate from the same draws, and too high while chains have not found the whole posterior.",
    variables: low.map((row) => row.variable),
  };
}

function divergenceCheck({ draws }: Posterior): Check {
  const { value: divergent, reason } = divergenceCount(draws);
  const all = transitionCount(draws);
  const even = evenChains(draws);
  const perChain = even.chains.flatMap(({ chain, statistics }) => {
    const n = statistics.divergent.subarray(0, even.draws).filter((flag) => flag === 1).length;
    return n > 0 ? [`${n} in chain ${chain}`] : [];
  });
  return {
    id: "check-divergences",
    title: "Divergences: did the sampler lose its way?",
    state:
      reason !== undefined
        ? "unknown"
        : divergent <= strayDivergences * all
          ? "good"
          : divergent / all >= badLimits.divergent
            ? "bad"
            : "caution",
    finding:
      reason !== undefined
        ? "Divergences were not recorded."
        : divergent === 0
          ? `None of ${formatNumber(all)} draws ended in a divergence.`
          : `${formatNumber(divergent)} of ${formatNumber(all)} draws (${formatNumber((100 * divergent) / all, 2)}%) ended in a divergence: ${perChain.join(", ")}.` +
            (divergent <= strayDivergences * all
              ? " So few, gathered nowhere, are steps that were a little long."
              : ""),
    means:
      "A trajectory whose energy runs away was in a region of strong curvature that steps of this size cannot follow. Such regions are then visited too rarely, and estimates may be biased.",
    remedy:
      "Raise the target acceptance (adapt-delta) towards 1: 0.95, then 0.99. If divergences stay, the findings above say where they gather; a tighter prior there, or effects written non-centred, removes their cause.",
    blindSpot:
      "No divergence does not prove that narrow regions were entered; R-hat and tail ESS of scale parameters tell more.",
    variables: [],
  };
}

function treeDepthCheck({ draws }: Posterior): Check {
  const { value: hits, reason } = treeDepthHitCount(draws);
  return {
    id: "check-treedepth",
    title: "Tree depth: were trajectories cut short?",
    state: reason !== undefined ? "unknown" : hits === 0 ? "good" : "caution",
    finding:
      reason !== undefined
        ? "The limit of the tree depth is not known."
        : `${hits === 0 ? "None" : formatNumber(hits)} of ${formatNumber(transitionCount(draws))} draws reached the limit of ${draws.maxTreeDepth}.`,
    means:
      "A trajectory that is stopped before it turns costs much and moves little. This is about speed, not about bias.",
    remedy: "Raise max-treedepth, or rescale predictors so that parameters have similar spreads.",
    blindSpot: "Short trajectories can be slow too: see the effective sample size.",
    variables: [],
  };
}

function energyCheck({ draws }: Posterior): Check {
  const statistics = ebfmiByChain(draws);
  const values = statistics.flatMap(({ value, reason }) => (reason === undefined ? [value] : []));
  const lowest = values.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    id: "check-energy",
    title: "E-BFMI: does the energy move?",
    state: values.length === 0 ? "unknown" : lowest < ebfmiLimit ? "caution" : "good",
    finding:
      values.length === 0
        ? statistics.some(({ reason }) => reason === "noEnergy")
          ? "The sampler works without an energy: draws were proposed independently."
          : "Energies were not recorded."
        : `By chain: ${values.map((value) => formatFixed(value, 2)).join(", ")}; values below ${ebfmiLimit} are a warning.`,
    means:
      "Each draw starts with a fresh kick. If kicks change the energy little compared with its whole range, the sampler drifts slowly through the tails.",
    remedy:
      "Reparametrise, or give tighter priors to parameters with heavy tails, most often standard deviations of few groups.",
    blindSpot: "It looks at the energy alone and does not name the parameter at fault.",
    variables: [],
  };
}
