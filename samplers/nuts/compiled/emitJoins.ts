/** The U-turn criterion in WebAssembly, as in nuts.ts, operation by operation. */
import type { FoldedCode, Push } from "../../../engine/compiler/wasm/foldedCode.js";
import { eachPair } from "./eachPair.js";
import { bothLanes, zeros } from "./emitMotion.js";
import type { Layout } from "./layout.js";
import type { Define } from "../../../engine/compiler/wasm/ModuleDraft.js";

/** Functions by number: (stretch: i32) → i32, 1 where the stretch joined with the next one on the stack turns. */
export interface JoinFunctions {
  /** For two single points. */
  readonly points: number;
  /** For two longer stretches. */
  readonly stretches: number;
}

/** Adds the functions to a module. Each puts the sum of the joined stretch where that of `stretch` was. */
export function emitJoins(define: Define, layout: Layout): JoinFunctions {
  return { points: emitJoinPoints(define, layout), stretches: emitJoinStretches(define, layout) };
}

function emitJoinPoints(define: Define, layout: Layout): number {
  const { stretch, point } = layout;
  return define(["i32"], "i32", (f) => {
    const first = f.parameter(0);
    const [a, b] = [
      f.load("i32.load", first.get, stretch.first),
      f.load("i32.load", first.get, stretch.bytes + stretch.last),
    ];
    const ends = [a, b].map((end) => f.variable("i32", end));
    const dots = ends.map(() => f.variable("v128", zeros(f)));
    eachPair(f, layout, (at) => {
      const [ra, rb] = ends.map((end) => momentum(f, end.get, at, point.momentum));
      const total = f.variable("v128", f.op("f64x2.add", ra, rb));
      f.store("v128.store", f.op("i32.add", first.get, at), stretch.sum, total.get);
      dots[0].set(plusProduct(f, dots[0].get, ra, total.get));
      dots[1].set(plusProduct(f, dots[1].get, rb, total.get));
    });
    turning(
      f,
      dots.map(({ get }) => get),
    )();
  });
}

function emitJoinStretches(define: Define, layout: Layout): number {
  const { stretch, point } = layout;
  return define(["i32"], "i32", (f) => {
    const first = f.parameter(0);
    const end = (offset: number) => f.variable("i32", f.load("i32.load", first.get, offset));
    const ends = [stretch.first, stretch.last, stretch.bytes + stretch.first, stretch.bytes + stretch.last].map(end);
    const dots = Array.from({ length: 6 }, () => f.variable("v128", zeros(f)));
    eachPair(f, layout, (at) => {
      const [a, b, c, d] = ends.map(({ get }) => f.variable("v128", momentum(f, get, at, point.momentum)).get);
      const here = f.variable("i32", f.op("i32.add", first.get, at));
      const rho = f.variable("v128", f.load("v128.load", here.get, stretch.sum));
      const nextRho = f.variable("v128", f.load("v128.load", here.get, stretch.bytes + stretch.sum));
      const whole = f.variable("v128", f.op("f64x2.add", rho.get, nextRho.get));
      f.store("v128.store", here.get, stretch.sum, whole.get);
      const left = f.variable("v128", f.op("f64x2.add", rho.get, c));
      const right = f.variable("v128", f.op("f64x2.add", nextRho.get, b));
      const products = [
        [a, whole],
        [d, whole],
        [a, left],
        [c, left],
        [b, right],
        [d, right],
      ] as const;
      products.forEach(([r, sum], i) => dots[i].set(plusProduct(f, dots[i].get, r, sum.get)));
    });
    turning(
      f,
      dots.map(({ get }) => get),
    )();
  });
}

const momentum = (f: FoldedCode, end: Push, at: Push, offset: number): Push =>
  f.load("v128.load", f.op("i32.add", end, at), offset);

const plusProduct = (f: FoldedCode, sum: Push, a: Push, b: Push): Push =>
  f.op("f64x2.add", sum, f.op("f64x2.mul", a, b));

/** 1 unless all dot products are above 0. */
function turning(f: FoldedCode, dots: readonly Push[]): Push {
  const positive = dots.map((dot) => f.op("f64.gt", bothLanes(f, dot), f.f64(0)));
  return f.op(
    "i32.eqz",
    positive.reduce((all, one) => f.op("i32.and", all, one)),
  );
}
