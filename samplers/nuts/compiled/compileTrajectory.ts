/** The whole of a transition as WebAssembly, compiled against one density and working in its memory. */
import type { NativeDensity } from "../../../engine/core/LogDensity.js";
import { edges, heights } from "../../../engine/random/ziggurat.js";
import type { Metric } from "../../hamiltonian/metric.js";
import type { ChainState } from "../../kernel.js";
import { emitJoins } from "./emitJoins.js";
import { emitLeapfrog, emitStart } from "./emitMotion.js";
import { emitRandom } from "../../../engine/compiler/emitRandom.js";
import { emitRun } from "./emitRun.js";
import { emitTrajectory } from "./emitTrajectory.js";
import { control, layoutFor, type Layout } from "./layout.js";
import { moduleDraft } from "../../../engine/compiler/wasm/ModuleDraft.js";

/** A trajectory ready to run. */
export interface CompiledTrajectory {
  readonly layout: Layout;
  /**
   * So many transitions in a row from the point in the first record, with the scale and the random words in memory. Leaves
   * the last point in the first record. `points` is the number of records that trajectories of `maxDepth` doublings need.
   */
  readonly run: (stepSize: number, jitter: number, maxDepth: number, points: number, count: number) => void;
  /** The metric whose scale is in memory, and the state in the first record. */
  metric: Metric | undefined;
  state: ChainState | undefined;
}

const pageBytes = 65_536;
const known = new WeakMap<NativeDensity, CompiledTrajectory | undefined>();

/**
 * The trajectory for a density, compiled when it is first asked for; every chain in the same thread has the same, since
 * nothing that matters stays in it from one transition to the next. Undefined where the density leaves too little room.
 */
export function compileTrajectory(density: NativeDensity, dimension: number): CompiledTrajectory | undefined {
  if (!known.has(density)) known.set(density, compiled(density, dimension));
  return known.get(density);
}

function compiled(density: NativeDensity, dimension: number): CompiledTrajectory | undefined {
  const layout = layoutFor(density, dimension);
  if (layout === undefined) return undefined;
  const { memory, evaluate } = density;
  const draft = moduleDraft([{ name: "evaluate", parameters: [], result: "f64" }]);
  const random = emitRandom(draft.define, { ...layout, words: layout.control + control.words });
  const transition = emitTrajectory(draft.define, layout, {
    random,
    joins: emitJoins(draft.define, layout),
    start: emitStart(draft.define, layout, random.normal),
    leapfrog: emitLeapfrog(draft.define, layout, 0),
  });
  emitRun(draft.define, layout, random.uniform, transition);
  const module = new WebAssembly.Module(draft.encode(memory.buffer.byteLength / pageBytes));
  const { exports } = new WebAssembly.Instance(module, { env: { memory, evaluate } });
  new Float64Array(memory.buffer, layout.edges, edges.length).set(edges);
  new Float64Array(memory.buffer, layout.heights, heights.length).set(heights);
  for (const [pattern, address] of layout.constants) new BigUint64Array(memory.buffer, address, 2).fill(pattern);
  return { layout, run: exports["run"] as CompiledTrajectory["run"], metric: undefined, state: undefined };
}
