/** Tails so heavy that means and standard deviations do not settle. */
import { paretoK } from "../pareto/paretoK.js";
import { smallerEss, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { listOf } from "./words.js";

/** A generalised Pareto tail with this shape has no variance, and beyond it means settle too slowly to be of use (Vehtari et al. 2024). */
const heavy = 0.7;

/** With fewer effective draws the shape is told too badly. */
const leastEffective = 100;

const mostVariables = 500;

/** Variables whose draws have heavy tails, although the chains agree about them. */
export function heavyTails({ rows, chainsOf }: Evidence): Finding | undefined {
  const found = rows
    .filter((row) => row.rhat !== null && row.rhat < 1.05 && smallerEss(row) >= leastEffective && mayBeHeavy(row))
    .slice(0, mostVariables)
    .map(({ variable }) => ({ variable, k: paretoK(chainsOf(variable)).value }))
    .filter(({ k }) => k > heavy)
    .sort((a, b) => b.k - a.k);
  if (found.length === 0) return undefined;
  const names = found.map(({ variable }) => variable);
  const [worst] = found;
  return {
    cause: "heavy_tails",
    state: "caution",
    title: `Heavy tails of ${listOf(names, 2)}`,
    text:
      `The tails of ${worst!.variable} fall off so slowly (Pareto k ${worst!.k.toFixed(2)}, above ${heavy}) that a single far draw moves its mean and standard deviation: ` +
      `another run would give other ones, and their Monte Carlo errors are too small${found.length > 1 ? `; likewise of ${found.length - 1} more` : ""}. Medians and intervals are sound.`,
    action: `Report median and interval${worst!.k > 1 ? " (the mean may not exist)" : ""}, or give a prior with lighter tails, such as a normal in place of a Cauchy.`,
    variables: names,
    explains: ["ebfmi", "ess_bulk", "ess_tail", "rhat", "max_treedepth"],
    figure: { kind: "density", variables: names.slice(0, 1) },
  };
}

/** Tails that reach further than ten times the middle half: no others can have a shape that large. */
function mayBeHeavy({ sd, mad }: Evidence["rows"][number]): boolean {
  return sd !== null && mad !== null && sd > 1.8 * mad;
}
