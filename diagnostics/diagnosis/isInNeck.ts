/** Whether a chain that sticks does so in the neck of a funnel. */
import { concatenated } from "./concatenated.js";
import { smallerEss, type Evidence } from "./Evidence.js";
import { narrowsOthers } from "./narrowsOthers.js";
import { isScaleName } from "./scales.js";
import { stuckRuns } from "./stuckRuns.js";

/** Share of all draws below which a scale is in the neck of its funnel. */
const neck = 0.05;

/** Share of a chain's draws from which one run is no episode. */
const nearlyAll = 0.9;

/** Slowest variables among which the scale is looked for. */
const mostVariables = 24;

/**
 * Whether all runs of equal draws lie where a scale is at its smallest. A step that fits elsewhere is too long there, so that a chain which
 * got in stays for a while; a chain that never moves is another matter.
 */
export function isInNeck(evidence: Evidence): boolean {
  const { even, rows, chainsOf } = evidence;
  const runs = stuckRuns(evidence);
  if (runs.length === 0 || runs.some(({ run }) => run > nearlyAll * even.draws)) return false;
  const slowest = [...rows].sort((a, b) => smallerEss(a) - smallerEss(b)).slice(0, mostVariables);
  return slowest.some(({ variable }) => {
    const chains = chainsOf(variable);
    const sorted = concatenated(chains).sort();
    const smallest = sorted[Math.floor(neck * sorted.length)]!;
    return (
      runs.every(({ place, end }) => chains[place]![end]! <= smallest) &&
      (isScaleName(variable) || narrowsOthers(variable, evidence))
    );
  });
}
