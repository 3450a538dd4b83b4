/** The no-U-turn sampler: gives the doubling trajectory its leapfrog steps, its energies and its U-turn criterion. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import type { Rng } from "../../engine/core/Rng.js";
import { exp } from "../../engine/math/exp.js";
import { dot, dotOfSum } from "../hamiltonian/dot.js";
import { jittered } from "../hamiltonian/jitter.js";
import { leapfrog, phaseSpace, startAt, stateAt, type PhaseSpace } from "../hamiltonian/phaseSpace.js";
import { MAX_ENERGY_ERROR, MAX_LOG_WEIGHT } from "../hamiltonian/weights.js";
import type { Kernel } from "../kernel.js";
import { compiledNuts } from "./compiled/compiledNuts.js";
import { START, sampleTrajectory, trajectoryMemory, type Path } from "./trajectory.js";

/** Choices of {@link nuts}. */
export interface NutsOptions {
  /** Doublings at most; 10 allows 1023 leapfrog steps. */
  readonly maxTreeDepth: number;
  /** Each transition's step size is multiplied by 1 + jitter · U(-1, 1). */
  readonly stepSizeJitter: number;
  /** Whether transitions of a density that is WebAssembly run there as a whole, which changes no draw; true by default. */
  readonly compiledTrajectory?: boolean;
}

/** Phase space with the sums over stretches of a trajectory. */
interface NutsSpace extends PhaseSpace {
  /** Sums of the momenta of a stretch. */
  readonly sums: readonly Float64Array[];
  startEnergy: number;
  acceptanceSum: number;
  symmetricSum: number;
}

/**
 * The no-U-turn sampler with multinomial weights, biased progressive sampling and the generalised U-turn criterion with
 * its two extra checks (Hoffman & Gelman 2014; Betancourt 2017; as in Stan since 2.21). One gradient for each leapfrog
 * step; the gradient at the start is carried in the state. An energy error above 1000 is a divergence. The kernel has its
 * own working memory, so use one kernel for one chain.
 *
 * @example
 * const kernel = nuts(density, { maxTreeDepth: 10, stepSizeJitter: 0 });
 * const { state, info } = kernel.step(rng, start, { stepSize: 0.5, metric: unitMetric(density.dimension) });
 */
export function nuts(density: LogDensity, options: NutsOptions): Kernel {
  const plain = () => plainNuts(density, options);
  const { compiledTrajectory = true } = options;
  return (compiledTrajectory ? compiledNuts(density, options, plain) : undefined) ?? plain();
}

/** Transitions in TypeScript, for any density. */
function plainNuts(density: LogDensity, options: NutsOptions): Kernel {
  const memory = trajectoryMemory(options.maxTreeDepth);
  const space: NutsSpace = {
    ...phaseSpace(density, memory.pointSlots),
    sums: Array.from({ length: memory.sumSlots }, () => new Float64Array(density.dimension)),
    startEnergy: 0,
    acceptanceSum: 0,
    symmetricSum: 0,
  };
  return {
    step(rng, state, tuning) {
      const stepSize = jittered(tuning.stepSize, options.stepSizeJitter, rng);
      startAt(space, START, state, tuning, stepSize, rng);
      space.startEnergy = space.energies[START];
      space.acceptanceSum = 0;
      space.symmetricSum = 0;
      const { chosen, depth, steps, diverged } = sampleTrajectory(path, space, memory, rng.bits(), coinOf(rng));
      const { rejection } = space;
      return {
        // The start's slot may by now hold another point, so it is told by its offset.
        state: space.offsets[chosen] === 0 ? state : stateAt(space, chosen),
        info: {
          acceptanceRate: space.acceptanceSum / steps,
          symmetricAcceptance: space.symmetricSum / steps,
          stepSize,
          treeDepth: depth,
          numLeapfrog: steps,
          divergent: diverged,
          energy: space.energies[chosen],
          offset: space.offsets[chosen],
          ...(rejection === undefined ? {} : { rejection }),
        },
      };
    },
  };
}

const coinOf = (rng: Rng) => (probability: number) => rng.uniform() < probability;

const path: Path<NutsSpace> = { move, joinPoints, joinStretches };

/** A leapfrog step; the weight of a point is exp(H₀ - H). */
function move(space: NutsSpace, from: number, to: number, direction: number): number {
  const gain = space.startEnergy - leapfrog(space, from, to, direction);
  const weight = exp(gain < MAX_LOG_WEIGHT ? gain : MAX_LOG_WEIGHT);
  const acceptance = weight < 1 ? weight : 1;
  space.acceptanceSum += acceptance;
  space.symmetricSum += (2 * acceptance) / (1 + weight);
  return gain >= -MAX_ENERGY_ERROR ? weight : NaN;
}

/** Two points a and b turn unless a·(a + b) > 0 and b·(a + b) > 0; the extra checks say the same. */
function joinPoints(space: NutsSpace, point: number, neighbour: number, sum: number): boolean {
  const a = space.momenta[point];
  const b = space.momenta[neighbour];
  const rho = space.sums[sum];
  for (let i = 0; i < rho.length; i++) rho[i] = a[i] + b[i];
  return !(dot(a, rho) > 0 && dot(b, rho) > 0);
}

/**
 * The generalised U-turn criterion, three times: for the joined stretch, for the first half with the point after it, and
 * for the second half with the point before it. A stretch with ends a, b and sum of momenta ρ turns unless a·ρ > 0 and b·ρ > 0.
 */
function joinStretches(
  space: NutsSpace,
  first: number,
  last: number,
  nextFirst: number,
  nextLast: number,
  sum: number,
): boolean {
  const { momenta, sums } = space;
  const a = momenta[first];
  const b = momenta[last];
  const c = momenta[nextFirst];
  const d = momenta[nextLast];
  const rho = sums[sum];
  const nextRho = sums[sum + 1];
  const halvesGoOn =
    dotOfSum(a, rho, c) > 0 && dotOfSum(c, rho, c) > 0 && dotOfSum(b, nextRho, b) > 0 && dotOfSum(d, nextRho, b) > 0;
  for (let i = 0; i < rho.length; i++) rho[i] += nextRho[i];
  return !(halvesGoOn && dot(a, rho) > 0 && dot(d, rho) > 0);
}
