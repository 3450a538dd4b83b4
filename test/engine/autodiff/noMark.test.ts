import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as user from "@tensorflow/tfjs";
import { kernels } from "../../../engine/autodiff/kernels/index.js";
import { gradients } from "../../../engine/autodiff/gradients.js";
import { cholesky, lgamma, loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { interpreted, traceDensity, type Density } from "./density.js";

beforeAll(async () => {
  await user.setBackend("cpu");
  await loadTensorflow();
});

const good: Density = ({ position, data }) => {
  const x = data("x", [1, 2, 3]);
  const matrix = tf().matMul(tf().reshape(position, [3, 1]), tf().reshape(position, [1, 3]));
  const factor = cholesky(tf().add(matrix, tf().eye(3)));
  return tf().add(tf().sum(tf().where(tf().greater(position, x), lgamma(tf().exp(position)), x)), tf().sum(factor));
};
/** Failures at each place: in the model, in a kernel, in a gradient, when reading, at a random operation. */
const failures: [string, Density][] = [
  [
    "the model throws",
    ({ position }) => {
      tf().exp(position);
      throw new Error("own");
    },
  ],
  ["a kernel is missing", ({ position }) => tf().prod(position)],
  ["a kernel throws", ({ position }) => tf().sum(tf().gather(position, tf().tensor1d([9], "int32")))],
  [
    "a derivative is missing",
    ({ position }) => tf().sum(tf().engine().runKernel("PoolwiseTrigamma", { x: position }) as Tensor),
  ],
  ["a value is read", ({ position }) => tf().scalar(position.dataSync()[0]!)],
  ["a random operation is called", () => tf().sum(tf().randomNormal([3]))],
  ["it fails within a custom gradient", ({ position }) => tf().customGrad((() => tf().prod(position)) as never)()],
  ["it fails within grad of its own", ({ position }) => tf().grad((x) => tf().prod(x))(position)],
  ["it returns no scalar", ({ position }) => position],
  ["it returns nothing", () => undefined as never],
  ["it returns a promise", (() => Promise.resolve(tf().scalar(0))) as never],
];

/** All that a trace could leave behind. */
function marks() {
  const engine = tf().engine() as unknown as {
    backendName: string;
    backendInstance: unknown;
    registry: Record<string, unknown>;
    registryFactory: Record<string, unknown>;
    profiler: unknown;
    state: Record<string, unknown> & { scopeStack: unknown[]; activeScope: unknown };
  };
  const { state } = engine;
  const objects = [
    globalThis.Float32Array,
    engine.backendInstance,
    engine.profiler,
    state.activeScope,
    ...[...Object.keys(kernels), ...gradients().map(({ kernelName }) => kernelName)].map((name) =>
      tf().getGradient(name),
    ),
  ];
  const values = {
    isTypedArray: user.util.isTypedArray(new Float64Array(1) as never),
    backend: [tf().getBackend(), engine.backendName, Object.keys(engine.registry)],
    factories: Object.keys(engine.registryFactory),
    kernels: new Set([
      ...tf()
        .getKernelsForBackend("cpu")
        .map(({ kernelName }) => kernelName),
      ...tf()
        .getKernelsForBackend("poolwise-trace")
        .map(({ kernelName }) => `trace ${kernelName}`),
    ]),
    memory: { ...tf().memory() },
    flags: [tf().env().getBool("DEBUG"), tf().env().getBool("IS_TEST")],
    scopes: state.scopeStack.length,
    tape: [state["activeTape"] ?? null, state["gradientDepth"], state["kernelDepth"], state["profiling"]],
    ownProperties: Object.keys(engine).sort(),
  };
  return { objects, values };
}

function expectSame(after: ReturnType<typeof marks>, before: ReturnType<typeof marks>): void {
  expect(after.values).toEqual(before.values);
  // Identities, compared one by one: the engine's objects are too big to print.
  expect(after.objects.map((object, i) => object === before.objects[i])).toEqual(before.objects.map(() => true));
}

describe("a trace leaves no mark", () => {
  // The first trace reads flags and fills caches once; the comparison is of the second.
  beforeAll(() => void traceDensity(3, good));
  let before: ReturnType<typeof marks>;
  beforeEach(() => {
    before = marks();
  });

  it("when it succeeds", () => {
    traceDensity(3, good);
    expectSame(marks(), before);
  });

  it.each(failures)("when %s", (_, density) => {
    expect(() => traceDensity(3, density)).toThrow();
    expectSame(marks(), before);
    expect(interpreted([1, 2], ({ position }) => tf().sum(position)).value).toBe(3);
  });

  it("inside a tidy of the caller, and while debugging is on, silently", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    tf().env().getFlags()["DEBUG"] = true;
    before = marks();
    user.tidy(() => {
      const inside = marks();
      traceDensity(3, good);
      expectSame(marks(), inside);
      return undefined as never;
    });
    expectSame(marks(), before);
    tf().env().getFlags()["DEBUG"] = false;
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

describe("tensors made outside, on the cpu backend", () => {
  it("are read as constants and stay alive, of every type", () => {
    const floats = user.tensor1d([0.5, 1.5, 2.5]);
    const integers = user.tensor1d([2, 0], "int32");
    const bools = user.tensor1d([true, false, true], "bool");
    const computed = user.mul(floats, 2);
    const { value, gradient } = interpreted([1, 2, 3], ({ position }) => {
      const picked = tf().sum(tf().gather(position, integers as never));
      const masked = tf().sum(tf().where(bools as never, position, tf().zerosLike(position)));
      return tf().add(
        tf().add(tf().sum(tf().mul(position, floats as never)), picked),
        tf().add(masked, computed.max() as never),
      );
    });
    expect(value).toBe(0.5 + 3 + 7.5 + 4 + 4 + 5);
    expect(gradient).toEqual([0.5 + 2, 1.5, 2.5 + 2]);
    expect([...floats.dataSync(), ...integers.dataSync(), ...computed.dataSync()]).toEqual([
      0.5, 1.5, 2.5, 2, 0, 1, 3, 5,
    ]);
    expect([...bools.dataSync()]).toEqual([1, 0, 1]);
    user.dispose([floats, integers, bools, computed]);
  });

  it("may be outputs themselves", () => {
    const constant = user.scalar(1.25);
    expect(interpreted([1, 2], () => constant as never)).toEqual({ value: 1.25, gradient: [0, 0] });
    expect(constant.dataSync()[0]).toBe(1.25);
    constant.dispose();
  });

  it("that were disposed of are refused", () => {
    const gone = user.scalar(1);
    gone.dispose();
    expect(() => interpreted([1], ({ position }) => tf().mul(tf().sum(position), gone as never))).toThrow(/disposed/);
  });
});

describe("a model of the user's own in tensorflow.js", () => {
  /** Steps of gradient descent on a small dense net with fixed initial weights, and a layers model beside it. */
  async function train(between: () => void): Promise<number[]> {
    const ramp = (count: number, scale: number) => Array.from({ length: count }, (_, i) => Math.sin(7 * i) * scale);
    const x = user.tensor2d(ramp(60, 1), [20, 3]);
    const y = user.tensor2d(ramp(20, 2), [20, 1]);
    const weights = [
      user.variable(user.tensor2d(ramp(15, 0.5), [3, 5])),
      user.variable(user.tensor2d(ramp(5, 0.7), [5, 1])),
    ];
    const optimizer = user.train.adam(0.05);
    const losses: number[] = [];
    for (let step = 0; step < 4; step++) {
      const { value, grads } = user.variableGrads(() => {
        const hidden = user.maximum(user.matMul(x, weights[0] as never), 0.1);
        const smooth = user.where(user.greaterEqual(hidden, 0.5), hidden, user.square(hidden));
        return user.mean(
          user.squaredDifference(user.div(user.matMul(smooth, weights[1] as never), 1.1), y),
        ) as user.Scalar;
      });
      between();
      optimizer.applyGradients(grads as never);
      losses.push(value.dataSync()[0]!);
    }
    const net = user.sequential({
      layers: [
        user.layers.dense({ units: 4, inputShape: [3], activation: "tanh", kernelInitializer: "ones" }),
        user.layers.dense({ units: 1, kernelInitializer: "ones" }),
      ],
    });
    net.compile({ optimizer: user.train.sgd(0.05), loss: "meanSquaredError" });
    for (let epoch = 0; epoch < 2; epoch++) {
      losses.push(Number(await net.trainOnBatch(x, y)));
      between();
    }
    const results = [
      ...losses,
      ...weights.flatMap((w) => [...w.dataSync()]),
      ...(net.predict(x) as user.Tensor).dataSync(),
    ];
    net.dispose();
    user.dispose([x, y, ...weights]);
    return results;
  }

  it("learns bit for bit the same with traces before, between and after its steps", async () => {
    const alone = await train(() => {});
    let call = 0;
    const traces = () => {
      traceDensity(3, good);
      // Another failure each time, so that all are met.
      for (const [, density] of failures.filter((_, i) => i % 4 === call % 4)) {
        expect(() => traceDensity(3, density)).toThrow();
      }
      call++;
    };
    traces();
    const beside = await train(traces);
    traces();
    expect(alone.length).toBeGreaterThan(40);
    expect(alone.every(Number.isFinite)).toBe(true);
    expect(alone[0]).not.toBe(alone[3]);
    expect(beside).toEqual(alone);
    expect(await train(() => {})).toEqual(alone);
    expect(user.getBackend()).toBe("cpu");
  });
});
