/** What was observed of an arm, as text. */
import type { Arm, Contrasts } from "./Network.js";

/**
 * An arm with its events of people, events in person-time, mean and standard error, people by category, or difference from the study's first arm.
 *
 * @param place Among the study's arms
 * @example armText(arm, ["A", "B"], 1) // "B 23/140"
 */
export function armText(arm: Arm, treatments: readonly string[], place: number, contrasts?: Contrasts): string {
  const name = treatments[arm.treatment]!;
  const { outcome } = arm;
  if (contrasts !== undefined) return place === 0 ? `from ${name}` : `${name} ${differenceText(contrasts, place - 1)}`;
  switch (outcome?.kind) {
    case "events":
      return `${name} ${outcome.events}/${outcome.total}${outcome.time === 1 ? "" : ` in ${shown(outcome.time)}`}`;
    case "rate":
      return `${name} ${outcome.events} in ${shown(outcome.exposure)}`;
    case "mean":
      return `${name} ${shown(outcome.mean)} (se ${shown(outcome.se)})`;
    case "categories":
      return `${name} ${outcome.counts.map((count) => (count === count ? String(count) : "·")).join("+")}`;
    default:
      return name;
  }
}

function differenceText({ differences, covariance }: Contrasts, k: number): string {
  const error = Math.sqrt(covariance[k * differences.length + k]!);
  return `${shown(differences[k]!)} (se ${shown(error)})`;
}

const shown = (value: number): string => String(Number(value.toPrecision(4)));
