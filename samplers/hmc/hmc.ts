/** Static Hamiltonian Monte Carlo: trajectories of a fixed integration time, accepted or rejected at their end. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import { exp } from "../../engine/math/exp.js";
import { jittered } from "../hamiltonian/jitter.js";
import { leapfrog, phaseSpace, startAt, stateAt } from "../hamiltonian/phaseSpace.js";
import { MAX_ENERGY_ERROR } from "../hamiltonian/weights.js";
import type { Kernel } from "../kernel.js";

/** Choices of {@link hmc}. */
export interface HmcOptions {
  /** Length of a trajectory in units of the metric: π/2 decorrelates a normal whose scales the metric knows. */
  readonly integrationTime: number;
  /** Each transition's step size is multiplied by 1 + jitter · U(-1, 1); the number of steps stays, so the time varies too. */
  readonly stepSizeJitter: number;
}

/** Leapfrog steps of a trajectory at most, as many as nuts may take, lest a tiny step size early in warmup take for ever. */
const MOST_STEPS = 1023;

/**
 * Hamiltonian Monte Carlo with integration time fixed (Duane et al. 1987; Neal 2011): integrationTime / stepSize leapfrog
 * steps, at least 1, then a Metropolis decision. Stops early where the density is not finite. Own working memory: one kernel for one chain.
 */
export function hmc(density: LogDensity, options: HmcOptions): Kernel {
  const space = phaseSpace(density, 3);
  return {
    step(rng, state, tuning) {
      const stepSize = jittered(tuning.stepSize, options.stepSizeJitter, rng);
      const steps = Math.min(MOST_STEPS, Math.max(1, Math.round(options.integrationTime / tuning.stepSize)));
      startAt(space, 0, state, tuning, stepSize, rng);
      const startEnergy = space.energies[0];
      let end = 0;
      let taken = 0;
      let gain = 0;
      let divergent = false;
      // A high energy on the way does not end the trajectory: seen from its other end it might not have been too high.
      while (taken < steps && gain > -Infinity) {
        const next = end === 1 ? 2 : 1;
        gain = startEnergy - leapfrog(space, end, next, 1);
        divergent ||= gain < -MAX_ENERGY_ERROR;
        end = next;
        taken++;
      }
      const acceptanceRate = exp(gain < 0 ? gain : 0);
      const imbalance = exp(-Math.abs(gain));
      const accepted = rng.uniform() < acceptanceRate;
      const chosen = accepted ? end : 0;
      const { rejection } = space;
      return {
        state: accepted ? stateAt(space, end) : state,
        info: {
          acceptanceRate,
          symmetricAcceptance: (2 * imbalance) / (1 + imbalance),
          stepSize,
          treeDepth: 0,
          numLeapfrog: taken,
          divergent,
          energy: space.energies[chosen],
          offset: space.offsets[chosen],
          ...(rejection === undefined ? {} : { rejection }),
        },
      };
    },
  };
}
