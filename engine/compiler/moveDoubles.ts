/** Emits moves of doubles between places in memory that are known. */
import type { Emission } from "./Emission.js";
import type { Lanes } from "./wasm/WasmArithmetic.js";

/** Doubles up to which moves are written out: a bulk memory instruction leaves the compiled code. */
const writtenOut = 32;

/** Writes one scalar to a range. */
export function fillDoubles({ code }: Emission, lanes: Lanes, to: number, length: number): void {
  const pairs = Math.floor(length / 2);
  if (length <= writtenOut) {
    for (let pair = 0; pair < pairs; pair++)
      code
        .i32(0)
        .get(lanes)
        .memory("v128.store", to + 16 * pair);
  } else {
    code.forRange(
      () => code.i32(0),
      () => code.i32(16 * pairs),
      16,
      (offset) => {
        code.get(offset).get(lanes).memory("v128.store", to);
      },
    );
  }
  if (length % 2 === 1)
    code
      .i32(0)
      .get(lanes)
      .memoryLane("v128.store64_lane", to + 16 * pairs, 0);
}

/** Copies a range of doubles. */
export function copyDoubles({ code }: Emission, from: number, to: number, length: number): void {
  if (length > writtenOut) {
    code.copy(to, from, 8 * length);
    return;
  }
  const pairs = Math.floor(length / 2);
  for (let pair = 0; pair < pairs; pair++) {
    code
      .i32(0)
      .i32(0)
      .memory("v128.load", from + 16 * pair)
      .memory("v128.store", to + 16 * pair);
  }
  if (length % 2 === 1) {
    code
      .i32(0)
      .i32(0)
      .memory("v128.load64_zero", from + 16 * pairs)
      .memoryLane("v128.store64_lane", to + 16 * pairs, 0);
  }
}
