/** Motion in WebAssembly: the start of a trajectory and the leapfrog step, as in samplers/hamiltonian, operation by operation. */
import type { FoldedCode, Push } from "../../../engine/compiler/wasm/foldedCode.js";
import { eachPair } from "./eachPair.js";
import { control, type Layout } from "./layout.js";
import type { Define } from "../../../engine/compiler/wasm/ModuleDraft.js";

/** The sum of both lanes. */
export const bothLanes = (f: FoldedCode, pair: Push): Push => f.op("f64.add", f.lane(pair, 0), f.lane(pair, 1));

/** A pair of zeros. */
export const zeros = (f: FoldedCode): Push => f.op("f64x2.splat", f.f64(0));

/** (stepSize: f64): gives the start, whose position, gradient and log density are in its record, a fresh momentum. */
export function emitStart(define: Define, layout: Layout, normal: number): number {
  const { points: start, point, scale, scaledStep, dimension } = layout;
  return define(["f64"], "none", (f) => {
    if (dimension > 0) {
      const at = f.variable("i32", f.i32(0));
      f.repeatWhile(() => {
        f.store("f64.store", at.get, start + point.momentum, f.call(normal));
        at.set(f.op("i32.add", at.get, f.i32(8)));
        return f.op("i32.lt_s", at.get, f.i32(8 * dimension));
      });
    }
    const stepSize = f.variable("v128", f.op("f64x2.splat", f.parameter(0).get));
    const square = f.variable("v128", zeros(f));
    eachPair(f, layout, (at) => {
      f.store("v128.store", at, scaledStep, f.op("f64x2.mul", stepSize.get, f.load("v128.load", at, scale)));
      const r = f.load("v128.load", at, start + point.momentum);
      square.set(f.op("f64x2.add", square.get, f.op("f64x2.mul", r, r)));
    });
    const at = f.i32(start);
    const kinetic = f.op("f64.mul", f.f64(0.5), bothLanes(f, square.get));
    f.store("f64.store", at, point.energy, f.op("f64.sub", kinetic, f.load("f64.load", at, point.logDensity)));
    f.store("i32.store", at, point.offset, f.i32(0));
  });
}

/** (from, to: i32, direction: i32) → f64: a leapfrog step between points; returns the energy, Infinity where it is not finite. */
export function emitLeapfrog(define: Define, layout: Layout, evaluate: number): number {
  const { point, scaledStep, position, gradient } = layout;
  return define(["i32", "i32", "i32"], "f64", (f) => {
    const [from, to, direction] = [f.parameter(0), f.parameter(1), f.parameter(2)];
    const whole = f.variable("v128", f.op("f64x2.splat", f.op("f64.convert_i32_s", direction.get)));
    const half = f.variable("v128", f.op("f64x2.mul", whole.get, f.op("f64x2.splat", f.f64(0.5))));
    const of = (record: Push, at: Push) => f.op("i32.add", record, at);
    const mul = (a: Push, b: Push) => f.op("f64x2.mul", a, b);
    const add = (a: Push, b: Push) => f.op("f64x2.add", a, b);

    eachPair(f, layout, (at) => {
      const old = f.variable("i32", of(from.get, at));
      const next = f.variable("i32", of(to.get, at));
      const step = f.variable("v128", f.load("v128.load", at, scaledStep));
      const kick = mul(mul(half.get, step.get), f.load("v128.load", old.get, point.gradient));
      const r = f.variable("v128", add(f.load("v128.load", old.get, point.momentum), kick));
      f.store("v128.store", next.get, point.momentum, r.get);
      const drift = mul(mul(whole.get, step.get), r.get);
      const x = f.variable("v128", add(f.load("v128.load", old.get, point.position), drift));
      f.store("v128.store", next.get, point.position, x.get);
      f.store("v128.store", at, position, x.get);
    });
    const logDensity = f.variable("f64", f.call(evaluate));
    const square = f.variable("v128", zeros(f));
    const slopes = f.variable("v128", zeros(f));
    eachPair(f, layout, (at, isHalf) => {
      const next = f.variable("i32", of(to.get, at));
      const slope = f.variable("v128", f.load(isHalf ? "v128.load64_zero" : "v128.load", at, gradient));
      f.store("v128.store", next.get, point.gradient, slope.get);
      slopes.set(add(slopes.get, slope.get));
      const kick = mul(mul(half.get, f.load("v128.load", at, scaledStep)), slope.get);
      const r = f.variable("v128", add(f.load("v128.load", next.get, point.momentum), kick));
      f.store("v128.store", next.get, point.momentum, r.get);
      square.set(add(square.get, mul(r.get, r.get)));
    });
    // A NaN anywhere makes this sum NaN, and so do infinities of both signs.
    const sum = f.variable("f64", f.op("f64.add", logDensity.get, bothLanes(f, slopes.get)));
    f.when(f.op("i32.eqz", f.op("f64.eq", sum.get, sum.get)), () => logDensity.set(f.f64(-Infinity)));
    const kinetic = f.op("f64.mul", f.f64(0.5), bothLanes(f, square.get));
    const energy = f.variable("f64", f.op("f64.sub", kinetic, logDensity.get));
    const distance = f.op("f64.sub", energy.get, energy.get);
    f.when(f.op("i32.eqz", f.op("f64.eq", distance, f.f64(0))), () => {
      const block = f.i32(layout.control);
      const rejections = f.load("i32.load", block, control.rejections);
      f.when(f.op("i32.eqz", rejections), () =>
        f.store("f64.store", block, control.rejectedLogDensity, logDensity.get),
      );
      f.store("i32.store", block, control.rejections, f.op("i32.add", rejections, f.i32(1)));
      energy.set(f.f64(Infinity));
    });
    f.store("f64.store", to.get, point.logDensity, logDensity.get);
    f.store("f64.store", to.get, point.energy, energy.get);
    const offset = f.load("i32.load", from.get, point.offset);
    f.store("i32.store", to.get, point.offset, f.op("i32.add", offset, direction.get));
    energy.get();
  });
}
