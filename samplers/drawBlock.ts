/** Finished draws in blocks that can be posted from a worker, and their assembly to a chain. */
import type { ChainDraws, SamplerStatistics, WarmupReport } from "../engine/core/Draws.js";
import type { TransitionInfo } from "./kernel.js";
import type { ChainEvent } from "./runChain.js";

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
  let warmup = emptyPage(0);
  let sampling = emptyPage(0);
  let report: WarmupReport | undefined;
  return {
    add(event) {
      if (event.kind === "warmedUp") {
        report = event.report;
        return;
      }
      const page = event.kind === "draw" ? sampling : warmup;
      page.infos.push(event.info);
      page.logDensities.push(event.state.logDensity);
      if (event.kind === "draw") {
        // States are never written to once returned; the values are.
        page.positions.push(event.state.position);
        page.values.push(event.values.slice());
      }
    },
    take() {
      const blocks: DrawBlock[] = [];
      if (warmup.infos.length > 0) blocks.push(toBlock(chain, "warmup", warmup));
      if (sampling.infos.length > 0 || report !== undefined) {
        blocks.push({ ...toBlock(chain, "sampling", sampling), ...(report === undefined ? {} : { warmup: report }) });
      }
      warmup = emptyPage(warmup.first + warmup.infos.length);
      sampling = emptyPage(sampling.first + sampling.infos.length);
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
  const statistic = (name: keyof SamplerStatistics) => joined(sampling.map(({ statistics }) => statistics[name]));
  return {
    chain,
    drawCount,
    values: joined(sampling.map(({ values }) => values)),
    positions: joined(sampling.map(({ positions }) => positions)),
    statistics: {
      acceptanceRate: statistic("acceptanceRate"),
      stepSize: statistic("stepSize"),
      treeDepth: statistic("treeDepth"),
      numLeapfrog: statistic("numLeapfrog"),
      divergent: statistic("divergent"),
      energy: statistic("energy"),
      logDensity: statistic("logDensity"),
    },
    ...(warmup === undefined ? {} : { warmup }),
    gradients: sampling.reduce((sum, block) => sum + block.gradients, 0),
    rejected: {
      count: ordered.reduce((sum, block) => sum + block.rejected.count, 0),
      ...(firstCause === undefined ? {} : { firstCause }),
    },
  };
}

/** Transitions waiting to be put into a block. */
interface Page {
  readonly first: number;
  readonly infos: TransitionInfo[];
  readonly logDensities: number[];
  readonly positions: Float64Array[];
  readonly values: Float64Array[];
}

const emptyPage = (first: number): Page => ({ first, infos: [], logDensities: [], positions: [], values: [] });

const phaseRank = ({ phase }: DrawBlock): number => (phase === "warmup" ? 0 : 1);

function toBlock(chain: number, phase: DrawBlock["phase"], page: Page): DrawBlock {
  const { infos } = page;
  const column = (pick: (info: TransitionInfo) => number) => Float64Array.from(infos, pick);
  const rejections = infos.map(({ rejection }) => rejection).filter((cause) => cause !== undefined);
  return {
    chain,
    phase,
    firstDraw: page.first,
    drawCount: infos.length,
    values: joined(page.values),
    positions: joined(page.positions),
    statistics: {
      acceptanceRate: column(({ acceptanceRate }) => acceptanceRate),
      stepSize: column(({ stepSize }) => stepSize),
      treeDepth: column(({ treeDepth }) => treeDepth),
      numLeapfrog: column(({ numLeapfrog }) => numLeapfrog),
      divergent: column(({ divergent }) => Number(divergent)),
      energy: column(({ energy }) => energy),
      logDensity: Float64Array.from(page.logDensities),
    },
    gradients: infos.reduce((sum, { numLeapfrog }) => sum + numLeapfrog, 0),
    rejected: { count: rejections.length, ...(rejections.length > 0 ? { firstCause: rejections[0] } : {}) },
  };
}

/** Arrays end to end. */
function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    all.set(array, offset);
    offset += array.length;
  }
  return all;
}
