/** Several transitions in a row in WebAssembly, with a row of numbers about each. */
import type { FoldedCode, Push } from "../../../engine/compiler/wasm/foldedCode.js";
import { eachPair } from "./eachPair.js";
import { columns, control, type Layout } from "./layout.js";
import type { Define } from "../../../engine/compiler/wasm/ModuleDraft.js";

/**
 * Adds the exported function `run`: (stepSize, jitter: f64, maxDepth, points, count: i32). Each transition starts from the
 * first point's record and leaves its chosen point there.
 */
export function emitRun(define: Define, layout: Layout, uniform: number, transition: number): void {
  const { point, dimension } = layout;
  const emit = (f: FoldedCode) => {
    const [stepSize, jitter, maxDepth, points, count] = [0, 1, 2, 3, 4].map((index) => f.parameter(index).get);
    const row = f.variable("i32", f.i32(0));
    const positions = f.variable("i32", f.i32(layout.rows));
    const step = f.variable("f64", stepSize);
    const chosen = f.variable("i32", f.i32(0));
    f.store("i32.store", f.i32(layout.control), control.rejections, f.i32(0));
    f.repeatWhile(() => {
      f.when(f.op("i32.eqz", f.op("f64.eq", jitter, f.f64(0))), () => step.set(jittered(f, stepSize, jitter, uniform)));
      chosen.set(f.call(transition, step.get, maxDepth, points));
      describe(f, layout, row.get, step.get, chosen.get);
      eachPair(f, layout, (at, isHalf) => {
        const from = f.variable("i32", f.op("i32.add", chosen.get, at));
        const x = f.variable("v128", f.load("v128.load", from.get, point.position));
        f.store("v128.store", at, layout.points + point.position, x.get);
        f.store("v128.store", at, layout.points + point.gradient, f.load("v128.load", from.get, point.gradient));
        const to = f.op("i32.add", positions.get, at);
        if (isHalf) f.store("f64.store", to, 0, f.lane(x.get, 0));
        else f.store("v128.store", to, 0, x.get);
      });
      f.store("f64.store", f.i32(layout.points), point.logDensity, f.load("f64.load", chosen.get, point.logDensity));
      positions.set(f.op("i32.add", positions.get, f.i32(8 * dimension)));
      row.set(f.op("i32.add", row.get, f.i32(1)));
      return f.op("i32.lt_s", row.get, count);
    });
  };
  define(["f64", "f64", "i32", "i32", "i32"], "none", emit, "run");
}

/** As in samplers/hamiltonian/jitter.ts. */
function jittered(f: FoldedCode, stepSize: Push, jitter: Push, uniform: number): Push {
  const symmetric = f.op("f64.sub", f.op("f64.mul", f.f64(2), f.call(uniform)), f.f64(1));
  return f.op("f64.mul", stepSize, f.op("f64.add", f.f64(1), f.op("f64.mul", jitter, symmetric)));
}

/** Writes a row of the columns. */
function describe(f: FoldedCode, layout: Layout, row: Push, stepSize: Push, chosen: Push): void {
  const { point, mostRows } = layout;
  const block = f.i32(layout.control);
  const happened = (offset: number) => f.load("f64.load", block, offset);
  const counted = (offset: number) => f.op("f64.convert_i32_s", f.load("i32.load", block, offset));
  const at = f.variable("i32", f.op("i32.mul", row, f.i32(8)));
  const put = (column: number, value: Push) =>
    f.store("f64.store", at.get, layout.columns + 8 * mostRows * column, value);
  const steps = f.variable("f64", counted(control.steps));
  put(columns.acceptanceRate, f.op("f64.div", happened(control.acceptanceSum), steps.get));
  put(columns.symmetricAcceptance, f.op("f64.div", happened(control.symmetricSum), steps.get));
  put(columns.stepSize, stepSize);
  put(columns.treeDepth, counted(control.depth));
  put(columns.numLeapfrog, steps.get);
  put(columns.divergent, counted(control.diverged));
  put(columns.energy, f.load("f64.load", chosen, point.energy));
  put(columns.logDensity, f.load("f64.load", chosen, point.logDensity));
  put(columns.offset, f.op("f64.convert_i32_s", f.load("i32.load", chosen, point.offset)));
}
