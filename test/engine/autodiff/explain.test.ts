import { beforeAll, describe, expect, it } from "vitest";
import { kernels } from "../../../engine/autodiff/kernels/index.js";
import { gradients } from "../../../engine/autodiff/gradients.js";
import { loadTensorflow, tf, trigamma } from "../../../engine/autodiff/ops.js";
import { explain } from "../../../engine/autodiff/explain.js";
import { isUserError } from "../../../engine/core/UserError.js";
import { traceGraph } from "../../../engine/autodiff/trace.js";
import { interpreted, traceDensity, type Density } from "./density.js";

beforeAll(() => loadTensorflow());

function refusal(density: Density): string {
  try {
    traceDensity(4, density);
  } catch (error) {
    expect(isUserError(error), String(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error("the density was not refused");
}

describe("random operations are refused by name", () => {
  it.each<[string, Density]>([
    ["randomNormal", () => tf().sum(tf().randomNormal([3]))],
    ["randomUniform", () => tf().sum(tf().randomUniform([3]))],
    ["randomUniformInt", () => tf().sum(tf().randomUniformInt([3], 0, 5))],
    ["randomStandardNormal", () => tf().sum(tf().randomStandardNormal([3]))],
    ["randomGamma", () => tf().sum(tf().randomGamma([3], 1))],
    ["truncatedNormal", () => tf().sum(tf().truncatedNormal([3]))],
    ["multinomial", ({ position }) => tf().sum(tf().multinomial(position as never, 3))],
    ["dropout", ({ position }) => tf().sum(tf().dropout(position, 0.5))],
  ])("%s", (name, density) => {
    expect(refusal(density)).toContain(`random operation inside a model is not supported: ${name};`);
  });

  it("but a scope that a model itself calls random is none", () => {
    const density: Density = ({ position }) => tf().tidy("random effects", () => tf().sum(position));
    expect(interpreted([1, 2], density).value).toBe(3);
  });
});

describe("reading a value is refused", () => {
  it.each<[string, Density]>([
    ["dataSync", ({ position }) => tf().scalar(position.dataSync()[0]!)],
    ["arraySync", ({ position }) => tf().scalar((position.arraySync() as number[])[0]!)],
    ["bufferSync", ({ position }) => tf().scalar(position.bufferSync().get(0) as number)],
    [
      "print",
      ({ position }) => {
        position.print();
        return tf().sum(position);
      },
    ],
    [
      "toString",
      ({ position }) => {
        position.toString();
        return tf().sum(position);
      },
    ],
    [
      "data() whose promise nobody awaits",
      ({ position }) => {
        void position.data();
        return tf().sum(position);
      },
    ],
    [
      "array() whose promise nobody awaits",
      ({ position }) => {
        void position.array();
        return tf().sum(position);
      },
    ],
    [
      "whereAsync",
      ({ position }) => {
        void tf().whereAsync(tf().greater(position, 0));
        return tf().sum(position);
      },
    ],
    [
      "a read whose error the model swallows",
      ({ position }) => {
        try {
          position.dataSync();
        } catch {
          // A model that goes on as if nothing had happened.
        }
        return tf().sum(position);
      },
    ],
  ])("%s", (_, density) => {
    expect(refusal(density)).toContain("cannot read the value of a tensor");
  });
});

describe("operations that are not supported are refused by name, with advice", () => {
  it.each<[string, string, Density]>([
    ["Einsum", "matMul", ({ position: p }) => tf().einsum("i,i->", p, p)],
    ["TopK", "cannot be differentiated", ({ position: p }) => tf().sum(tf().topk(p, 2).values)],
    ["Cumprod", "cumsum", ({ position: p }) => tf().sum(tf().cumprod(p))],
    ["Prod", "exp(sum(log(x)))", ({ position: p }) => tf().prod(p)],
    ["StridedSlice", "slice", ({ position: p }) => tf().sum(tf().stridedSlice(p, [0], [4], [2]))],
    [
      "GatherNd",
      "reshape and gather",
      ({ position: p }) => tf().sum(tf().gatherND(p, tf().tensor2d([[1], [2]], [2, 1], "int32"))),
    ],
    ["ArgMax", "cannot be differentiated", ({ position: p }) => tf().cast(tf().argMax(p), "float32")],
    ["OneHot", "gather", () => tf().sum(tf().oneHot(tf().tensor1d([1, 2], "int32"), 3))],
    ["Mod", "supported operations", ({ position: p }) => tf().sum(tf().mod(p, 2))],
    ["Atan2", "supported operations", ({ position: p }) => tf().sum(tf().atan2(p, 2))],
  ])("%s", (kernel, advice, density) => {
    const message = refusal(density);
    expect(message).toContain(`unsupported operation in a model: ${kernel};`);
    expect(message).toContain(advice);
  });

  it("types other than numbers", () => {
    expect(refusal(() => tf().sum(tf().tensor1d(["a", "b"]) as never))).toMatch(/string/);
  });

  it("gather in batches", () => {
    const places = () => tf().tensor2d([1, 0, 0, 1], [2, 2], "int32");
    expect(refusal(({ position: p }) => tf().sum(tf().gather(tf().reshape(p, [2, 2]), places(), 1, 1)))).toMatch(
      /batchDims/,
    );
  });

  it("products of different batches", () => {
    expect(
      refusal(({ position: p }) => tf().sum(tf().matMul(tf().reshape(p, [2, 1, 2]), tf().reshape(p, [1, 2, 2])))),
    ).toMatch(/matMul of different batches/);
  });
});

describe("derivatives that are missing", () => {
  it("are named", () => {
    expect(refusal(({ position: p }) => tf().sum(trigamma(p)))).toContain("unsupported derivative in a model");
    expect(refusal(({ position: p }) => tf().sum(trigamma(p)))).toContain("PoolwiseTrigamma");
  });

  it("are of kernels that take no parameter, or are themselves derivatives", () => {
    const ours = new Set(gradients().map(({ kernelName }) => kernelName));
    const missing = Object.keys(kernels).filter((name) => !ours.has(name) && !tf().getGradient(name));
    expect(missing.sort()).toEqual([
      ...["Fill", "LinSpace", "PoolwiseCholeskyAdjoint"],
      ...["PoolwiseSparseCholeskyAdjoint", "PoolwiseSparseOuter", "PoolwiseTrigamma", "Range"],
    ]);
  });
});

describe("a model that is not synchronous", () => {
  it("is refused once, without an unhandled rejection, when the promise fails later", async () => {
    const rejections: unknown[] = [];
    const listen = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", listen);
    expect(() =>
      traceGraph(2, (async ({ position }: { position: { dataSync(): ArrayLike<number> } }) => {
        await Promise.resolve();
        return position.dataSync();
      }) as never),
    ).toThrow(/must be synchronous/);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", listen);
    expect(rejections).toEqual([]);
  });
});

describe("errors that are a model's own", () => {
  it("pass unchanged", () => {
    const own = new TypeError("no such column");
    expect(() =>
      traceDensity(1, () => {
        throw own;
      }),
    ).toThrow(own);
    expect(explain("text")).toBe("text");
    expect(explain(own)).toBe(own);
  });
});
