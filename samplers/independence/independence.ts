/** Independence Metropolis: proposals that do not look at where the chain is, accepted so that its density stays exact. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import type { Rng } from "../../engine/core/Rng.js";
import { exp } from "../../engine/math/exp.js";
import type { ChainState, Kernel } from "../kernel.js";
import type { CellDensity } from "./cellDensity.js";
import type { Cube } from "./Cube.js";

/** A place of which the kernel knows all; its arrays are written to. */
interface Place {
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  logDensity: number;
  /** Stretch of the cube over the proposal's density: with the density, the ratio of target to proposal. */
  factor: number;
}

/**
 * The kernel that proposes draws of a density on the cube and accepts them with probability min(1, w′ / w), w the ratio of
 * target to proposal (Hastings 1970; Tierney 1994, section 2.3.3). Proposals near the target make draws nearly independent. There
 * is no momentum and nothing to tune: energies and step sizes are NaN, and a step takes one gradient.
 */
export function independence(density: LogDensity, cube: Cube, proposal: CellDensity): Required<Kernel> {
  const { dimension } = density;
  const point = new Float64Array(dimension);
  let current = emptyPlace(dimension);
  let proposed = emptyPlace(dimension);
  /** The state that `current` is of. */
  let known: ChainState | undefined;

  function enter(state: ChainState): void {
    if (state === known) return;
    current.position.set(state.position);
    current.gradient.set(state.gradient);
    current.logDensity = state.logDensity;
    cube.toPoint(state.position, point);
    current.factor = cube.stretch(point) / proposal.at(point);
  }

  function leave(): ChainState {
    const { position, gradient, logDensity } = current;
    return (known = { position: position.slice(), logDensity, gradient: gradient.slice() });
  }

  /** One transition of `current`; returns the ratio of weights. */
  function advance(rng: Rng): number {
    const height = proposal.draw(rng, point);
    cube.toPosition(point, proposed.position);
    const logDensity = density.evaluate(proposed.position, proposed.gradient);
    const isPossible = Number.isFinite(logDensity);
    proposed.logDensity = logDensity;
    proposed.factor = cube.stretch(point) / height;
    const ratio = isPossible ? exp(logDensity - current.logDensity) * (proposed.factor / current.factor) : 0;
    if (rng.uniform() < ratio) {
      const before = current;
      current = proposed;
      proposed = before;
    }
    return ratio;
  }

  return {
    step(rng, state) {
      enter(state);
      const before = current;
      const ratio = advance(rng);
      const isMoved = current !== before;
      const rejected = isMoved ? undefined : rejection(proposed);
      if (!isMoved) known = state;
      return {
        state: isMoved ? leave() : state,
        info: {
          acceptanceRate: Math.min(1, ratio),
          symmetricAcceptance: (2 * Math.min(1, ratio)) / (1 + ratio),
          stepSize: NaN,
          treeDepth: 0,
          numLeapfrog: 1,
          divergent: false,
          energy: NaN,
          offset: isMoved ? 1 : 0,
          ...(rejected === undefined ? {} : { rejection: rejected }),
        },
      };
    },
    run(rng, state, _, most) {
      enter(state);
      const positions = new Float64Array(most * dimension);
      const logDensity = new Float64Array(most);
      const acceptanceRate = new Float64Array(most);
      let count = 0;
      let firstCause: string | undefined;
      for (let i = 0; i < most; i++) {
        const before = current;
        acceptanceRate[i] = Math.min(1, advance(rng));
        const cause = current === before ? rejection(proposed) : undefined;
        if (cause !== undefined) count++;
        firstCause ??= cause;
        for (let k = 0; k < dimension; k++) positions[i * dimension + k] = current.position[k];
        logDensity[i] = current.logDensity;
      }
      const all = (value: number) => new Float64Array(most).fill(value);
      return {
        state: leave(),
        count: most,
        positions,
        statistics: {
          acceptanceRate,
          stepSize: all(NaN),
          treeDepth: all(0),
          numLeapfrog: all(1),
          divergent: all(0),
          energy: all(NaN),
          logDensity,
        },
        rejected: { count, ...(firstCause === undefined ? {} : { firstCause }) },
      };
    },
  };
}

const emptyPlace = (dimension: number): Place => ({
  position: new Float64Array(dimension),
  gradient: new Float64Array(dimension),
  logDensity: -Infinity,
  factor: 1,
});

const rejection = ({ logDensity }: Place): string | undefined =>
  Number.isFinite(logDensity) ? undefined : `the log density was ${logDensity}`;
