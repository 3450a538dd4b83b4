/** Finished draws in blocks that can be posted from a worker, and their assembly to a chain. */
import type { ChainDraws, SamplerStatistics, WarmupReport } from "../engine/core/Draws.js";
import type { TransitionInfo } from "./kernel.js";
import { rejectedIn } from "./repeatSteps.js";
import type { ChainEvent } from "./runChain.js";
import type { DrawsEvent } from "./sampleDraws.js";
import { joinedArrays, joinedColumns, statisticColumns } from "./statisticColumns.js";

/** Consecutive transitions of one chain; every array owns its buffer, so the block can be transferred. */
export interface DrawBlock {
  readonly chain: number;
  readonly phase: "warmup" | "sampling";
  /** Number of the first transition in its phase, from 0. */
  readonly firstDraw: number;
  readonly drawCount: number;
  /** (drawCount × values), row by row; empty during warmup. */
  readonly values: Float64Array;
  /** (drawCount × dimension), row by row; empty during warmup. */
  readonly positions: Float64Array;
  readonly statistics: SamplerStatistics;
  /** Gradients evaluated by the transitions of the block. */
  readonly gradients: number;
  readonly rejected: ChainDraws["rejected"];
  /** In the first block after warmup. */
  readonly warmup?: WarmupReport;
}

/** Gathers events of one chain into blocks. */
export interface ChainCollector {
  add(event: ChainEvent): void;
  /** What was gathered since the last call: no block, or one for each phase. */
  take(): DrawBlock[];
}

/** A collector for chain number `chain`. */
export function chainCollector(chain: number): ChainCollector {
  let warmup: WarmupPage = { first: 0, infos: [], logDensities: [] };
  let draws: DrawsEvent[] = [];
  let taken = 0;
  let report: WarmupReport | undefined;
  return {
    add(event) {
      if (event.kind === "warmedUp") report = event.report;
      else if (event.kind === "draws") draws.push(event);
      else {
        warmup.infos.push(event.info);
        warmup.logDensities.push(event.state.logDensity);
      }
    },
    take() {
      const blocks: DrawBlock[] = [];
      if (warmup.infos.length > 0) blocks.push(warmupBlock(chain, warmup));
      if (draws.length > 0 || report !== undefined) {
        const block = samplingBlock(chain, taken, draws);
        blocks.push({ ...block, ...(report === undefined ? {} : { warmup: report }) });
        taken += block.drawCount;
      }
      warmup = { first: warmup.first + warmup.infos.length, infos: [], logDensities: [] };
      draws = [];
      report = undefined;
      return blocks;
    },
  };
}

/** The buffers of a block, for the transfer list of `postMessage`. */
export function transferables(block: DrawBlock): ArrayBuffer[] {
  return [block.values, block.positions, ...Object.values<Float64Array>({ ...block.statistics })].map(
    (array) => array.buffer as ArrayBuffer,
  );
}

/**
 * One chain from its blocks, in any order; blocks of warmup count only for what was rejected. A chain that was stopped has
 * fewer draws, and no warmup report if it had not come that far. Throws an Error when a block is missing in between.
 */
export function assembleChain(blocks: readonly DrawBlock[]): ChainDraws {
  if (blocks.length === 0) throw new Error("a chain cannot be assembled from no blocks");
  const { chain } = blocks[0];
  const ordered = [...blocks].sort(
    (a, b) => phaseRank(a) - phaseRank(b) || a.firstDraw - b.firstDraw || a.drawCount - b.drawCount,
  );
  const sampling = ordered.filter(({ phase }) => phase === "sampling");
  let drawCount = 0;
  for (const block of sampling) {
    if (block.chain !== chain) throw new Error(`blocks of chains ${chain} and ${block.chain} are mixed`);
    if (block.firstDraw !== drawCount) throw new Error(`draw ${drawCount} of chain ${chain} is missing`);
    drawCount += block.drawCount;
  }
  const warmup = sampling.find((block) => block.warmup !== undefined)?.warmup;
  const firstCause = ordered.find(({ rejected }) => rejected.count > 0)?.rejected.firstCause;
  return {
    chain,
    drawCount,
    values: joinedArrays(sampling.map(({ values }) => values)),
    positions: joinedArrays(sampling.map(({ positions }) => positions)),
    statistics: joinedColumns(sampling.map(({ statistics }) => statistics)),
    ...(warmup === undefined ? {} : { warmup }),
    gradients: sampling.reduce((sum, block) => sum + block.gradients, 0),
    rejected: {
      count: ordered.reduce((sum, block) => sum + block.rejected.count, 0),
      ...(firstCause === undefined ? {} : { firstCause }),
    },
  };
}

/** Transitions of warmup waiting to be put into a block. */
interface WarmupPage {
  readonly first: number;
  readonly infos: TransitionInfo[];
  readonly logDensities: number[];
}

const phaseRank = ({ phase }: DrawBlock): number => (phase === "warmup" ? 0 : 1);

function warmupBlock(chain: number, { first, infos, logDensities }: WarmupPage): DrawBlock {
  return {
    chain,
    phase: "warmup",
    firstDraw: first,
    drawCount: infos.length,
    values: new Float64Array(0),
    positions: new Float64Array(0),
    statistics: statisticColumns(infos, logDensities),
    gradients: infos.reduce((sum, { numLeapfrog }) => sum + numLeapfrog, 0),
    rejected: rejectedIn(infos),
  };
}

function samplingBlock(chain: number, firstDraw: number, draws: readonly DrawsEvent[]): DrawBlock {
  const statistics = joinedColumns(draws.map((part) => part.statistics));
  const firstCause = draws.find(({ rejected }) => rejected.count > 0)?.rejected.firstCause;
  return {
    chain,
    phase: "sampling",
    firstDraw,
    drawCount: statistics.numLeapfrog.length,
    values: joinedArrays(draws.map(({ values }) => values)),
    positions: joinedArrays(draws.map(({ positions }) => positions)),
    statistics,
    gradients: statistics.numLeapfrog.reduce((sum, steps) => sum + steps, 0),
    rejected: {
      count: draws.reduce((sum, { rejected }) => sum + rejected.count, 0),
      ...(firstCause === undefined ? {} : { firstCause }),
    },
  };
}
