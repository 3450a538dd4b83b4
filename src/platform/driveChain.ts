/** Drives one chain, the same way in a worker and in the calling thread, and hands over what it has at intervals. */
import type { CompiledModel } from "../../engine/core/CompiledModel.js";
import { numberedStreams } from "../../engine/random/numberedStreams.js";
import { chainCollector, type DrawBlock } from "../../samplers/drawBlock.js";
import type { SamplerOptions } from "../../samplers/options.js";
import { runChain, type Constrain } from "../../samplers/runChain.js";
import type { ChainSeconds } from "./Platform.js";

/** What a chain has done since it last reported. */
export interface ChainPart {
  readonly chain: number;
  readonly blocks: readonly DrawBlock[];
  /** Seconds since the chain began. */
  readonly seconds: ChainSeconds;
  readonly finished: boolean;
}

/** Seconds between two parts: short enough that a stopped fit keeps nearly everything. */
const interval = 0.2;
/** Seconds that several draws at once may take at most, so that a fit hears of being stopped. */
const stretch = 0.05;

/**
 * Runs chain number `chain` (from 1) and yields a part at least every 0.2 seconds, as far as single transitions are
 * shorter than that; the last one is marked as finished. `now` is a clock in seconds, which the draws do not depend on.
 */
export function* driveChain(
  model: CompiledModel,
  options: SamplerOptions,
  chain: number,
  now: () => number,
): Generator<ChainPart, void, void> {
  const collector = chainCollector(chain);
  const constrain = constrainOf(model, options, chain);
  const started = now();
  let warmedUp: number | undefined;
  let reported = started;
  const part = (time: number, finished: boolean): ChainPart => ({
    chain,
    blocks: collector.take(),
    seconds: { warmup: (warmedUp ?? time) - started, sampling: warmedUp === undefined ? 0 : time - warmedUp },
    finished,
  });
  let most = 1;
  let last = started;
  for (const event of runChain(model, constrain, model.names.length, options, chain, {}, () => most)) {
    collector.add(event);
    const time = now();
    if (event.kind === "warmedUp") warmedUp = time;
    if (event.kind === "draws") most = time - last < stretch / 2 ? 2 * event.count : Math.ceil(event.count / 2);
    last = time;
    if (time - reported >= interval) {
      reported = time;
      yield part(time, false);
    }
  }
  yield part(now(), true);
}

/** What is reported of draws, each with a stream of its own; all at once where transitions are compiled too. */
function constrainOf(model: CompiledModel, { seed, compiledTrajectory }: SamplerOptions, chain: number): Constrain {
  const streams = numberedStreams(seed, chain, "draw");
  const one: Constrain = (position, draw, out) => model.constrain(position, streams.stream(draw), out);
  const rows: Constrain["rows"] = (positions, first, out) => model.constrainRows(positions, streams.base, first, out);
  return compiledTrajectory ? Object.assign(one, { rows }) : one;
}
