/** Many draws' reported values from one call: `constrain`, row by row, with a stream of random numbers for each row. */
import { numberedStrides, scrambleMultipliers } from "../random/numberedStreams.js";
import { emitRandom, type RandomPlaces } from "./emitRandom.js";
import type { FoldedCode, Push } from "./wasm/foldedCode.js";
import type { Define } from "./wasm/ModuleDraft.js";

/** Where things are in memory, and how long; addresses in bytes, lengths in doubles. */
export interface RowPlaces {
  /** What `constrain` reads and writes. */
  readonly position: number;
  readonly constrained: number;
  /** Rows of positions and of constrained values, end to end. */
  readonly positions: number;
  readonly values: number;
  readonly dimension: number;
  readonly width: number;
  /** Standard normals that `constrain` takes, drawn anew for each row; and what it takes to draw them. */
  readonly normals?: { readonly address: number; readonly length: number; readonly base: number } & RandomPlaces;
}

/**
 * Adds the exported function `constrainRows`: (count, first: i32), for `count` rows, at least one. Row i takes its normals
 * from the stream number `first` + i of the numbered streams whose state is at `base`.
 */
export function emitConstrainRows(define: Define, places: RowPlaces, constrain: number): void {
  const { normals, dimension, width } = places;
  const random = normals === undefined ? undefined : emitRandom(define, normals);
  const emit = (f: FoldedCode) => {
    const [count, first] = [f.parameter(0), f.parameter(1)];
    const row = f.variable("i32", f.i32(0));
    const at = f.variable("i32", f.i32(0));
    const rowOf = (address: number, length: number) =>
      f.op("i32.add", f.i32(address), f.op("i32.mul", row.get, f.i32(8 * length)));
    f.repeatWhile(() => {
      f.copy(f.i32(places.position), rowOf(places.positions, dimension), 8 * dimension);
      if (normals !== undefined && random !== undefined) {
        startStream(f, normals, f.op("i32.add", first.get, row.get));
        at.set(f.i32(0));
        f.repeatWhile(() => {
          f.store("f64.store", at.get, normals.address, f.call(random.normal));
          at.set(f.op("i32.add", at.get, f.i32(8)));
          return f.op("i32.lt_s", at.get, f.i32(8 * normals.length));
        });
      }
      f.call(constrain)();
      f.copy(rowOf(places.values, width), f.i32(places.constrained), 8 * width);
      row.set(f.op("i32.add", row.get, f.i32(1)));
      return f.op("i32.lt_s", row.get, count.get);
    });
  };
  define(["i32", "i32"], "none", emit, "constrainRows");
}

/** Puts the stream in the state of its number, as numberedStreams does. */
function startStream(f: FoldedCode, { words, base }: { words: number; base: number }, number: Push): void {
  const [first, second] = scrambleMultipliers;
  const shifted = (x: Push, by: number) => f.op("i32.shr_u", x, f.i32(by));
  const x = f.variable("i32", f.i32(0));
  const zero = f.variable("i32", f.i32(1));
  numberedStrides.forEach((stride, i) => {
    const from = f.load("i32.load", f.i32(0), base + 4 * i);
    x.set(f.op("i32.add", from, f.op("i32.mul", number, f.i32(stride))));
    x.set(f.op("i32.mul", f.op("i32.xor", x.get, shifted(x.get, 16)), f.i32(first)));
    x.set(f.op("i32.mul", f.op("i32.xor", x.get, shifted(x.get, 13)), f.i32(second)));
    x.set(f.op("i32.xor", x.get, shifted(x.get, 16)));
    f.store("i32.store", f.i32(0), words + 4 * i, x.get);
    zero.set(f.op("i32.and", zero.get, f.op("i32.eqz", x.get)));
  });
  // The one state that xoshiro cannot leave.
  f.when(zero.get, () => f.store("i32.store", f.i32(0), words, f.i32(1)));
}
