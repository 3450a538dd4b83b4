/** A funnel: effects that must be small together where their standard deviation is, so that no one step length fits. */
import { isGrave, smallerEss, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { gatheringOf } from "./gathering.js";
import { optionWords, type Known } from "./Known.js";
import { narrowsOthers } from "./narrowsOthers.js";

import { groupOfScale, isEffectName, isScaleName } from "./scales.js";
import type { SummaryRow } from "../summarise.js";
import { stuckRuns } from "./stuckRuns.js";
import { countOf, digits, listOf } from "./words.js";
import { ebfmiLimit } from "../limits.js";

/** Effective draws, as a share of all, below which a scale with a low E-BFMI is taken for the neck. */
const fewEffective = 0.1;

/** Slowest variables among which the neck is looked for. */
const mostSlow = 6;

/** Share of divergences from which estimates must not be relied on. */
const badShare = 0.01;

/** E-BFMI below which, together with divergences in the neck, the neck was hardly seen. */
const gravestEbfmi = 0.2;

/** Divergences gathered where a scale is small, or energies and the tails of a scale explored badly. */
export function funnel(evidence: Evidence, known: Known): Finding | undefined {
  const { divergences, transitions } = evidence;
  const [first] = gatheringOf(evidence);
  if (first && first.scale && first.end === "low") {
    const others = gatheringOf(evidence).filter(({ scale, end }) => scale && end === "low");
    const variables = others.map(({ variable }) => variable);
    const low = evidence.rows.find(({ variable }) => variable === first.variable)!;
    return {
      cause: "funnel",
      state:
        divergences >= badShare * transitions || evidence.lowestEbfmi < gravestEbfmi || hasStuck(evidence)
          ? "bad"
          : "caution",
      title: `A funnel in ${first.variable}`,
      text:
        `${countOf(divergences, transitions)} transitions diverged, ${first.inQuarter === divergences ? "all" : `${first.inQuarter} of them`} where ` +
        `${first.variable} is in its lowest quarter (below ${digits(low.q25 ?? NaN)}). ${neck(first.variable, low["q2.5"] ?? 0)} Steps that fit elsewhere are too long there, so ` +
        `small values of ${first.variable} are visited too seldom: its estimates are too large, and what depends on it is shrunk too little.${episodes(evidence)}`,
      action: mend(low, known),
      variables,
      explains: ["divergences", "rhat", "ess_bulk", "ess_tail", "ebfmi"],
      figure: { kind: "pair", variables: [first.variable, ...effectsOf(first.variable, evidence)] },
    };
  }
  return byEnergies(evidence, known);
}

/** Low E-BFMI together with a scale whose tails hold few effective draws; what divergences there are, are too few to show where. */
function byEnergies(evidence: Evidence, known: Known): Finding | undefined {
  const { lowestEbfmi, rows, transitions, divergences } = evidence;
  if (!(lowestEbfmi < ebfmiLimit) || divergences >= badShare * transitions) return undefined;
  const slow = rows
    .filter((row) => row.ess_tail !== null && row.ess_bulk !== null)
    .map((row) => ({ row, ess: smallerEss(row) }))
    .sort((a, b) => a.ess - b.ess)
    .slice(0, mostSlow)
    .find(({ row }) => isScaleName(row.variable) || narrowsOthers(row.variable, evidence));
  if (slow === undefined || slow.ess > fewEffective * transitions) return undefined;
  const { variable } = slow.row;
  return {
    cause: "funnel",
    state: hasStuck(evidence) ? "bad" : "caution",
    title: `A funnel in ${variable}`,
    text:
      `E-BFMI is ${digits(lowestEbfmi)} (below ${ebfmiLimit}), and of ${transitions} draws of ${variable} only ${Math.floor(slow.ess)} are effective. ${neck(variable, slow.row["q2.5"] ?? 0)} ` +
      `The sampler drifts slowly between small and large values, so the ends of intervals are uncertain.` +
      episodes(evidence),
    action: mend(slow.row, known),
    variables: [variable],
    explains: ["ebfmi", "ess_bulk", "ess_tail", "rhat", "divergences"],
    figure: { kind: "pair", variables: [variable, ...effectsOf(variable, evidence)] },
  };
}

/** Whether chains stuck, or disagree so much that they might as well have. */
function hasStuck(evidence: Evidence): boolean {
  return isGrave(evidence) || stuckRuns(evidence).length > 0;
}

/** What is said of chains that stuck for a while. */
function episodes(evidence: Evidence): string {
  const runs = stuckRuns(evidence).map(({ chain, run }) => `chain ${chain} gave the same draw ${run} times in a row`);
  return runs.length === 0 ? "" : ` For the same reason ${listOf(runs)}.`;
}

function neck(variable: string, low: number): string {
  if (low < 0)
    return `Where it is small, other parameters must lie close together: the posterior narrows like a funnel.`;
  const group = groupOfScale(variable);
  const effects = group === undefined ? "the effects that it scales" : `the effects of ${group}`;
  return `Where it is near 0, ${effects} must all be near 0 too: the posterior narrows like a funnel.`;
}

function mend({ variable, "q2.5": low }: SummaryRow, known: Known): string {
  const { targetAcceptance } = optionWords(known);
  const signed = (low ?? 0) < 0;
  const acceptance = `Raise ${targetAcceptance} to 0.99`;
  const prior = signed
    ? `a prior that rules out the smallest values of ${variable}`
    : `a prior that keeps ${variable} away from 0 or from where there are no data, such as a gamma or a lognormal`;
  const declared = declaredAs(variable, known);
  if (known.followsData || declared?.how === "non-centred") return `${acceptance}; if divergences stay, give ${prior}.`;
  if (declared?.how === "centred") return `Declare ${declared.name} non-centred (parametrisation: "noncentred").`;
  const group = groupOfScale(variable);
  if (signed)
    return `Write the parameters whose spread it sets non-centred, as that spread times standard normals; or ${lower(acceptance)}.`;
  return `Write ${group === undefined ? "the effects that it scales" : `the effects of ${group}`} non-centred, as ${variable} times standard normals; or ${lower(acceptance)}.`;
}

/** Which parameter has the variable as its scale, and how it is sampled, as the model's description says. */
function declaredAs(
  variable: string,
  { lines = [] }: Known,
): { readonly name: string; readonly how: string } | undefined {
  const declared = lines.flatMap((line) => {
    const match = /^(\S+?)(?:\[[^\]]*\])? ~ (.*), (centred|non-centred|partially centred)$/.exec(line);
    return match ? [{ name: match[1]!, law: match[2]!, how: match[3]! }] : [];
  });
  // A scale that is computed has no name: with only one such parameter it must be this one's.
  const computed = declared.filter(({ law }) => law.endsWith("…)"));
  return (
    declared.find(({ law }) =>
      [variable, variable.replace(/\[.*\]$/, "")].some((name) => namesIn(law).includes(name)),
    ) ?? (computed.length === 1 ? computed[0] : undefined)
  );
}

function namesIn(law: string): readonly string[] {
  return law.slice(law.indexOf("(") + 1, -1).split(/,\s*/);
}

/** An effect or two of the scale's group, to be drawn against it. */
function effectsOf(variable: string, { draws }: Evidence): readonly string[] {
  const group = groupOfScale(variable);
  const prefix = group === undefined ? undefined : `r_${group}[`;
  const named = prefix === undefined ? [] : draws.names.filter((name) => name.startsWith(prefix));
  const arrays = draws.names.filter(isEffectName);
  return (named.length > 0 ? named : arrays).slice(0, 2);
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
