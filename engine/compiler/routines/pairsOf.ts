/** Consecutive doubles as pairs of lanes. */
import type { Push } from "../wasm/foldedCode.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";

/** Two doubles in memory, or the last one of an odd number, beyond which nothing is read or written. */
export interface Pair {
  /** At an address plus an offset; a single double comes with a 0. */
  load(address: Push, offset: number): Push;
  store(address: Push, offset: number, value: Push): void;
}

/**
 * The pairs that make up a number of doubles.
 * @param code Where instructions go
 * @param count Number of doubles
 */
export function pairsOf(code: FunctionBuilder, count: number): readonly Pair[] {
  return Array.from({ length: Math.ceil(count / 2) }, (_, h) => {
    const single = 2 * h + 1 === count;
    return {
      load: (address, offset) => () => {
        address();
        code.memory(single ? "v128.load64_zero" : "v128.load", offset + 16 * h);
      },
      store: (address, offset, value) => {
        address();
        value();
        if (single) code.memoryLane("v128.store64_lane", offset + 16 * h, 0);
        else code.memory("v128.store", offset + 16 * h);
      },
    };
  });
}
