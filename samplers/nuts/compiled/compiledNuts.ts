/** The no-U-turn sampler for densities that are WebAssembly: the same draws, without JavaScript inside a transition. */
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import { Xoshiro128 } from "../../../engine/random/Xoshiro128.js";
import { jittered } from "../../hamiltonian/jitter.js";
import { rejectionCause } from "../../hamiltonian/phaseSpace.js";
import type { Kernel } from "../../kernel.js";
import type { NutsOptions } from "../nuts.js";
import { compileTrajectory } from "./compileTrajectory.js";
import { control, DEEPEST, pointsFor } from "./layout.js";

/** Elements up to which a plain loop copies faster than a call. */
const shortCopy = 64;

/**
 * A kernel whose transitions are those of the one that `plain` makes, bit by bit; undefined for a density that is not
 * WebAssembly or leaves too little room, and for trajectories of more than 20 doublings. Streams of random numbers that are
 * no {@link Xoshiro128} are left to `plain`.
 */
export function compiledNuts(density: LogDensity, options: NutsOptions, plain: () => Kernel): Kernel | undefined {
  const { native, dimension } = density;
  const { maxTreeDepth, stepSizeJitter } = options;
  if (native === undefined || maxTreeDepth > DEEPEST) return undefined;
  const trajectory = compileTrajectory(native, dimension);
  if (trajectory === undefined) return undefined;

  const { layout, transition } = trajectory;
  const { point } = layout;
  const points = pointsFor(maxTreeDepth);
  const doubles = new Float64Array(native.memory.buffer);
  const whole = new Int32Array(native.memory.buffer);
  const flag = (offset: number) => whole[(layout.control + offset) >> 2];
  const number = (offset: number) => doubles[(layout.control + offset) >> 3];
  const put = (from: Float64Array, address: number) => {
    const first = address >> 3;
    if (dimension > shortCopy) doubles.set(from, first);
    else for (let i = 0; i < dimension; i++) doubles[first + i] = from[i];
  };
  const take = (address: number): Float64Array => {
    const first = address >> 3;
    if (dimension > shortCopy) return doubles.slice(first, first + dimension);
    const vector = new Float64Array(dimension);
    for (let i = 0; i < dimension; i++) vector[i] = doubles[first + i];
    return vector;
  };
  const words = (layout.control + control.words) >> 2;
  let otherwise: Kernel | undefined;

  return {
    step(rng, state, tuning) {
      if (!(rng instanceof Xoshiro128)) return (otherwise ??= plain()).step(rng, state, tuning);
      const stepSize = jittered(tuning.stepSize, stepSizeJitter, rng);
      native.ready();
      if (trajectory.metric !== tuning.metric) {
        put(tuning.metric.scale, layout.scale);
        trajectory.metric = tuning.metric;
      }
      put(state.position, layout.points + point.position);
      put(state.gradient, layout.points + point.gradient);
      doubles[(layout.points + point.logDensity) >> 3] = state.logDensity;
      for (let i = 0; i < 4; i++) whole[words + i] = rng.words[i];
      const chosen = transition(stepSize, maxTreeDepth, points);
      for (let i = 0; i < 4; i++) rng.words[i] = whole[words + i];
      const steps = flag(control.steps);
      const offset = whole[(chosen + point.offset) >> 2];
      const rejected = flag(control.rejected) !== 0;
      return {
        state:
          offset === 0
            ? state
            : {
                position: take(chosen + point.position),
                logDensity: doubles[(chosen + point.logDensity) >> 3],
                gradient: take(chosen + point.gradient),
              },
        info: {
          acceptanceRate: number(control.acceptanceSum) / steps,
          symmetricAcceptance: number(control.symmetricSum) / steps,
          stepSize,
          treeDepth: flag(control.depth),
          numLeapfrog: steps,
          divergent: flag(control.diverged) !== 0,
          energy: doubles[(chosen + point.energy) >> 3],
          offset,
          ...(rejected ? { rejection: rejectionCause(number(control.rejectedLogDensity)) } : {}),
        },
      };
    },
  };
}
