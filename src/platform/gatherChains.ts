/** Puts the parts of all chains together as they arrive, in whatever order, and says how far they are. */
import { assembleChain, type DrawBlock } from "../../samplers/drawBlock.js";
import type { ChainPart } from "./driveChain.js";
import type { ChainSeconds, ChainsJob, FinishedChain } from "./Platform.js";

/** The parts that have arrived so far. */
export interface ChainGathering {
  add(part: ChainPart): void;
  /** Every chain by number, short or empty where parts are missing. */
  chains(): readonly FinishedChain[];
}

/** A gathering for the chains of a job; calls its `onProgress` for every part. */
export function gatherChains(job: ChainsJob): ChainGathering {
  const { warmup, draws } = job.options;
  const gathered = Array.from({ length: job.chains }, emptyGathering);
  return {
    add({ chain, blocks, seconds, finished }) {
      const one = gathered[chain - 1]!;
      one.seconds = seconds;
      for (const block of blocks) {
        addBlock(one, block);
        if (block.phase === "sampling" && block.drawCount > 0) job.onDraws?.(block);
      }
      const sampling = one.draws > 0 || finished;
      job.onProgress?.({
        chain,
        phase: finished ? "finished" : sampling ? "sampling" : "warmup",
        iteration: sampling ? one.draws : one.warmup,
        of: sampling ? draws : warmup,
        divergences: one.divergences,
        stepSize: one.stepSize,
        seconds: sampling ? seconds.sampling : seconds.warmup,
      });
    },
    chains() {
      return gathered.map(({ blocks, seconds }, index) => ({
        draws: assembleChain(blocks.length > 0 ? blocks : [emptyBlock(index + 1)]),
        seconds,
      }));
    },
  };
}

interface Gathering {
  readonly blocks: DrawBlock[];
  seconds: ChainSeconds;
  /** Warmup iterations done. */
  warmup: number;
  draws: number;
  divergences: number;
  stepSize: number;
}

function emptyGathering(): Gathering {
  return { blocks: [], seconds: { warmup: 0, sampling: 0 }, warmup: 0, draws: 0, divergences: 0, stepSize: NaN };
}

function addBlock(to: Gathering, block: DrawBlock): void {
  to.blocks.push(block);
  to.stepSize = block.statistics.stepSize.at(-1) ?? to.stepSize;
  if (block.phase === "warmup") {
    to.warmup += block.drawCount;
    return;
  }
  to.draws += block.drawCount;
  to.divergences += block.statistics.divergent.reduce((total, one) => total + one, 0);
}

/** Stands for a chain that was stopped before it reported anything. */
function emptyBlock(chain: number): DrawBlock {
  const none = () => new Float64Array(0);
  return {
    chain,
    phase: "sampling",
    firstDraw: 0,
    drawCount: 0,
    values: none(),
    positions: none(),
    statistics: {
      acceptanceRate: none(),
      stepSize: none(),
      treeDepth: none(),
      numLeapfrog: none(),
      divergent: none(),
      energy: none(),
      logDensity: none(),
    },
    gradients: 0,
    rejected: { count: 0 },
  };
}
