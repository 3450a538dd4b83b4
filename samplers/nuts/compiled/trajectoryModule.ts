/** The WebAssembly of whole transitions, for one density: emitted once, with the density where that is compiled. */
import { emitRandom } from "../../../engine/compiler/emitRandom.js";
import { samplerRoom } from "../../../engine/compiler/samplerRoom.js";
import { moduleDraft } from "../../../engine/compiler/wasm/ModuleDraft.js";
import type { ModelArtifact } from "../../../engine/core/CompiledModel.js";
import type { NativeDensity, TrajectoryModule } from "../../../engine/core/LogDensity.js";
import { emitJoins } from "./emitJoins.js";
import { emitLeapfrog, emitStart } from "./emitMotion.js";
import { emitRun } from "./emitRun.js";
import { emitTrajectory } from "./emitTrajectory.js";
import { control, layoutFor } from "./layout.js";

/** Whoever runs it has a memory of more pages. */
const pages = 1;

/** The module for a density whose places are known; undefined where it leaves too little room. */
export function trajectoryModule(
  density: Pick<NativeDensity, "position" | "gradient" | "room">,
  dimension: number,
): TrajectoryModule | undefined {
  const layout = layoutFor(density, dimension);
  if (layout === undefined) return undefined;
  const draft = moduleDraft([{ name: "evaluate", parameters: [], result: "f64" }]);
  const random = emitRandom(draft.define, { ...layout, words: layout.control + control.words });
  const transition = emitTrajectory(draft.define, layout, {
    random,
    joins: emitJoins(draft.define, layout),
    start: emitStart(draft.define, layout, random.normal),
    leapfrog: emitLeapfrog(draft.define, layout, 0),
  });
  emitRun(draft.define, layout, random.uniform, transition);
  return { module: new WebAssembly.Module(draft.encode(pages)), constants: [...layout.constants] };
}

/**
 * A compiled model with the module of its trajectories, so that no worker has to emit it.
 *
 * @example
 * load(withTrajectory(compile(graph, names)))
 */
export function withTrajectory(artifact: ModelArtifact): ModelArtifact {
  const { position, gradient } = artifact.layout;
  const made = trajectoryModule({ position, gradient, room: samplerRoom(artifact) }, artifact.dimension);
  return made === undefined ? artifact : { ...artifact, trajectory: made };
}
