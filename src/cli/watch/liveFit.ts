/** What is known of a fit while it runs: how far its chains are, and what they drew of the variables that matter most. */
import type { Draws } from "../../../engine/core/Draws.js";
import { mainVariables } from "../../../diagnostics/report/choose.js";
import { assembleChain, type DrawBlock } from "../../../samplers/drawBlock.js";
import type { ChainProgress } from "../../platform/Platform.js";

/** A fit that is watched. Draws are kept of so many variables only. */
export interface LiveFit {
  addProgress(progress: ChainProgress): void;
  addDraws(block: DrawBlock, names: readonly string[]): void;
  /** It was asked to stop, and is about to. */
  stop(): void;
  /** Nothing more will come; in words why. */
  end(text: string): void;
  readonly state: LiveState;
}

/** Where it stands now. */
export interface LiveState {
  readonly chains: number;
  /** Changes with everything that arrives. */
  readonly version: number;
  readonly progress: ReadonlyMap<number, ChainProgress>;
  /** Draws of the main variables so far, of the chains that have any. */
  draws(): Draws | undefined;
  /** Variables of the model, of which a page shows some; 0 before any draws. */
  readonly variables: number;
  /** Seconds that each chain's warmup took, or has taken so far. */
  readonly warmupSeconds: ReadonlyMap<number, number>;
  /** Draws that each chain is to make. */
  readonly drawsWanted: number;
  readonly stopping: boolean;
  readonly ended: string | undefined;
}

/** Variables that a page shows. */
const mostVariables = 24;

/** A watched fit of so many chains of so many draws, before anything has arrived. */
export function liveFit(chains: number, maxTreeDepth: number, drawsWanted = 1000): LiveFit {
  const progress = new Map<number, ChainProgress>();
  const warmupSeconds = new Map<number, number>();
  const blocks = new Map<number, DrawBlock[]>();
  let shown: readonly string[] | undefined;
  let places: readonly number[] = [];
  let version = 0;
  let variables = 0;
  let stopping = false;
  let ended: string | undefined;
  return {
    addProgress(one) {
      progress.set(one.chain, one);
      if (one.phase === "warmup") warmupSeconds.set(one.chain, one.seconds);
      version++;
    },
    addDraws(block, names) {
      if (shown === undefined) {
        shown = mainVariables(names.map((variable) => ({ variable }))).slice(0, mostVariables);
        variables = names.length;
        places = shown.map((name) => names.indexOf(name));
      }
      const kept = { ...block, values: chosenColumns(block, names.length, places), positions: new Float64Array(0) };
      blocks.set(block.chain, [...(blocks.get(block.chain) ?? []), kept]);
      version++;
    },
    stop() {
      stopping = true;
      version++;
    },
    end(text) {
      ended = text;
      version++;
    },
    state: {
      chains,
      drawsWanted,
      progress,
      warmupSeconds,
      get variables() {
        return variables;
      },
      get stopping() {
        return stopping;
      },
      get version() {
        return version;
      },
      get ended() {
        return ended;
      },
      draws() {
        if (shown === undefined) return undefined;
        const begun = [...blocks.keys()].sort((a, b) => a - b);
        return { names: shown, chains: begun.map((chain) => assembleChain(blocks.get(chain)!)), maxTreeDepth };
      },
    },
  };
}

function chosenColumns({ values, drawCount }: DrawBlock, width: number, places: readonly number[]): Float64Array {
  const chosen = new Float64Array(drawCount * places.length);
  for (let i = 0; i < drawCount; i++) {
    for (let v = 0; v < places.length; v++) chosen[i * places.length + v] = values[i * width + places[v]!]!;
  }
  return chosen;
}
