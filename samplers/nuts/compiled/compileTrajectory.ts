/** The whole of a transition as WebAssembly, at work in the memory of one density. */
import type { NativeDensity } from "../../../engine/core/LogDensity.js";
import { edges, heights } from "../../../engine/random/ziggurat.js";
import type { Metric } from "../../hamiltonian/metric.js";
import type { ChainState } from "../../kernel.js";
import { layoutFor, type Layout } from "./layout.js";
import { trajectoryModule } from "./trajectoryModule.js";

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

const known = new WeakMap<NativeDensity, CompiledTrajectory | undefined>();

/**
 * The trajectory for a density, made when it is first asked for; every chain in the same thread has the same, since nothing
 * that matters stays in it from one transition to the next. Undefined where the density leaves too little room.
 */
export function compileTrajectory(density: NativeDensity, dimension: number): CompiledTrajectory | undefined {
  if (!known.has(density)) known.set(density, instantiated(density, dimension));
  return known.get(density);
}

function instantiated(density: NativeDensity, dimension: number): CompiledTrajectory | undefined {
  const layout = layoutFor(density, dimension);
  const compiled = density.trajectory ?? trajectoryModule(density, dimension);
  if (layout === undefined || compiled === undefined) return undefined;
  const { memory, evaluate } = density;
  const { exports } = new WebAssembly.Instance(compiled.module as WebAssembly.Module, { env: { memory, evaluate } });
  new Float64Array(memory.buffer, layout.edges, edges.length).set(edges);
  new Float64Array(memory.buffer, layout.heights, heights.length).set(heights);
  for (const [pattern, address] of compiled.constants) new BigUint64Array(memory.buffer, address, 2).fill(pattern);
  return { layout, run: exports["run"] as CompiledTrajectory["run"], metric: undefined, state: undefined };
}
