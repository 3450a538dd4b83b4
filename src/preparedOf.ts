/** Remembers what a posterior was sampled from, for as long as there is the posterior. */
import type { Posterior } from "../engine/core/Posterior.js";
import type { Prepared } from "./prepare.js";

const kept = new WeakMap<Posterior, Prepared>();

/** Keeps the compiled model of a posterior; returns the posterior. */
export function keepPrepared(posterior: Posterior, prepared: Prepared): Posterior {
  kept.set(posterior, prepared);
  return posterior;
}

/** The compiled model of a posterior that this process made; undefined for one that was loaded, or copied. */
export function preparedOf(posterior: Posterior): Prepared | undefined {
  return kept.get(posterior);
}
