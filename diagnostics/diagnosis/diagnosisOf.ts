/** Draws that show symptoms, and the causes behind them. */
import type { Draws } from "../../engine/core/Draws.js";
import { summarise, type SummaryRow } from "../summarise.js";
import { correlationAtBound } from "./correlationAtBound.js";
import { evidenceOf, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { flatDirection } from "./flatDirection.js";
import { funnel } from "./funnel.js";
import { heavyTails } from "./heavyTails.js";
import type { Known } from "./Known.js";
import { narrowRidge } from "./narrowRidge.js";
import { priorConflict } from "./priorConflict.js";
import { scatteredDivergences } from "./scatteredDivergences.js";
import { severalModes } from "./severalModes.js";
import { shortWarmup } from "./shortWarmup.js";
import { slowEnergies } from "./slowEnergies.js";
import { sticksInFunnel } from "./sticksInFunnel.js";
import { stuckChain } from "./stuckChain.js";
import { tooFewDraws } from "./tooFewDraws.js";

type Cause = (evidence: Evidence, known: Known) => Finding | undefined;

/** Causes that account for chains that disagree, in the order in which they are considered: the first that fits is taken. */
const disagreement: readonly Cause[] = [stuckChain, severalModes, shortWarmup, flatDirection];

/** Causes that account for divergences. */
const divergence: readonly Cause[] = [funnel, cornerOfCorrelation, scatteredDivergences];

/** A correlation at its bound, if that is where divergences gather. */
function cornerOfCorrelation(evidence: Evidence): Finding | undefined {
  const found = correlationAtBound(evidence);
  return found?.explains.includes("divergences") ? found : undefined;
}

/**
 * What is wrong, by cause: symptoms with one cause are one finding, which names the term and the one change to make first. The gravest
 * come first; nothing where no symptom calls for it.
 *
 * @param rows `summarise(draws)`, if at hand
 * @param known What else is known of the fit, so that advice speaks of the options of the program that made it
 * @example
 * diagnosisOf(posterior.draws).map(({ title, action }) => `${title}. ${action}`);
 */
export function diagnosisOf(
  draws: Draws,
  rows: readonly SummaryRow[] = summarise(draws),
  known: Known = {},
): readonly Finding[] {
  const evidence = evidenceOf(draws, rows);
  if (evidence.transitions === 0) return [];
  const findings: Finding[] = [];
  const add = (finding: Finding | undefined): boolean => {
    if (finding) findings.push(finding);
    return finding !== undefined;
  };
  // A chain that sticks in a funnel for a while is one of its signs.
  const inFunnel = sticksInFunnel(evidence) && funnel(evidence, known) !== undefined;
  if (!inFunnel) disagreement.some((cause) => add(cause(evidence, known)));
  const explained = (symptom: Finding["explains"][number]): boolean =>
    findings.some(({ explains }) => explains.includes(symptom));
  if (!explained("divergences")) divergence.some((cause) => add(cause(evidence, known)));
  if (!explained("ess_bulk")) add(correlationAtBound(evidence));
  add(heavyTails(evidence));
  if (!explained("max_treedepth")) add(narrowRidge(evidence));
  if (!explained("ess_bulk")) add(tooFewDraws(evidence, known));
  if (!explained("ebfmi")) add(slowEnergies(evidence));
  add(priorConflict(evidence, known));
  const gravity = ({ state }: Finding): number => (state === "bad" ? 0 : 1);
  return findings.sort((a, b) => gravity(a) - gravity(b));
}
