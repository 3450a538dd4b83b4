/** Drives one chain, the same way in a worker and in the calling thread, and hands over what it has at intervals. */
import type { CompiledModel } from "../../engine/core/CompiledModel.js";
import type { Rng } from "../../engine/core/Rng.js";
import { stream } from "../../engine/random/stream.js";
import { chainCollector, type DrawBlock } from "../../samplers/drawBlock.js";
import type { SamplerOptions } from "../../samplers/options.js";
import { runChain } from "../../samplers/runChain.js";
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
  const constrain = (position: Float64Array, draw: number, out: Float64Array) =>
    model.constrain(position, drawStream(options.seed, chain, draw), out);
  const started = now();
  let warmedUp: number | undefined;
  let reported = started;
  const part = (time: number, finished: boolean): ChainPart => ({
    chain,
    blocks: collector.take(),
    seconds: { warmup: (warmedUp ?? time) - started, sampling: warmedUp === undefined ? 0 : time - warmedUp },
    finished,
  });
  for (const event of runChain(model, constrain, model.names.length, options, chain)) {
    collector.add(event);
    const time = now();
    if (event.kind === "warmedUp") warmedUp = time;
    if (time - reported >= interval) {
      reported = time;
      yield part(time, false);
    }
  }
  yield part(now(), true);
}

/** The stream for the random quantities of one draw; made only when a number is asked of it, since most models ask none. */
function drawStream(seed: string, chain: number, draw: number): Rng {
  let made: Rng | undefined;
  const rng = () => (made ??= stream(seed, chain, "draw", draw));
  return {
    bits: () => rng().bits(),
    uniform: () => rng().uniform(),
    normal: () => rng().normal(),
  };
}
