/** Loops over vectors two coordinates at a time. */
import type { FoldedCode, Push } from "../../../engine/compiler/wasm/foldedCode.js";
import type { Layout } from "./layout.js";

/**
 * Emits `body` for every pair of coordinates, `at` being its offset in bytes; `half` tells the last pair of an odd dimension.
 * Vectors of the trajectory are padded with zeros, so that it may be taken whole there, but not elsewhere.
 */
export function eachPair(f: FoldedCode, { dimension }: Layout, body: (at: Push, half: boolean) => void): void {
  const whole = 16 * Math.floor(dimension / 2);
  if (whole > 0) {
    const at = f.variable("i32", f.i32(0));
    f.repeatWhile(() => {
      body(at.get, false);
      at.set(f.op("i32.add", at.get, f.i32(16)));
      return f.op("i32.lt_s", at.get, f.i32(whole));
    });
  }
  if (dimension % 2 === 1) body(f.i32(whole), true);
}
