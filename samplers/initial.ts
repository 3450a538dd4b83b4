/** Initial values of a chain: random, but not where the density or its gradient fails, nor in a far tail. */
import type { LogDensity } from "../engine/core/LogDensity.js";
import type { Rng } from "../engine/core/Rng.js";
import { UserError } from "../engine/core/UserError.js";
import type { ChainState } from "./kernel.js";

/** Initial values, and the gradients they took to find. */
export interface InitialValues {
  readonly state: ChainState;
  readonly gradients: number;
}

const MOST_TRIES = 100;
/** Usable candidates among which to look for one that is not in a far tail. */
const CANDIDATES = 8;

/**
 * Draws positions uniformly on (-radius, radius)ⁿ, up to 100 times, until 8 have a finite density and gradient, and takes
 * the first whose log density is within 10 + 2n of the best. The first nearly always is, which keeps chains scattered, as
 * rhat wants them; but a chain is spared a start so far out that its first gradients would mislead the metric.
 *
 * Throws UserError with the first cause when no position can be used.
 */
export function initialValues(density: LogDensity, radius: number, rng: Rng): InitialValues {
  const found: ChainState[] = [];
  let firstCause: string | undefined;
  let tries = 0;
  // With radius 0 there is one position only.
  const candidates = radius === 0 ? 1 : CANDIDATES;
  while (found.length < candidates && tries < (radius === 0 ? 1 : MOST_TRIES)) {
    tries++;
    const position = Float64Array.from({ length: density.dimension }, () => radius * (2 * rng.uniform() - 1));
    const state = evaluated(density, position);
    if (isUsable(state)) found.push(state);
    else firstCause ??= defect(density, state);
  }
  if (found.length === 0) {
    throw new UserError(
      `no initial values could be found in ${tries} tries between -${radius} and ${radius} on the unconstrained scale ` +
        `(${firstCause}): check that the priors and the data agree with the limits of the parameters`,
    );
  }
  const best = Math.max(...found.map(({ logDensity }) => logDensity));
  const tolerance = 10 + 2 * density.dimension;
  const state = found.find(({ logDensity }) => logDensity >= best - tolerance)!;
  return { state, gradients: tries };
}

/** Starts at a given position. Throws UserError when the density or its gradient is not finite there. */
export function initialValuesAt(density: LogDensity, position: Float64Array): InitialValues {
  if (position.length !== density.dimension) {
    throw new UserError(
      `the initial values have ${position.length} numbers, but the model has ${density.dimension} unconstrained parameters`,
    );
  }
  const state = evaluated(density, position.slice());
  if (!isUsable(state)) {
    const cause = defect(density, state);
    throw new UserError(`the initial values given cannot be used (${cause}): give others, or none to have them drawn`);
  }
  return { state, gradients: 1 };
}

function evaluated(density: LogDensity, position: Float64Array): ChainState {
  const gradient = new Float64Array(density.dimension);
  return { position, logDensity: density.evaluate(position, gradient), gradient };
}

function isUsable({ logDensity, gradient }: ChainState): boolean {
  return Number.isFinite(logDensity) && gradient.every(Number.isFinite);
}

/** What keeps a state from being a start: by name, where the density can tell. */
function defect(density: LogDensity, { position, logDensity, gradient }: ChainState): string {
  const words = density.explain?.(position);
  if (words !== undefined) return words;
  if (!Number.isFinite(logDensity)) return `the log density was ${logDensity}`;
  const bad = gradient.findIndex((g) => !Number.isFinite(g));
  return `the gradient was ${gradient[bad]} in unconstrained parameter ${bad + 1}`;
}
