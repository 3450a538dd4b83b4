/** Everything that makes a fit faster and can be switched off: parts of the compiler, of the geometry, of the sampler. */
import { passNames, type PassName, type Passes } from "../engine/compiler/optimise.js";
import type { GeometryOptions } from "../engine/core/Model.js";
import { UserError } from "../engine/core/UserError.js";

export type OptimisationName =
  PassName | "integrate" | "centre" | "whiten" | "collapse" | "settle" | "trajectory" | "independent";

/** All of them: first the passes of the compiler, then what changes geometry and sampling. */
export const optimisationNames: readonly OptimisationName[] = [
  ...passNames,
  "integrate",
  "centre",
  "whiten",
  "collapse",
  "settle",
  "trajectory",
  "independent",
];

/** A choice of them. */
export interface Optimisations {
  readonly passes: Passes;
  readonly geometry: GeometryOptions;
  /** Warmup ends once it is done. */
  readonly settle: boolean;
  /** Trajectories run as WebAssembly. */
  readonly trajectory: boolean;
  /** Posteriors of one or two dimensions are drawn from without NUTS. */
  readonly independent: boolean;
}

/**
 * The optimisations named by `all`, `none` or a list; all of them if nothing is said.
 *
 * @throws UserError where a name is unknown.
 * @example
 * parseOptimisations("integrate,fuse").geometry // { integrate: true, centre: false, whiten: false, collapse: false }
 */
export function parseOptimisations(given: "all" | "none" | string | readonly string[] = "all"): Optimisations {
  const names = chosenNames(given);
  const passes = new Set(passNames.filter((name) => names.has(name)));
  const has = (name: OptimisationName) => names.has(name);
  const geometry = {
    integrate: has("integrate"),
    centre: has("centre"),
    whiten: has("whiten"),
    collapse: has("collapse"),
  };
  return { passes, geometry, settle: has("settle"), trajectory: has("trajectory"), independent: has("independent") };
}

/** A choice in the form in which a posterior keeps it. */
export function optimisationText(given: string | readonly string[] = "all"): string {
  return typeof given === "string" ? given : given.join(",");
}

function chosenNames(given: string | readonly string[]): ReadonlySet<string> {
  const words = (typeof given === "string" ? given.split(",") : given).map((name) => name.trim());
  if (words.length === 1 && words[0] === "all") return new Set(optimisationNames);
  if (words.length === 0 || (words.length === 1 && words[0] === "none")) return new Set();
  const unknown = words.find((name) => !(optimisationNames as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      `unknown optimisation: "${unknown}"; give "all", "none" or a list of ${optimisationNames.join(", ")}.`,
    );
  }
  return new Set(words);
}
