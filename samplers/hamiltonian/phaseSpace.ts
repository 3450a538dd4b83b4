/** Positions and momenta in numbered slots, and the leapfrog step between them. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import type { Rng } from "../../engine/core/Rng.js";
import type { ChainState, Tuning } from "../kernel.js";
import { dot } from "./dot.js";

/**
 * Points in phase space. Momenta are whitened: r = M^(-1/2) p is standard normal, so that the kinetic energy is r·r / 2 and
 * the products of momenta and velocities in the U-turn criterion are plain dot products.
 */
export interface PhaseSpace {
  readonly density: LogDensity;
  readonly positions: readonly Float64Array[];
  readonly gradients: readonly Float64Array[];
  readonly momenta: readonly Float64Array[];
  readonly logDensities: Float64Array;
  /** Hamiltonian at each point. */
  readonly energies: Float64Array;
  /** Steps from the start, negative backwards. */
  readonly offsets: Int32Array;
  /** Step size times the scale of each coordinate. */
  readonly scaledStep: Float64Array;
  /** Why a point was rejected since {@link startAt}, if one was. */
  rejection: string | undefined;
}

/** A phase space with room for a number of points. */
export function phaseSpace(density: LogDensity, slots: number): PhaseSpace {
  const vectors = () => Array.from({ length: slots }, () => new Float64Array(density.dimension));
  return {
    density,
    positions: vectors(),
    gradients: vectors(),
    momenta: vectors(),
    logDensities: new Float64Array(slots),
    energies: new Float64Array(slots),
    offsets: new Int32Array(slots),
    scaledStep: new Float64Array(density.dimension),
    rejection: undefined,
  };
}

/** Puts a state with a fresh momentum into a slot, for steps of size `stepSize` in the metric of `tuning`. */
export function startAt(
  space: PhaseSpace,
  slot: number,
  state: ChainState,
  tuning: Tuning,
  stepSize: number,
  rng: Rng,
): void {
  const { scale } = tuning.metric;
  const { scaledStep } = space;
  const momentum = space.momenta[slot];
  for (let i = 0; i < momentum.length; i++) {
    momentum[i] = rng.normal();
    scaledStep[i] = stepSize * scale[i];
  }
  space.positions[slot].set(state.position);
  space.gradients[slot].set(state.gradient);
  space.logDensities[slot] = state.logDensity;
  space.energies[slot] = 0.5 * dot(momentum, momentum) - state.logDensity;
  space.offsets[slot] = 0;
  space.rejection = undefined;
}

/**
 * One leapfrog step from slot `from` to slot `to`, forwards (1) or backwards (-1) in time, with one evaluation of the
 * gradient. Returns the Hamiltonian at the new point: Infinity where the density or its gradient is not finite.
 */
export function leapfrog(space: PhaseSpace, from: number, to: number, direction: number): number {
  const { scaledStep } = space;
  const position = space.positions[from];
  const gradient = space.gradients[from];
  const momentum = space.momenta[from];
  const newPosition = space.positions[to];
  const newGradient = space.gradients[to];
  const newMomentum = space.momenta[to];
  const dimension = scaledStep.length;
  const half = 0.5 * direction;
  for (let i = 0; i < dimension; i++) {
    const step = scaledStep[i];
    const r = momentum[i] + half * step * gradient[i];
    newMomentum[i] = r;
    newPosition[i] = position[i] + direction * step * r;
  }
  const logDensity = space.density.evaluate(newPosition, newGradient);
  for (let i = 0; i < dimension; i++) newMomentum[i] += half * scaledStep[i] * newGradient[i];
  let energy = 0.5 * dot(newMomentum, newMomentum) - logDensity;
  // Comparisons with NaN are false, so this also catches it.
  if (!(energy - energy === 0)) {
    space.rejection = rejectionCause(logDensity);
    energy = Infinity;
  }
  space.logDensities[to] = logDensity;
  space.energies[to] = energy;
  space.offsets[to] = space.offsets[from] + direction;
  return energy;
}

/** The state in a slot, copied. */
export function stateAt(space: PhaseSpace, slot: number): ChainState {
  return {
    position: space.positions[slot].slice(),
    logDensity: space.logDensities[slot],
    gradient: space.gradients[slot].slice(),
  };
}

/** Says what was wrong with a point of the given log density. */
export function rejectionCause(logDensity: number): string {
  return Number.isFinite(logDensity)
    ? "the gradient of the log density was not finite"
    : `the log density was ${Number.isNaN(logDensity) ? "NaN" : logDensity > 0 ? "Infinity" : "-Infinity"}`;
}
