/** A correlation of group effects at −1 or 1, where its posterior has a corner that is hard to explore. */
import { smallerEss, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { gatheringOf } from "./gathering.js";
import { beside, countOf } from "./words.js";

const nearBound = 0.95;

/** Variables by which divergent draws stand apart most, among which a correlation at its bound is the cause. */
const mostGathered = 3;

/** Share of divergences from which estimates must not be relied on. */
const badShare = 0.01;

const correlationName = /^(cor_|rho|Omega|L_|corr)/i;

/** Correlations whose draws crowd at a bound and that are slow or divergent for it; alone, a correlation near 1 is no fault. */
export function correlationAtBound(evidence: Evidence): Finding | undefined {
  const { rows, disagreeing, fewEffective, divergences, transitions } = evidence;
  const gathered = gatheringOf(evidence).slice(0, mostGathered);
  const troubled = new Set([...disagreeing, ...fewEffective, ...gathered].map(({ variable }) => variable));
  const found = rows
    .filter(
      ({ variable, median }) =>
        correlationName.test(variable) && troubled.has(variable) && Math.abs(median ?? 0) > nearBound,
    )
    .sort((a, b) => smallerEss(a) - smallerEss(b));
  if (found.length === 0) return undefined;
  const [worst] = found;
  const [, group, terms] = /^cor_(.+?)__(.+)$/.exec(worst!.variable) ?? [];
  const what =
    group === undefined ? worst!.variable : `the correlation of ${terms!.replace("__", " and ")} by ${group}`;
  const diverged = gathered.find(({ variable }) => variable === worst!.variable);
  // What gathers nowhere else has no better explanation.
  const scattered = divergences > 0 && gathered.length === 0;
  const bound = (worst!.median ?? 0) > 0 ? 1 : -1;
  return {
    cause: "correlation_at_bound",
    state: (diverged || scattered) && divergences >= badShare * transitions ? "bad" : "caution",
    title: `${worst!.variable} at its bound`,
    text:
      `Half of the draws of ${what} lie beyond ${beside(worst!.median ?? NaN, bound)}: the data do not tell the two effects apart, and the corner at ${bound > 0 ? "1" : "−1"} is explored ` +
      (diverged
        ? `badly: ${countOf(divergences, transitions)} transitions diverged, ${diverged.inQuarter === divergences ? "all" : `${diverged.inQuarter} of them`} in the quarter of draws nearest to it.`
        : `slowly (${Math.floor(smallerEss(worst!))} effective draws)${scattered ? `; ${countOf(divergences, transitions)} transitions diverged` : ""}.`),
    action:
      group === undefined
        ? `Leave the correlation out, or give it a prior that keeps it from ±1, such as lkj(4).`
        : `Leave the correlation out, (x || ${group}) in place of (x | ${group}), or give it a tighter prior, "cor ~ lkj(4)".`,
    variables: found.map(({ variable }) => variable),
    explains: ["rhat", "ess_bulk", "ess_tail", ...(diverged || scattered ? (["divergences"] as const) : [])],
    figure: { kind: "pair", variables: [worst!.variable] },
  };
}
