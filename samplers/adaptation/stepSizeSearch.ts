/** Finds a step size of the right order of magnitude before adaptation refines it. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import type { Rng } from "../../engine/core/Rng.js";
import { UserError } from "../../engine/core/UserError.js";
import { leapfrog, phaseSpace, startAt, type PhaseSpace } from "../hamiltonian/phaseSpace.js";
import type { ChainState, Tuning } from "../kernel.js";

/** log 0.8: acceptance of one step that is neither too timid nor too bold; Stan's value. */
const LOG_ACCEPTANCE = -0.2231435513142097;
const LARGEST = 1e7;
const MOST_TRIES = 100;

/** A step size, and the gradients it took to find. */
export interface FoundStepSize {
  readonly stepSize: number;
  readonly gradients: number;
}

/** A search with its own working memory, to be used again and again from different states. */
export type StepSizeSearch = (state: ChainState, tuning: Tuning, rng: Rng) => FoundStepSize;

/**
 * Doubles or halves the step size of `tuning` until the acceptance of a single leapfrog step from `state`, with a fresh
 * momentum each time, crosses 0.8 (Hoffman & Gelman 2014, Algorithm 4, as in Stan); at most 100 times.
 * Throws UserError when the step outgrows 10⁷, since then the density is as good as flat.
 */
export function stepSizeSearch(density: LogDensity): StepSizeSearch {
  const space = phaseSpace(density, 2);
  return (state, tuning, rng) => {
    const growing = energyGain(space, state, tuning, tuning.stepSize, rng) > LOG_ACCEPTANCE;
    const factor = growing ? 2 : 0.5;
    let stepSize = tuning.stepSize;
    let gradients = 1;
    for (let tries = 1; tries < MOST_TRIES; tries++) {
      stepSize *= factor;
      if (stepSize > LARGEST) {
        throw new UserError(
          "the log density stays flat however far a step goes, so the posterior seems improper: " +
            "give every parameter a proper prior",
        );
      }
      gradients++;
      if (energyGain(space, state, tuning, stepSize, rng) > LOG_ACCEPTANCE !== growing) break;
    }
    return { stepSize, gradients };
  };
}

/** H₀ - H over one leapfrog step with a fresh momentum. */
function energyGain(space: PhaseSpace, state: ChainState, tuning: Tuning, stepSize: number, rng: Rng): number {
  startAt(space, 0, state, tuning, stepSize, rng);
  return space.energies[0] - leapfrog(space, 0, 1, 1);
}
