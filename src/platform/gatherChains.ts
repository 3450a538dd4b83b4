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
  const progress = new Map<number, Gathered>();
  return {
    add({ chain, blocks, seconds, finished }) {
      const before = progress.get(chain) ?? { blocks: [], seconds, warmup: 0, draws: 0, divergences: 0 };
      const after = blocks.reduce(withBlock, { ...before, seconds });
      progress.set(chain, after);
      const sampling = after.draws > 0 || finished;
      job.onProgress?.({
        chain,
        phase: finished ? "finished" : sampling ? "sampling" : "warmup",
        iteration: sampling ? after.draws : after.warmup,
        of: sampling ? draws : warmup,
        divergences: after.divergences,
      });
    },
    chains() {
      return Array.from({ length: job.chains }, (_, index) => {
        const gathered = progress.get(index + 1);
        return {
          draws: assembleChain(gathered?.blocks.length ? gathered.blocks : [emptyBlock(index + 1)]),
          seconds: gathered?.seconds ?? { warmup: 0, sampling: 0 },
        };
      });
    },
  };
}

interface Gathered {
  readonly blocks: readonly DrawBlock[];
  readonly seconds: ChainSeconds;
  readonly warmup: number;
  readonly draws: number;
  readonly divergences: number;
}

function withBlock(sum: Gathered, block: DrawBlock): Gathered {
  const sampling = block.phase === "sampling";
  return {
    ...sum,
    blocks: [...sum.blocks, block],
    warmup: sum.warmup + (sampling ? 0 : block.drawCount),
    draws: sum.draws + (sampling ? block.drawCount : 0),
    divergences: sum.divergences + (sampling ? block.statistics.divergent.reduce((total, one) => total + one, 0) : 0),
  };
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
