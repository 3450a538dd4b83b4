/** Conditions under which `diagnose` leaves with status 1. */
import { UserError } from "../../engine/core/UserError.js";
import type { SummaryRow } from "../../diagnostics/summarise.js";
import type { Summary } from "../../diagnostics/summaryJson.js";

type Numbers = (summary: Summary) => readonly (number | null)[];

const column =
  (name: keyof SummaryRow & ("rhat" | "ess_bulk" | "ess_tail" | "mcse_mean" | "mcse_sd")): Numbers =>
  ({ variables }) =>
    variables.map((row) => row[name]);

/** What may stand on the left. */
const quantities: ReadonlyMap<string, Numbers> = new Map<string, Numbers>([
  ["rhat", column("rhat")],
  ["ess_bulk", column("ess_bulk")],
  ["ess_tail", column("ess_tail")],
  ["mcse_mean", column("mcse_mean")],
  ["mcse_sd", column("mcse_sd")],
  ["divergences", ({ sampler }) => [sampler.divergences]],
  ["max_treedepth_hits", ({ sampler }) => [sampler.max_treedepth_hits]],
  ["ebfmi", ({ sampler }) => sampler.ebfmi],
  ["warnings", ({ warnings }) => [warnings.length]],
]);

/** One condition. */
export interface Condition {
  readonly text: string;
  holds(summary: Summary): boolean;
}

/**
 * Conditions in a list such as `rhat>1.01,divergences>0`; a condition on variables holds when it holds for one of them.
 * Throws UserError for one that cannot be read; a condition on what was not recorded throws when it is put to the draws.
 */
export function parseConditions(list: string): readonly Condition[] {
  return list.split(",").map((text) => {
    const match = /^\s*(\w+)\s*([<>])\s*(\S+)\s*$/.exec(text);
    const numbers = quantities.get(match?.[1] ?? "");
    const limit = Number(match?.[3] ?? NaN);
    if (numbers === undefined || !Number.isFinite(limit)) {
      throw new UserError(
        `invalid --fail-on: "${text.trim()}"; give conditions such as "rhat>1.01" on ${[...quantities.keys()].join(", ")}`,
      );
    }
    const met = (value: number | null) => value !== null && (match![2] === ">" ? value > limit : value < limit);
    return {
      text: text.trim(),
      holds(summary) {
        // Of E-BFMI there is none where a sampler works without an energy, which then cannot be explored badly.
        if (match![1] === "ebfmi" && summary.sampler.reasons?.ebfmi?.every((reason) => reason === "noEnergy"))
          return false;
        const values = numbers(summary);
        // Of a summary without a single number a condition cannot be judged, and must not pass for fulfilled.
        if (values.every((value) => value === null)) {
          throw new UserError(
            `"${text.trim()}" cannot be judged: ${match![1]} is not recorded in these draws; leave it out of --fail-on.`,
          );
        }
        return values.some(met);
      },
    };
  });
}
