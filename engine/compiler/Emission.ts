/** What is asked of an emitted function, and what the emitters of its parts share while it is written. */
import type { Graph } from "../core/Graph.js";
import type { Memory } from "./Memory.js";
import type { Passes } from "./optimise.js";
import type { FunctionBuilder } from "./wasm/FunctionBuilder.js";
import type { Lanes, WasmArithmetic } from "./wasm/WasmArithmetic.js";

/** A node whose values a function leaves at an address. */
export interface Output {
  readonly id: number;
  readonly address: number;
  readonly length: number;
}

export interface FunctionRequest {
  readonly graph: Graph;
  /** Nodes that this function computes; all others are in memory. */
  readonly computed: ReadonlySet<number>;
  readonly outputs: readonly Output[];
  /** A scalar that the function returns. */
  readonly result?: number;
  /** Address of a node that is in memory before the function runs. */
  readonly readyAddress: (id: number) => number;
  readonly constantAddress: (bits: bigint) => number;
  readonly memory: Memory;
  readonly passes: Passes;
}

/** What the emitters of loops and steps share while a function is written. */
export interface Emission {
  readonly graph: Graph;
  readonly code: FunctionBuilder;
  readonly arithmetic: WasmArithmetic;
  readonly passes: Passes;
  readonly computed: ReadonlySet<number>;
  /** Where a node's values are in memory, if they are. */
  address(id: number): number;
  /** Where a computed node must leave its values, if anyone reads them from memory. */
  storeAddress(id: number): number | undefined;
  /** Whether a piece of a concatenation is written in its place by its own node. */
  isPlaced(concat: number, piece: number): boolean;
  /** A scalar in both lanes. */
  scalar(id: number): Lanes;
  defineScalar(id: number, lanes: Lanes): void;
}
