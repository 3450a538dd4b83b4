/** Draws of some of their variables. */
import type { ChainDraws, Draws } from "../../core/Draws.js";
import { UserError } from "../../core/UserError.js";
import { nearestName } from "../nearestName.js";

/**
 * The draws of the variables that a pattern names, in their order. A pattern is a variable's name, `theta` for all of `theta[…]`, or either with `*` for
 * any characters and `?` for one; several are separated by spaces.
 *
 * @throws UserError for a pattern that fits none, with the nearest name.
 * @example selectVariables(draws, "theta sd_*")
 */
export function selectVariables(draws: Draws, patterns: string): Draws {
  const { names } = draws;
  const chosen = new Set<number>();
  for (const pattern of patterns.trim().split(/\s+/)) {
    const fits = matcher(pattern);
    let found = false;
    names.forEach((name, place) => {
      if (!fits(name)) return;
      chosen.add(place);
      found = true;
    });
    if (!found) throw noVariable(pattern, names);
  }
  const places = [...chosen].sort((a, b) => a - b);
  if (places.length === names.length) return draws;
  return {
    ...draws,
    names: places.map((place) => names[place]),
    chains: draws.chains.map((chain) => ({ ...chain, values: columns(chain, names.length, places) })),
  };
}

function matcher(pattern: string): (name: string) => boolean {
  // A bracket in a pattern is one in a name, not a set of characters: names of elements have them.
  const body = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replace(/\*/g, "[^]*")
    .replace(/\?/g, "[^]");
  const whole = new RegExp(`^${body}$`, "u");
  return (name) => whole.test(name) || (name.endsWith("]") && whole.test(name.slice(0, name.indexOf("["))));
}

function noVariable(pattern: string, names: readonly string[]): UserError {
  const bases = names.map((name) => (name.endsWith("]") ? name.slice(0, name.indexOf("[")) : name));
  const near = nearestName(pattern, new Set([...names, ...bases]));
  return new UserError(
    `no variable is called "${pattern}"` +
      (near === undefined
        ? `: there are ${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""}`
        : `: did you mean "${near}"?`),
  );
}

function columns({ values, drawCount }: ChainDraws, width: number, places: readonly number[]): Float64Array {
  const kept = new Float64Array(drawCount * places.length);
  for (let i = 0; i < drawCount; i++) {
    for (let k = 0; k < places.length; k++) kept[i * places.length + k] = values[i * width + places[k]];
  }
  return kept;
}
