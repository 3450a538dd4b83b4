/** The no-U-turn sampler for densities that are WebAssembly: the same draws, without JavaScript inside a transition. */
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { Xoshiro128 } from "../../../engine/random/Xoshiro128.js";
import { rejectionCause } from "../../hamiltonian/phaseSpace.js";
import type { ChainState, Kernel, Tuning } from "../../kernel.js";
import { repeatSteps } from "../../repeatSteps.js";
import type { NutsOptions } from "../nuts.js";
import { compileTrajectory } from "./compileTrajectory.js";
import { columns, control, DEEPEST, pointsFor } from "./layout.js";

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

  const { layout } = trajectory;
  const { point, mostRows } = layout;
  const points = pointsFor(maxTreeDepth);
  const doubles = new Float64Array(native.memory.buffer);
  const words = new Int32Array(native.memory.buffer, layout.control + control.words, 4);
  const rejections = new Int32Array(native.memory.buffer, layout.control + control.rejections, 1);
  const put = (from: Float64Array, address: number) => {
    const first = address / 8;
    if (dimension > shortCopy) doubles.set(from, first);
    else for (let i = 0; i < dimension; i++) doubles[first + i] = from[i];
  };
  const taken = (address: number, length: number) => doubles.slice(address / 8, address / 8 + length);
  const columnAt = (number: number) => layout.columns + 8 * mostRows * number;
  const inFirstRow = (column: number) => doubles[columnAt(column) / 8];
  const logDensityAt = (layout.points + point.logDensity) / 8;
  const causeOfFirst = () => rejectionCause(doubles[(layout.control + control.rejectedLogDensity) / 8]);

  const run = (rng: Xoshiro128, state: ChainState, tuning: Tuning, count: number) => {
    native.ready();
    if (trajectory.metric !== tuning.metric) {
      put(tuning.metric.scale, layout.scale);
      trajectory.metric = tuning.metric;
    }
    if (trajectory.state !== state) {
      put(state.position, layout.points + point.position);
      put(state.gradient, layout.points + point.gradient);
      doubles[logDensityAt] = state.logDensity;
    }
    trajectory.state = undefined;
    for (let i = 0; i < 4; i++) words[i] = rng.words[i];
    trajectory.run(tuning.stepSize, stepSizeJitter, maxTreeDepth, points, count);
    for (let i = 0; i < 4; i++) rng.words[i] = words[i];
  };
  /** The state in the first point's record. */
  const stateNow = (): ChainState =>
    (trajectory.state = {
      position: taken(layout.points + point.position, dimension),
      logDensity: doubles[logDensityAt],
      gradient: taken(layout.points + point.gradient, dimension),
    });
  let made: Kernel | undefined;
  const otherwise = () => (made ??= plain());

  return {
    step(rng: Rng, state, tuning) {
      if (!(rng instanceof Xoshiro128)) return otherwise().step(rng, state, tuning);
      run(rng, state, tuning, 1);
      const offset = inFirstRow(columns.offset);
      return {
        state: offset === 0 ? (trajectory.state = state) : stateNow(),
        info: {
          acceptanceRate: inFirstRow(columns.acceptanceRate),
          symmetricAcceptance: inFirstRow(columns.symmetricAcceptance),
          stepSize: inFirstRow(columns.stepSize),
          treeDepth: inFirstRow(columns.treeDepth),
          numLeapfrog: inFirstRow(columns.numLeapfrog),
          divergent: inFirstRow(columns.divergent) !== 0,
          energy: inFirstRow(columns.energy),
          offset,
          ...(rejections[0] === 0 ? {} : { rejection: causeOfFirst() }),
        },
      };
    },
    run(rng, state, tuning, most) {
      if (!(rng instanceof Xoshiro128)) return repeatSteps(otherwise(), rng, state, tuning, most);
      const count = Math.min(most, mostRows);
      run(rng, state, tuning, count);
      const column = (number: number) => taken(columnAt(number), count);
      return {
        state: stateNow(),
        count,
        positions: taken(layout.rows, count * dimension),
        statistics: {
          acceptanceRate: column(columns.acceptanceRate),
          stepSize: column(columns.stepSize),
          treeDepth: column(columns.treeDepth),
          numLeapfrog: column(columns.numLeapfrog),
          divergent: column(columns.divergent),
          energy: column(columns.energy),
          logDensity: column(columns.logDensity),
        },
        rejected: { count: rejections[0], ...(rejections[0] === 0 ? {} : { firstCause: causeOfFirst() }) },
      };
    },
  };
}
