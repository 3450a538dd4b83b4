/** Divergences that are not a funnel's: at a bound, in a corner, or nowhere in particular. */
import { strayDivergences } from "../limits.js";
import type { Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { gatheringOf } from "./gathering.js";
import { optionInBrackets, optionWords, type Known } from "./Known.js";
import { countOf, digits } from "./words.js";

const badShare = 0.01;

/** Share of divergences from which it is not for the posterior's shape that steps go wrong. */
const mostShare = 0.5;

/** So many divergent draws are too few to see where they gather. */
const fewDivergences = 8;

/** Where divergences gather, or that they do not; nothing for the one or two that adaptation leaves. */
export function scatteredDivergences(evidence: Evidence, known: Known): Finding | undefined {
  const { divergences, transitions, rows } = evidence;
  if (divergences === 0) return undefined;
  if (divergences > mostShare * transitions) return nearlyAll(evidence, known);
  const [first] = gatheringOf(evidence);
  if (first === undefined && divergences <= strayDivergences * transitions) return undefined;
  const { targetAcceptance } = optionWords(known);
  const row = rows.find(({ variable }) => variable === first?.variable);
  const few = divergences <= fewDivergences;
  const quarter = first?.end === "low" ? row?.q25 : row?.q75;
  return {
    cause: "divergences",
    state: divergences >= badShare * transitions ? "bad" : "caution",
    title: first
      ? `Divergences where ${first.variable} is ${first.end}`
      : `${few ? "A few divergences" : "Divergences"} in no particular place`,
    text:
      `${countOf(divergences, transitions)} transitions diverged` +
      (first
        ? `, ${first.inQuarter === divergences ? "all" : `${first.inQuarter} of them`} where ${first.variable} is ${first.end === "low" ? "below" : "above"} ${digits(quarter ?? NaN, 3)} (a quarter of all draws). ` +
          `The posterior bends sharply there, that region is visited too seldom, and estimates may be biased.`
        : few
          ? `: too few to tell whether they lie in one place. So few seldom bias estimates noticeably, if nothing else is wrong.`
          : `, spread over the posterior. Steps were a little too long everywhere, and that many such transitions may bias estimates.`),
    action: `Raise ${targetAcceptance} to ${divergences >= badShare * transitions ? "0.99" : "0.95"}${few && !first ? ", which should leave none; estimates that stay the same were sound before" : ""}${first ? `; if divergences stay, give a prior that rules out ${first.end} values of ${first.variable} which make no sense` : ""}.`,
    variables: first
      ? gatheringOf(evidence)
          .slice(0, 3)
          .map(({ variable }) => variable)
      : [],
    explains: ["divergences"],
    ...(first && rows.length > 1
      ? {
          figure: {
            kind: "pair" as const,
            variables: gatheringOf(evidence)
              .slice(0, 3)
              .map(({ variable }) => variable),
          },
        }
      : {}),
  };
}

/** Steps go wrong everywhere: the density itself is at fault. */
function nearlyAll({ divergences, transitions }: Evidence, known: Known): Finding {
  return {
    cause: "divergences",
    state: "bad",
    title: "Most transitions diverged",
    text:
      `${countOf(divergences, transitions)} transitions diverged: the density does not change along a step as its gradient says, or steps never became short enough. ` +
      `These are not draws from the posterior.`,
    action: `Look for a density that jumps, that is not finite nearby, or whose parts differ by many orders of magnitude; rescale the data, then run a longer warmup${optionInBrackets(known, "warmup")}.`,
    variables: [],
    explains: ["divergences", "ess_bulk", "ess_tail", "rhat", "ebfmi"],
  };
}
