/** What is wrong with leave-one-out cross-validation by importance sampling, why it matters and what to do. */
import type { Warning } from "../../engine/core/Warning.js";
import { labelOf, observationUnit } from "./Elpd.js";
import type { Loo } from "./assembleLoo.js";
import { shareOf } from "./shareOf.js";

/** Observations named in a sentence. */
const shown = 4;

/** Share of observations from which their trouble is the model's. */
const many = 0.2;

/** Everything that is wrong, the gravest first. */
export function looWarnings(loo: Omit<Loo, "warnings">): Warning[] {
  return [...nonfiniteWarnings(loo), ...paretoKWarnings(loo), ...unjudgedWarnings(loo)];
}

/** Observations with a likelihood of zero in some draw, or none at all. */
function nonfiniteWarnings({
  reasons,
  labels,
  observations,
  unit = observationUnit,
}: Omit<Loo, "warnings">): Warning[] {
  const places = [...reasons].filter(([, reason]) => reason === "nonfinite").map(([place]) => place);
  if (places.length === 0) return [];
  const names = places.map((place) => labelOf(labels, place));
  return [
    {
      cause: "loo_nonfinite",
      variables: names,
      text:
        `The log likelihood of ${shareOf(places.length, observations, ...unit)} is NaN or infinite in some draw ` +
        `(${listed(names)}), so that it cannot be left out and sums over observations cannot be computed. Look for a ` +
        `likelihood that underflows to 0 there, or for a response that the model holds to be impossible.`,
    },
  ];
}

/** Observations that importance sampling cannot leave out. */
function paretoKWarnings(loo: Omit<Loo, "warnings">): Warning[] {
  const { unreliable, pointwise, threshold, labels, observations, unit = observationUnit } = loo;
  if (unreliable.length === 0) return [];
  const count = unreliable.length;
  const names = unreliable.map((place) => labelOf(labels, place));
  const worst = unreliable.slice(0, shown).map((place, i) => `${names[i]} ${formatK(pointwise.paretoK[place])}`);
  const rest = count > shown ? ", …" : "";
  const veryBad = unreliable.filter((place) => pointwise.paretoK[place] > 1).length;
  const beyond =
    veryBad === 0
      ? ""
      : count === 1
        ? " Above 1 the average has no limit."
        : ` For ${veryBad === count ? "all" : veryBad} of them it is above 1: there the average has no limit.`;
  const isOther = unit !== observationUnit;
  return [
    {
      cause: "pareto_k",
      variables: names,
      text:
        `Pareto k is above ${threshold.toFixed(2)} for ${shareOf(count, observations, ...unit)} ` +
        `(${worst.join(", ")}${rest}).${beyond} Without ${count === 1 ? "it" : "one of them"} the posterior would be too ` +
        `different for the draws at hand to stand for it, so elpd is likely too high and its error unknown. ` +
        (isOther
          ? `Fit again without each of ${count === 1 ? "this" : "these"} ${unit[count === 1 ? 0 : 1]} (--refit), or use k-fold ` +
            `cross-validation that keeps their rows together; and look at them: something of the model rests on each alone.`
          : count > many * observations
            ? `With so many of them the model is flexible: parameters, such as effects of groups, rest on an observation or ` +
              `two. Leave out groups instead of rows (--group), or use k-fold cross-validation.`
            : `Match the moments of these draws (--moment-match), fit again without each of these observations (--refit), or ` +
              `use k-fold cross-validation; and look at them: they are outliers for this model, or a parameter rests on ` +
              `each alone.`),
    },
  ];
}

/** Observations whose weights cannot be judged. */
function unjudgedWarnings(loo: Omit<Loo, "warnings">): Warning[] {
  const { pointwise, reasons, observations, draws, unit = observationUnit } = loo;
  let count = 0;
  pointwise.paretoK.forEach((k, place) => {
    if (Number.isNaN(k) && reasons.get(place) === "tooShort") count++;
  });
  if (count === 0) return [];
  return [
    {
      cause: "loo_draws",
      variables: [],
      text:
        `${draws} draws are too few to judge the importance weights of ${shareOf(count, observations, ...unit)}: ` +
        `nothing tells whether elpd can be trusted. Draw more (--draws); 1000 or more are usual.`,
    },
  ];
}

function formatK(k: number): string {
  return k === Infinity ? "∞" : k.toFixed(2);
}

function listed(names: readonly string[]): string {
  return names.slice(0, shown).join(", ") + (names.length > shown ? ", …" : "");
}
