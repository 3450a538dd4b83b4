/** What speaks against trusting a comparison of models. */
import type { Warning } from "../../engine/core/Warning.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import { normalQuantile } from "../../engine/math/normalQuantile.js";
import type { ComparedModel, NamedElpd } from "./looCompare.js";

/** Of more models than this the best may well be so by chance. */
const manyModels = 11;

/**
 * Everything that is wrong, the gravest first.
 *
 * @param compared in the order of `ordered`, the best first
 */
export function compareWarnings(compared: readonly ComparedModel[], ordered: readonly NamedElpd[]): Warning[] {
  return [
    ...missingWarnings(compared),
    ...unreliableWarnings(compared),
    ...methodWarnings(ordered),
    ...chanceWarnings(compared),
  ];
}

function missingWarnings(compared: readonly ComparedModel[]): Warning[] {
  const names = compared.filter(({ elpd }) => Number.isNaN(elpd.value)).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    {
      cause: "compare_missing",
      variables: names,
      text: `The elpd of ${names.join(", ")} cannot be computed, so that nothing is said of ${names.length === 1 ? "it" : "them"}.`,
    },
  ];
}

function unreliableWarnings(compared: readonly ComparedModel[]): Warning[] {
  const flagged = compared.filter(({ diagElpd }) => diagElpd !== "");
  if (flagged.length === 0) return [];
  return [
    {
      cause: "pareto_k",
      variables: flagged.map(({ name }) => name),
      text:
        `Some observations have a high Pareto k (${flagged.map(({ name, diagElpd }) => `${name}: ${diagElpd}`).join("; ")}): ` +
        `elpd is likely too high there, and differences between models are off by as much. Match moments (--moment-match) or ` +
        `use k-fold cross-validation before models are ranked.`,
    },
  ];
}

function methodWarnings(ordered: readonly NamedElpd[]): Warning[] {
  const methods = new Set(ordered.map(({ result }) => result.method));
  if (methods.size < 2) return [];
  return [
    {
      cause: "compare_methods",
      variables: ordered.map(({ name }) => name),
      text:
        `Models were judged in different ways (${[...methods].join(", ")}), whose errors differ: use one way for all where ` +
        `the difference matters.`,
    },
  ];
}

/**
 * Whether the best of many models is no better than the best of as many that do not differ: against the model in the middle, the
 * differences above their median are taken for halves of normals (McLatchie and Vehtari 2024).
 */
function chanceWarnings(compared: readonly ComparedModel[]): Warning[] {
  if (compared.length <= manyModels) return [];
  const differences = compared.map(({ elpdDiff }) => elpdDiff).filter((value) => !Number.isNaN(value));
  // As in R's loo the floor(n/2)-th of n, from 1, which of an odd number is the one above the middle.
  const middle = differences[Math.max(0, Math.floor(differences.length / 2) - 1)];
  const fromMiddle = differences.map((value) => value - middle);
  const median = quantileOfSorted(Float64Array.from(fromMiddle).sort(), 0.5);
  const aboveMiddle = fromMiddle.filter((value) => value >= median);
  const sd = Math.sqrt(aboveMiddle.reduce((sum, value) => sum + value * value, 0) / aboveMiddle.length);
  const byChance = sd * normalQuantile(1 - 1 / (2 * (differences.length - 1)));
  if (differences[0] - middle > byChance) return [];
  return [
    {
      cause: "compare_chance",
      variables: [compared[0].name],
      text:
        `${compared[0].name} is the best of ${compared.length} models by ${(differences[0] - middle).toFixed(1)} over the one in ` +
        `the middle; the best of as many models that predict alike would be ahead by about ${byChance.toFixed(1)}. It may be the ` +
        `best by chance: average models (stacking), or choose by what is known of the matter.`,
    },
  ];
}
