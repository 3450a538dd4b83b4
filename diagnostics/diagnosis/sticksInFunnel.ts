/** Whether a chain that sticks for a while does so since it is in a funnel. */
import { smallerEss, type Evidence } from "./Evidence.js";
import { narrowsOthers } from "./narrowsOthers.js";
import { stuckRuns } from "./stuckRuns.js";

/** Share of a chain's draws from which one run is no episode. */
const nearlyAll = 0.9;

/** Slowest variables among which the one that narrows others is looked for. */
const mostVariables = 6;

/**
 * Whether chains gave one draw over and over for a part of their way, and others spread less where a slow variable is small. Steps that fit
 * the wide part of a funnel are too long for the narrow one, where a chain then stays; one that never moves is another matter.
 */
export function sticksInFunnel(evidence: Evidence): boolean {
  const { even, rows } = evidence;
  const runs = stuckRuns(evidence);
  if (runs.length === 0 || runs.some(({ run }) => run > nearlyAll * even.draws)) return false;
  const slowest = [...rows].sort((a, b) => smallerEss(a) - smallerEss(b)).slice(0, mostVariables);
  return slowest.some(({ variable }) => narrowsOthers(variable, evidence));
}
