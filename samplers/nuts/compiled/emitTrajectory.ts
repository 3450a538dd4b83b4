/** The doubling trajectory in WebAssembly, as in trajectory.ts, step by step. */
import type { FoldedCode, Push, Variable } from "../../../engine/compiler/wasm/foldedCode.js";
import { MAX_ENERGY_ERROR, MAX_LOG_WEIGHT } from "../../hamiltonian/weights.js";
import type { JoinFunctions } from "./emitJoins.js";
import type { RandomFunctions } from "../../../engine/compiler/emitRandom.js";
import { control, type Layout } from "./layout.js";
import type { Define } from "../../../engine/compiler/wasm/ModuleDraft.js";

/** What a trajectory calls, by number. */
export interface TrajectoryParts {
  readonly random: RandomFunctions;
  readonly joins: JoinFunctions;
  readonly start: number;
  readonly leapfrog: number;
}

/**
 * Adds the function (stepSize: f64, maxDepth, points: i32) → i32, a transition that returns the point chosen. It takes the
 * start from the first point's record and leaves in the control block what happened; `points` is the number of records that
 * it may use. Returns its number.
 */
export function emitTrajectory(define: Define, layout: Layout, parts: TrajectoryParts): number {
  const release = emitRelease(define, layout);
  const absorb = emitAbsorb(define, layout, release);
  const grow = emitGrow(define, layout, parts, absorb);
  return emitTransition(define, layout, parts, absorb, grow);
}

/** (point: i32): gives up one of the references to a point; a point without any is free. */
function emitRelease(define: Define, layout: Layout): number {
  const { references } = layout.point;
  return define(["i32"], "none", (f) => {
    const point = f.parameter(0);
    const left = f.variable("i32", f.op("i32.sub", f.load("i32.load", point.get, references), f.i32(1)));
    f.store("i32.store", point.get, references, left.get);
    f.when(f.op("i32.eqz", left.get), () => pushFree(f, layout, point.get));
  });
}

/** (stretch, takeNext: i32): joins the next stretch on the stack to this one, taking over its chosen point or not. */
function emitAbsorb(define: Define, layout: Layout, release: number): number {
  const { first, last, chosen, weight, bytes } = layout.stretch;
  return define(["i32", "i32"], "none", (f) => {
    const stretch = f.parameter(0);
    const part = (offset: number) => f.load("i32.load", stretch.get, offset);
    f.call(release, part(last))();
    f.call(release, part(bytes + first))();
    f.store("i32.store", stretch.get, last, part(bytes + last));
    f.when(
      f.parameter(1).get,
      () => {
        f.call(release, part(chosen))();
        f.store("i32.store", stretch.get, chosen, part(bytes + chosen));
      },
      f.call(release, part(bytes + chosen)),
    );
    const both = f.op(
      "f64.add",
      f.load("f64.load", stretch.get, weight),
      f.load("f64.load", stretch.get, bytes + weight),
    );
    f.store("f64.store", stretch.get, weight, both);
  });
}

/**
 * (depth, direction: i32) → i32: adds 2^depth points beyond the last one, as the second stretch of the stack. Returns the
 * steps taken; negative when the doubling is to be rejected.
 */
function emitGrow(
  define: Define,
  layout: Layout,
  { random, joins, leapfrog }: TrajectoryParts,
  absorb: number,
): number {
  const { stretch, point, stretches } = layout;
  return define(["i32", "i32"], "i32", (f) => {
    const direction = f.parameter(1);
    const count = f.variable("i32", f.op("i32.shl", f.i32(1), f.parameter(0).get));
    const from = f.variable("i32", f.load("i32.load", f.i32(stretches), stretch.last));
    const top = f.variable("i32", f.i32(stretches));
    const leaf = f.variable("i32", f.i32(0));
    const to = f.variable("i32", f.i32(0));
    const carry = f.variable("i32", f.i32(0));
    const reject = () => f.give(f.op("i32.sub", f.i32(-1), leaf.get));
    const move = (by: Push) => top.set(f.op("i32.add", top.get, by));
    const isOdd = f.op("i32.and", carry.get, f.i32(1));
    const weightOf = (offset: number) => f.load("f64.load", top.get, offset + stretch.weight);
    f.repeatWhile(() => {
      popFree(f, layout, to);
      const weight = f.variable(
        "f64",
        weigh(f, layout, f.call(leapfrog, from.get, to.get, direction.get), random.exp, reject),
      );
      move(f.i32(stretch.bytes));
      for (const part of [stretch.first, stretch.last, stretch.chosen]) f.store("i32.store", top.get, part, to.get);
      f.store("f64.store", top.get, stretch.weight, weight.get);
      f.store("i32.store", to.get, point.references, f.i32(3));
      from.set(to.get);
      carry.set(leaf.get);
      f.when(isOdd, () =>
        f.repeatWhile(() => {
          move(f.i32(-stretch.bytes));
          const turns = f.variable("i32", f.i32(0));
          f.when(
            f.op("i32.eq", carry.get, leaf.get),
            () => turns.set(f.call(joins.points, top.get)),
            () => turns.set(f.call(joins.stretches, top.get)),
          );
          f.when(turns.get, reject);
          const share = f.op("f64.div", weightOf(stretch.bytes), f.op("f64.add", weightOf(0), weightOf(stretch.bytes)));
          f.call(absorb, top.get, f.op("f64.lt", f.call(random.uniform), share))();
          carry.set(f.op("i32.shr_u", carry.get, f.i32(1)));
          return isOdd;
        }),
      );
      leaf.set(f.op("i32.add", leaf.get, f.i32(1)));
      return f.op("i32.lt_s", leaf.get, count.get);
    });
    count.get();
  });
}

/** The weight exp(H₀ - H) of a point with energy H, added to the acceptance of the trajectory; runs `reject` where it diverged. */
function weigh(f: FoldedCode, { control: at }: Layout, energy: Push, exp: number, reject: () => void): Push {
  const kept = (offset: number) => f.load("f64.load", f.i32(at), offset);
  const addTo = (offset: number, value: Push) =>
    f.store("f64.store", f.i32(at), offset, f.op("f64.add", kept(offset), value));
  const gain = f.variable("f64", f.op("f64.sub", kept(control.startEnergy), energy));
  const bounded = f.variable("f64", f.f64(MAX_LOG_WEIGHT));
  f.when(f.op("f64.lt", gain.get, f.f64(MAX_LOG_WEIGHT)), () => bounded.set(gain.get));
  const weight = f.variable("f64", f.call(exp, bounded.get));
  const acceptance = f.variable("f64", f.f64(1));
  f.when(f.op("f64.lt", weight.get, f.f64(1)), () => acceptance.set(weight.get));
  addTo(control.acceptanceSum, acceptance.get);
  const doubled = f.op("f64.mul", f.f64(2), acceptance.get);
  addTo(control.symmetricSum, f.op("f64.div", doubled, f.op("f64.add", f.f64(1), weight.get)));
  f.when(f.op("i32.eqz", f.op("f64.ge", gain.get, f.f64(-MAX_ENERGY_ERROR))), () => {
    f.store("i32.store", f.i32(at), control.diverged, f.i32(1));
    reject();
  });
  return weight.get;
}

function emitTransition(
  define: Define,
  layout: Layout,
  { random, joins, start }: TrajectoryParts,
  absorb: number,
  grow: number,
): number {
  const { stretch, point, stretches, points } = layout;
  const at = layout.control;
  const emit = (f: FoldedCode) => {
    const maxDepth = f.parameter(1);
    f.call(start, f.parameter(0).get)();
    const startEnergy = f.load("f64.load", f.i32(points), point.energy);
    f.store("f64.store", f.i32(at), control.startEnergy, startEnergy);
    f.store("f64.store", f.i32(at), control.acceptanceSum, f.f64(0));
    f.store("f64.store", f.i32(at), control.symmetricSum, f.f64(0));
    f.store("i32.store", f.i32(at), control.diverged, f.i32(0));
    begin(f, layout, f.parameter(2).get);

    const whole = f.i32(stretches);
    const end = (offset: number) => f.load("i32.load", whole, offset);
    const weight = (offset: number) => f.load("f64.load", whole, offset + stretch.weight);
    const directions = f.variable("i32", f.call(random.bits));
    const ahead = f.variable("i32", f.i32(1));
    const direction = f.variable("i32", f.i32(0));
    const depth = f.variable("i32", f.i32(0));
    const steps = f.variable("i32", f.i32(0));
    const grown = f.variable("i32", f.i32(0));
    const turns = f.variable("i32", f.i32(0));
    const swapped = f.variable("i32", f.i32(0));
    const taken = f.variable("i32", f.i32(0));
    const finish = () => {
      f.store("i32.store", f.i32(at), control.steps, steps.get);
      f.store("i32.store", f.i32(at), control.depth, depth.get);
      f.give(end(stretch.chosen));
    };
    f.repeatWhile(() => {
      const bit = f.op("i32.and", f.op("i32.shr_u", directions.get, depth.get), f.i32(1));
      direction.set(f.op("i32.sub", f.op("i32.shl", bit, f.i32(1)), f.i32(1)));
      f.when(f.op("i32.ne", direction.get, ahead.get), () => {
        // The end that grows is always called the last one.
        swapped.set(end(stretch.first));
        f.store("i32.store", whole, stretch.first, end(stretch.last));
        f.store("i32.store", whole, stretch.last, swapped.get);
        ahead.set(direction.get);
      });
      grown.set(f.call(grow, depth.get, direction.get));
      f.when(f.op("i32.lt_s", grown.get, f.i32(0)), () => {
        steps.set(f.op("i32.sub", steps.get, grown.get));
        finish();
      });
      steps.set(f.op("i32.add", steps.get, grown.get));
      f.when(
        depth.get,
        () => turns.set(f.call(joins.stretches, whole)),
        () => turns.set(f.call(joins.points, whole)),
      );
      // No coin is tossed where the new half weighs more.
      taken.set(f.i32(1));
      f.when(f.op("i32.eqz", f.op("f64.ge", weight(stretch.bytes), weight(0))), () => {
        const share = f.op("f64.div", weight(stretch.bytes), weight(0));
        taken.set(f.op("f64.lt", f.call(random.uniform), share));
      });
      f.call(absorb, whole, taken.get)();
      depth.set(f.op("i32.add", depth.get, f.i32(1)));
      return f.op("i32.and", f.op("i32.eqz", turns.get), f.op("i32.lt_s", depth.get, maxDepth.get));
    });
    finish();
  };
  return define(["f64", "i32", "i32"], "i32", emit);
}

/** Makes every one of so many points free but the first, which alone is the trajectory. */
function begin(f: FoldedCode, layout: Layout, points: Push): void {
  const { stretch, point, stretches } = layout;
  const start = f.i32(layout.points);
  for (const part of [stretch.first, stretch.last, stretch.chosen]) f.store("i32.store", f.i32(stretches), part, start);
  f.store("f64.store", f.i32(stretches), stretch.weight, f.f64(1));
  f.store("i32.store", start, point.references, f.i32(3));
  f.store("i32.store", f.i32(layout.control), control.freeTop, f.i32(layout.free));
  // Points are taken from the end, low ones first, so that short trajectories stay in few of them.
  const left = f.variable("i32", points);
  f.repeatWhile(() => {
    left.set(f.op("i32.sub", left.get, f.i32(1)));
    pushFree(f, layout, f.op("i32.add", start, f.op("i32.mul", left.get, f.i32(point.bytes))));
    return f.op("i32.ne", left.get, f.i32(1));
  });
}

function pushFree(f: FoldedCode, { control: at }: Layout, point: Push): void {
  const top = f.load("i32.load", f.i32(at), control.freeTop);
  f.store("i32.store", top, 0, point);
  f.store("i32.store", f.i32(at), control.freeTop, f.op("i32.add", top, f.i32(4)));
}

function popFree(f: FoldedCode, { control: at }: Layout, to: Variable): void {
  const top = f.load("i32.load", f.i32(at), control.freeTop);
  f.store("i32.store", f.i32(at), control.freeTop, f.op("i32.sub", top, f.i32(4)));
  to.set(f.load("i32.load", top));
}
