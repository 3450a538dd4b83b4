/** Loops over vectors two coordinates at a time. */
import type { FoldedCode, Push } from "../../../engine/compiler/wasm/foldedCode.js";
import type { Layout } from "./layout.js";

/**
 * Emits `body` for every pair of coordinates, `at` being its offset in bytes. Vectors of the trajectory are padded with
 * zeros, so that their last pair may be taken whole; what pads a vector of the density is not known, and `loadForeign` does
 * not look at it.
 */
export function eachPair(
  f: FoldedCode,
  { dimension }: Layout,
  body: (at: Push, loadForeign: "v128.load" | "v128.load64_zero") => void,
): void {
  const whole = 16 * Math.floor(dimension / 2);
  if (whole > 0) {
    const at = f.variable("i32", f.i32(0));
    f.repeatWhile(() => {
      body(at.get, "v128.load");
      at.set(f.op("i32.add", at.get, f.i32(16)));
      return f.op("i32.lt_s", at.get, f.i32(whole));
    });
  }
  if (dimension % 2 === 1) body(f.i32(whole), "v128.load64_zero");
}
