/** Fits the coordinates of a compiled model to its posterior: the settings of its artifact, chosen near the posterior's mode. */
import { load } from "../engine/compiler/load.js";
import type { CompiledModel, ModelArtifact } from "../engine/core/CompiledModel.js";
import { outerCentre, outerFactor, type Coordinates } from "../engine/core/Model.js";
import { blockHessian } from "../samplers/optimise/blockHessian.js";
import { inverseRoot } from "../samplers/optimise/inverseRoot.js";
import { maximise } from "../samplers/optimise/maximise.js";
import { withInputs } from "./withInputs.js";

/** Settings by name. */
type Settings = ReadonlyMap<string, Float64Array>;

/** Rounds in which mode and latent settings are fitted to one another, and steps towards the mode in each. */
const MOST_ROUNDS = 12;
const FIRST_STEPS = 40;
const STEPS = 30;
/** Log density that a round must gain for another to follow. */
const LEAST_GAIN = 0.01;

/**
 * An artifact whose settings make its posterior nearly standard normal, as far as its coordinates allow; the artifact itself
 * where no mode is found. Depends on model and data alone: all chains share it, whatever their seed.
 *
 * Rounds of L-BFGS alternate with new latent settings, under which latent coordinates of 0 are the conditional mode: so the
 * search is for the mode of what is left when they are integrated out, approximately. There the curvature of the outer parameters is taken.
 */
export function fitCoordinates(artifact: ModelArtifact, coordinates: Coordinates): ModelArtifact {
  const model = load(artifact);
  const found = findMode(model, coordinates);
  if (!found) return artifact;
  const settings = new Map([...found.settings, ...outerSettings(model, found.position, coordinates.outer)]);
  for (const [name, values] of settings) model.set(name, values);
  const start = new Float64Array(model.dimension);
  if (!Number.isFinite(model.evaluate(start, new Float64Array(model.dimension)))) return artifact;
  return withInputs(artifact, settings);
}

/** The linear map under which the outer parameters are standard near a mode. */
function outerSettings(model: CompiledModel, position: Float64Array, outer: Int32Array): Settings {
  if (outer.length === 0) return new Map();
  return new Map([
    [outerCentre, Float64Array.from(outer, (place) => position[place]!)],
    [outerFactor, inverseRoot(curvatureAt(model, position, outer), outer.length)],
  ]);
}

/** The negative Hessian in the outer parameters, between which others may stand. */
function curvatureAt(model: CompiledModel, position: Float64Array, outer: Int32Array): Float64Array {
  const size = outer.length;
  const first = outer[0]!;
  const width = outer[size - 1]! + 1 - first;
  const hessian = blockHessian(model, position, first, first + width);
  if (width === size) return hessian;
  return Float64Array.from({ length: size * size }, (_, i) => {
    return hessian[(outer[Math.floor(i / size)]! - first) * width + outer[i % size]! - first]!;
  });
}

/** The mode of the conditioned coordinates where the others are as they are. */
function conditionalMode(model: CompiledModel, position: Float64Array, held: Uint8Array): Float64Array {
  const fixed = held.map((isConditioned) => 1 - isConditioned);
  return maximise(model, position, { iterations: 5 * STEPS, fixed }).position;
}

interface Mode {
  readonly position: Float64Array;
  readonly settings: Settings;
}

/** Undefined where the density is not finite at the start, or under the first settings that follow from there. */
function findMode(model: CompiledModel, { conditioned, settings, searched }: Coordinates): Mode | undefined {
  const held = new Uint8Array(model.dimension);
  for (const place of conditioned) held[place] = 1;
  const origin = new Float64Array(model.dimension);
  if (!settings) {
    const { position, logDensity } = maximise(model, origin, { iterations: MOST_ROUNDS * STEPS, fixed: held });
    return Number.isFinite(logDensity) ? { position, settings: new Map() } : undefined;
  }
  let best = maximise(model, origin, { iterations: FIRST_STEPS });
  if (!Number.isFinite(best.logDensity)) return undefined;
  let chosen: Settings = new Map();
  let reached = -Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const from = searched ? conditionalMode(model, best.position, held) : best.position;
    const proposed = settings(model.reference(from));
    for (const [name, values] of proposed) model.set(name, values);
    const start = best.position.map((x, i) => (held[i] ? 0 : x));
    const next = maximise(model, start, { iterations: STEPS, fixed: held });
    if (!Number.isFinite(next.logDensity)) break;
    chosen = proposed;
    best = next;
    if (Math.abs(next.logDensity - reached) < LEAST_GAIN) break;
    reached = next.logDensity;
  }
  // Under settings that lead nowhere the curvature would be that of another density.
  if (chosen.size === 0) return undefined;
  for (const [name, values] of chosen) model.set(name, values);
  return { position: best.position, settings: chosen };
}
