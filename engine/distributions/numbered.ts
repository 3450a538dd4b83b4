/** Parameters that come in a row, as thresholds do: numbered names, since a law's parameters are single numbers. */
import type { Domain } from "./domains.js";
import type { Values } from "./Law.js";
import type { Value } from "./Value.js";

/**
 * Names of a row of parameters.
 *
 * @example numberedNames("threshold", 1, 3) // ["threshold1", "threshold2", "threshold3"]
 */
export function numberedNames(stem: string, from: number, to: number): readonly string[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => `${stem}${from + k}`);
}

/** All of a row with one domain. */
export function numberedDomains(names: readonly string[], domain: Domain): Record<string, Domain> {
  return Object.fromEntries(names.map((name) => [name, domain]));
}

/** Values of a row, in order. */
export function numberedValues(names: readonly string[], values: Values): readonly Value[] {
  return names.map((name) => values[name]!);
}
