import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../engine/core/CompiledModel.js";
import { stream } from "../../../engine/random/stream.js";
import { diagonalMetric, unitMetric } from "../../../samplers/hamiltonian/metric.js";
import type { ChainState, Kernel, Transition } from "../../../samplers/kernel.js";
import { nuts } from "../../../samplers/nuts/nuts.js";
import { withTrajectory } from "../../../samplers/nuts/compiled/trajectoryModule.js";
import { repeatSteps } from "../../../samplers/repeatSteps.js";
import { samplerOptions } from "../../../samplers/options.js";
import { sampleChain } from "../../../samplers/sampleChain.js";
import { traceDensity, type Density } from "../../engine/autodiff/density.js";

beforeAll(() => loadTensorflow());

/** A compiled density with coordinates of different scales, skewed and coupled through the first one. */
const coupled = (dimension: number): CompiledModel =>
  compiled(dimension, ({ position, data }) => {
    const width = Array.from({ length: dimension }, (_, i) => 1 + (i % 3));
    const first = tf().slice(position, [0], [1]);
    const z = tf().div(tf().sub(position, tf().mul(first, 0.3)), data("width", width));
    return tf().sub(tf().mul(tf().sum(tf().square(z)), -0.5), tf().sum(tf().exp(tf().mul(first, 0.4))));
  });

const compiled = (dimension: number, density: Density): CompiledModel =>
  load(compile(traceDensity(dimension, density)));

function stateOf(density: CompiledModel, position: ArrayLike<number>): ChainState {
  const at = Float64Array.from(position);
  const gradient = new Float64Array(at.length);
  return { position: at, logDensity: density.evaluate(at, gradient), gradient };
}

/** A transition to its last bit, as text, which is compared faster. */
const told = ({ state, info }: Transition): string => {
  const numbers = Float64Array.of(state.logDensity, ...state.position, ...state.gradient);
  return JSON.stringify([info, Buffer.from(numbers.buffer).toString("hex")]);
};

/** What tells two kernels apart: every number of every transition, and the stream after the last. */
function history(kernel: Kernel, start: ChainState, stepSizes: readonly number[], count: number, seed: string) {
  const rng = stream(seed, "history");
  const dimension = start.position.length;
  const metrics = [
    unitMetric(dimension),
    diagonalMetric(Float64Array.from({ length: dimension }, (_, i) => 0.3 + (i % 4))),
  ];
  const seen: string[] = [];
  const depths = new Set<number>();
  const causes = new Set<string | undefined>();
  let state = start;
  for (let n = 0; n < count; n++) {
    const tuning = { stepSize: stepSizes[n % stepSizes.length], metric: metrics[Math.floor(n / 7) % 2] };
    const transition = kernel.step(rng, state, tuning);
    state = transition.state;
    seen.push(told(transition));
    depths.add(transition.info.treeDepth);
    causes.add(transition.info.rejection);
  }
  return { seen, depths, causes, next: rng.bits() };
}

function both(density: CompiledModel, options: { maxTreeDepth: number; stepSizeJitter: number }) {
  return [true, false].map((compiledTrajectory) => nuts(density, { ...options, compiledTrajectory })) as [
    Kernel,
    Kernel,
  ];
}

describe("a transition compiled to WebAssembly", () => {
  it.each([1, 2, 3, 10, 65, 130])("of dimension %i has every bit of the one in TypeScript", (dimension) => {
    const density = coupled(dimension);
    const start = stateOf(density, new Float64Array(dimension).fill(0.1));
    // From divergent to trees that are cut at their largest depth.
    const stepSizes = [0.9, 0.3, 1.6, 0.05, 3];
    for (const options of [
      { maxTreeDepth: 10, stepSizeJitter: 0 },
      { maxTreeDepth: 3, stepSizeJitter: 0.4 },
    ]) {
      const [fast, plain] = both(density, options);
      const expected = history(plain, start, stepSizes, 150, "1");
      expect(history(fast, start, stepSizes, 150, "1")).toEqual(expected);
      expect(expected.depths.size).toBeGreaterThan(2);
    }
  });

  it("rejects the points that TypeScript rejects, with the same cause", () => {
    const outside: Density[] = [
      // Not a number below 0.
      ({ position }) => tf().sub(tf().sum(tf().log(position)), tf().sum(position)),
      // Minus infinity for large values.
      ({ position }) => tf().neg(tf().sum(tf().exp(tf().mul(position, 300)))),
      // A finite density whose gradient is infinite at 0 alone.
      ({ position }) => tf().neg(tf().sum(tf().sqrt(tf().abs(position)))),
    ];
    const causes = new Set<unknown>();
    for (const one of outside) {
      const density = compiled(3, one);
      const [fast, plain] = both(density, { maxTreeDepth: 8, stepSizeJitter: 0 });
      const start = stateOf(density, [0.5, 0.4, 0.3]);
      const expected = history(plain, start, [0.4, 2, 9], 150, "2");
      expect(history(fast, start, [0.4, 2, 9], 150, "2")).toEqual(expected);
      for (const cause of expected.causes) causes.add(cause);
    }
    expect(causes).toContain("the log density was -Infinity");
    expect(causes).toContain(undefined);
  });

  it("keeps nothing between transitions that would let two chains of one model disturb each other", () => {
    const density = coupled(4);
    const kernels = [1, 2].map(() => nuts(density, { maxTreeDepth: 10, stepSizeJitter: 0 }));
    const alone = kernels.map((kernel, i) => history(kernel, stateOf(density, [i, 0, 0, 0]), [0.5], 20, `${i}`).seen);
    const rngs = [0, 1].map((i) => stream(`${i}`, "history"));
    const metrics = [unitMetric(4), diagonalMetric(Float64Array.from([0.3, 1.3, 2.3, 3.3]))];
    const states = [0, 1].map((i) => stateOf(density, [i, 0, 0, 0]));
    for (let n = 0; n < 20; n++) {
      for (const i of [0, 1]) {
        const tuning = { stepSize: 0.5, metric: metrics[Math.floor(n / 7) % 2] };
        const transition = kernels[i].step(rngs[i], states[i], tuning);
        states[i] = transition.state;
        expect(told(transition)).toBe(alone[i][n]);
      }
    }
  });

  it("is one of a run of transitions that gives what as many steps give", () => {
    // 64 at once in few dimensions, fewer in many.
    for (const [dimension, most] of [
      [3, 64],
      [200, 20],
    ] as const) {
      const density = coupled(dimension);
      const [fast, plain] = both(density, { maxTreeDepth: 6, stepSizeJitter: 0.3 });
      const start = stateOf(density, new Float64Array(dimension).fill(0.2));
      const tuning = { stepSize: 0.4, metric: unitMetric(dimension) };
      const [rng, plainRng] = [stream("8", "run"), stream("8", "run")];
      let state = start;
      for (const wanted of [1, 7, 1000]) {
        const run = fast.run!(rng, state, tuning, wanted);
        expect(run.count).toBe(Math.min(wanted, most));
        expect(run).toEqual(repeatSteps(plain, plainRng, state, tuning, run.count));
        state = run.state;
      }
    }
  });

  it("runs from a module that came with the model, after a journey, as from one of its own", () => {
    const made = compile(traceDensity(3, ({ position }) => tf().neg(tf().sum(tf().exp(tf().square(position))))));
    const { module, trajectory, ...rest } = withTrajectory(made);
    expect(trajectory).toBeDefined();
    // A worker gets modules as they are, all else as copies.
    const { constants } = structuredClone({ constants: trajectory!.constants });
    const posted = load({ ...structuredClone(rest), module, trajectory: { module: trajectory!.module, constants } });
    const histories = [load(made), posted].map((density) => {
      const kernel = nuts(density, { maxTreeDepth: 10, stepSizeJitter: 0 });
      return history(kernel, stateOf(density, [0.1, 0.2, 0.3]), [0.3, 0.8], 50, "9");
    });
    expect(histories[1]).toEqual(histories[0]);
  });

  it("sees new data at once", () => {
    const density = coupled(3);
    const [fast, plain] = both(density, { maxTreeDepth: 10, stepSizeJitter: 0 });
    const before = history(fast, stateOf(density, [0, 0, 0]), [0.4], 5, "3");
    density.set("width", [0.1, 0.2, 0.3]);
    const after = history(fast, stateOf(density, [0, 0, 0]), [0.4], 5, "3");
    expect(after).not.toEqual(before);
    expect(after).toEqual(history(plain, stateOf(density, [0, 0, 0]), [0.4], 5, "3"));
  });

  it("draws normals of all layers and the tail as the stream does", () => {
    // In 1,000 dimensions 300 transitions draw 300,000 normals, about 77 of them beyond the last layer.
    const density = compiled(1000, ({ position }) => tf().mul(tf().sum(tf().square(position)), -0.5));
    const start = stateOf(density, new Float64Array(1000).fill(0.1));
    const [fast, plain] = both(density, { maxTreeDepth: 1, stepSizeJitter: 0 });
    expect(history(fast, start, [0.2], 300, "4")).toEqual(history(plain, start, [0.2], 300, "4"));
  });

  it("makes whole chains of the same bytes, which the option compiledTrajectory does not change", () => {
    const density = coupled(6);
    const chain = (compiledTrajectory: boolean, metric: "variance" | "gradient") =>
      sampleChain(
        density,
        undefined,
        0,
        samplerOptions({ seed: "5", warmup: 200, draws: 100, metric, compiledTrajectory }),
        1,
      );
    expect(chain(true, "variance")).toEqual(chain(false, "variance"));
    expect(chain(true, "gradient")).toEqual(chain(false, "gradient"));
  });

  it("takes its normals and coins from other streams by leaving such transitions to TypeScript", () => {
    const density = coupled(3);
    const kernel = nuts(density, { maxTreeDepth: 5, stepSizeJitter: 0 });
    const inner = stream("6", "other");
    const wrapped = { bits: () => inner.bits(), uniform: () => inner.uniform(), normal: () => inner.normal() };
    const tuning = { stepSize: 0.5, metric: unitMetric(3) };
    const state = stateOf(density, [0, 0, 0]);
    expect(kernel.step(wrapped, state, tuning)).toEqual(kernel.step(stream("6", "other"), state, tuning));
  });
});
