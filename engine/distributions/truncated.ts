/** A distribution cut to an interval, with its normalising constant. */
import type { Rng } from "../core/Rng.js";
import { UserError } from "../core/UserError.js";
import { subtract } from "./algebra.js";
import { elementwise, plainNumbers, type Distribution } from "./Distribution.js";
import { drawNormalTail } from "./draw/drawNormalTail.js";
import type { Law, Numbers, Values } from "./Law.js";
import { logMassBetween } from "./logMassBetween.js";
import { normalLaw } from "./normal.js";
import { boundsOf, closed, interval } from "./Support.js";

/** Where to cut; a bound left out stays where the distribution has it. */
export interface Bounds {
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * A distribution of single real numbers, cut at bounds and normalised again.
 *
 * @example truncated(gamma(2, 0.1), { lower: 1 })
 * @throws UserError when the bounds leave nothing, or the distribution's tails are not known.
 */
export function truncated(base: Distribution, bounds: Bounds, name?: string): Distribution {
  const own = boundsOf(base.support);
  const lower = Math.max(bounds.lower ?? -Infinity, own.lower);
  const upper = Math.min(bounds.upper ?? Infinity, own.upper);
  if (!(lower < upper)) throw new UserError(`${base.name} cannot be cut to (${lower}, ${upper}): nothing is left.`);
  if (lower === own.lower && upper === own.upper) return base;
  const { law } = base;
  if (!law || base.support.kind === "integers") throw new UserError(`${base.name} cannot be truncated.`);
  const values = base.parameters as Values;
  const support = interval(lower, upper);
  const ownEdges = base.edges ?? closed;
  const edges = {
    lower: lower > own.lower || ownEdges.lower,
    upper: upper < own.upper || ownEdges.upper,
  };
  const [cutBelow, cutAbove] = [lower > own.lower ? lower : undefined, upper < own.upper ? upper : undefined];
  const logMass = law.improper ? 0 : logMassBetween(law, values, cutBelow, cutAbove);
  return {
    name: name ?? `${base.name} on (${lower}, ${upper})`,
    parameters: base.parameters,
    domains: law.parameters,
    support,
    eventShape: [],
    ...elementwise(support, edges, (x) => subtract(law.logDensity(x, values), logMass)),
    random: (rng) => drawInside(rng, law, plainNumbers(base.name, values), lower, upper),
    drawWith: (rng, numbers) => drawInside(rng, law, numbers as Numbers, lower, upper),
  };
}

const TRIES = 1_000_000;

/** By rejection; a normal's far tail by its own sampler, since there hardly a draw would be inside. */
function drawInside(rng: Rng, law: Law, numbers: Numbers, lower: number, upper: number): number {
  if (law.name === normalLaw.name) {
    const { location, scale } = numbers as { location: number; scale: number };
    const [from, to] = [(lower - location) / scale, (upper - location) / scale];
    if (from > 1) return location + scale * drawNormalTail(rng, from, to);
    if (to < -1) return location - scale * drawNormalTail(rng, -to, -from);
  }
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const x = law.random(rng, numbers);
    if (x > lower && x < upper) return x;
  }
  throw new UserError(
    `no draw of ${law.name} fell into (${lower}, ${upper}) in ${TRIES} tries; check its parameters against its bounds.`,
  );
}
