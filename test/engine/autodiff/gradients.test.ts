import { beforeAll, describe, expect, it } from "vitest";
import * as user from "@tensorflow/tfjs";
import {
  digamma,
  erf,
  erfc,
  lgamma,
  loadTensorflow,
  log1mexp,
  normalLogCdf,
  tf,
} from "../../../engine/autodiff/ops.js";
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import { slopes, traceDensity } from "./density.js";

beforeAll(async () => {
  await user.setBackend("cpu");
  await loadTensorflow();
});

/** Twelve numbers of both signs, no two alike, none near a jump or kink of the operations below. */
const position = [0.31, -1.42, 0.73, 1.64, -0.57, 2.18, -0.86, 1.13, 0.44, -2.35, 0.92, -0.19];
const matrix = (p: Tensor) => tf().reshape(p, [3, 4]);
const box = (p: Tensor) => tf().reshape(p, [2, 3, 2]);
const positive = (p: Tensor) => tf().exp(p);

const operations: [string, (p: Tensor) => Tensor | Tensor[]][] = [
  ["sum along axis 0", (p) => tf().sum(matrix(p), 0)],
  ["sum along axes 0 and 2, kept", (p) => tf().sum(box(p), [0, 2], true)],
  ["sum along axis -1", (p) => tf().sum(box(p), -1)],
  ["mean along axis 0", (p) => tf().mean(matrix(p), 0)],
  ["mean along axes 1 and 2", (p) => tf().mean(box(p), [1, 2])],
  ["max along axis 0", (p) => tf().max(matrix(p), 0)],
  ["max along axis 1, kept", (p) => tf().max(box(p), 1, true)],
  ["min along axis 0", (p) => tf().min(matrix(p), 0)],
  ["min along axes 0 and 2", (p) => tf().min(box(p), [0, 2])],
  ["max over all", (p) => tf().max(p)],
  ["sum of nothing", (p) => [p, tf().sum(tf().slice(p, [0], [0]))]],
  ["logSumExp along axis 0", (p) => tf().logSumExp(matrix(p), 0)],
  ["cumsum along axis 0", (p) => tf().cumsum(box(p), 0)],
  ["cumsum along axis 1, exclusive", (p) => tf().cumsum(box(p), 1, true)],
  ["cumsum along axis 2, reversed", (p) => tf().cumsum(box(p), 2, false, true)],
  ["softmax", (p) => tf().softmax(matrix(p))],
  ["logSoftmax", (p) => tf().logSoftmax(matrix(p))],
  ["transpose of three axes", (p) => tf().transpose(box(p), [2, 0, 1])],
  ["transpose of two", (p) => tf().transpose(matrix(p))],
  ["reverse along every axis", (p) => tf().reverse(box(p))],
  ["reverse of a vector", (p) => tf().reverse(p)],
  ["reverse along two axes", (p) => tf().reverse(box(p), [0, -1])],
  ["concat along axis -1", (p) => tf().concat([matrix(p), tf().sin(matrix(p))], -1)],
  [
    "concat of one column and three",
    (p) => tf().concat([tf().slice(matrix(p), [0, 1], [3, 1]), tf().slice(matrix(p), [0, 0], [3, 3])], 1),
  ],
  ["concat of three axes along the middle", (p) => tf().concat([box(p), tf().exp(box(p))], 1)],
  ["stack along axis 1", (p) => tf().stack([matrix(p), tf().sin(matrix(p))], 1)],
  ["stack along axis -1", (p) => tf().stack([matrix(p), tf().sin(matrix(p))], -1)],
  ["stack along axis 2", (p) => tf().stack([matrix(p), tf().sin(matrix(p))], 2)],
  ["unstack along axis 1", (p) => tf().unstack(matrix(p), 1)],
  ["unstack along axis 0, one used", (p) => tf().unstack(box(p), 0)[1]!],
  ["split along axis 1 by sizes", (p) => tf().split(matrix(p), [1, 3], 1)],
  ["split along axis 1 in two", (p) => tf().split(matrix(p), 2, 1)],
  ["split, one part used", (p) => tf().split(matrix(p), [2, -1], 1)[1]!],
  ["slice of the inside of three axes", (p) => tf().slice(box(p), [0, 1, 1], [2, 2, 1])],
  ["slice to the end", (p) => tf().slice(matrix(p), [1, 2])],
  [
    "pad of three axes",
    (p) =>
      tf().pad(
        box(p),
        [
          [1, 0],
          [0, 2],
          [1, 1],
        ],
        0.5,
      ),
  ],
  [
    "pad of outer rows",
    (p) =>
      tf().pad(matrix(p), [
        [2, 1],
        [0, 0],
      ]),
  ],
  ["tile of three axes", (p) => tf().tile(box(p), [2, 1, 3])],
  ["gather along axis -1", (p) => tf().gather(box(p), tf().tensor1d([1, 0, 1], "int32"), -1)],
  [
    "gather by a matrix of indices",
    (p) =>
      tf().gather(
        matrix(p),
        tf().tensor2d(
          [
            [2, 0],
            [1, 1],
          ],
          [2, 2],
          "int32",
        ),
        1,
      ),
  ],
  ["expandDims at -1", (p) => tf().mul(tf().expandDims(matrix(p), -1), tf().ones([1, 1, 5]))],
  ["squeeze", (p) => tf().squeeze(tf().slice(box(p), [0, 0, 1], [2, 3, 1]))],
  ["broadcastTo", (p) => tf().broadcastTo(tf().slice(box(p), [0, 0, 0], [2, 1, 2]), [2, 5, 2])],
  ["matMul of batches, transposed", (p) => tf().matMul(box(p), tf().sin(box(p)), true, false)],
  [
    "matMul with a constant, both transposed",
    (p) => tf().matMul(matrix(p), tf().tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), true, true),
  ],
  ["dot", (p) => tf().dot(p, tf().sin(p))],
  ["outerProduct", (p) => tf().outerProduct(tf().slice(p, 0, 3) as never, tf().slice(p, 3, 2) as never)],
  ["norm", (p) => tf().norm(p)],
  ["addN", (p) => tf().addN([p, tf().sin(p), tf().exp(p)])],
  ["variance", (p) => tf().moments(matrix(p), 0).variance],
  ["abs, neg, square", (p) => tf().abs(tf().neg(tf().square(p)))],
  ["sqrt, rsqrt, reciprocal", (p) => [tf().sqrt(positive(p)), tf().rsqrt(positive(p)), tf().reciprocal(positive(p))]],
  ["exp, expm1, log, log1p", (p) => [tf().exp(p), tf().expm1(p), tf().log(positive(p)), tf().log1p(positive(p))]],
  ["sigmoid, logSigmoid, softplus, tanh", (p) => [tf().sigmoid(p), tf().logSigmoid(p), tf().softplus(p), tf().tanh(p)]],
  ["sin, cos, atan, erf", (p) => [tf().sin(p), tf().cos(p), tf().atan(p), tf().erf(p)]],
  ["relu, clipByValue", (p) => [tf().relu(p), tf().clipByValue(p, -0.7, 1.2)]],
  ["floor, round, sign, step", (p) => [tf().floor(p), tf().round(p), tf().sign(p), tf().step(p, 0.25)]],
  ["floorDiv", (p) => tf().floorDiv(p, 0.4)],
  ["pow of a matrix and a row", (p) => tf().pow(positive(matrix(p)), tf().slice(p, 0, 4))],
  [
    "squaredDifference of a matrix and a column",
    (p) => tf().squaredDifference(matrix(p), tf().reshape(tf().slice(p, 0, 3), [3, 1])),
  ],
  [
    "where of a matrix and a row",
    (p) => tf().where(tf().greater(matrix(p), 0.1), matrix(p), tf().exp(tf().slice(p, 0, 4))),
  ],
  [
    "where with a condition for each row",
    (p) => tf().where(tf().tensor2d([1, 0, 1], [3, 1], "bool"), matrix(p), tf().exp(matrix(p))),
  ],
];

/** Operations that no eager backend has, and one that eager tensorflow.js refuses. */
const ownOperations: typeof operations = [
  ["cumsum along axis -1, reversed", (p) => tf().cumsum(box(p), -1, false, true)],
  [
    "our own",
    (p) => [
      lgamma(positive(p)),
      digamma(positive(p)),
      erf(p),
      erfc(p),
      normalLogCdf(p),
      log1mexp(tf().neg(positive(p))),
    ],
  ],
];

/** One number that depends on every element that an operation makes, each with a weight of its own. */
function digest(operation: (p: Tensor) => Tensor | Tensor[], p: Tensor): Tensor {
  const made = operation(p);
  const parts = (Array.isArray(made) ? made : [made]).map((part) => {
    const weights = Array.from({ length: part.size }, (__, i) => ((i * 7) % 5) + 0.5);
    return tf().sum(tf().mul(tf().tensor(weights, part.shape), tf().add(part, tf().mul(0.1, tf().square(part)))));
  });
  return tf().addN(parts);
}

describe("the value of every operation is that of eager tensorflow.js, to its single precision", () => {
  it.each(operations)("%s", (_, operation) => {
    const eager = tf().tidy(() => digest(operation, tf().tensor1d([...position])).dataSync()[0]!);
    const graph = interpret(traceDensity(12, ({ position: p }) => digest(operation, p)));
    const value = graph.evaluate(Float64Array.from(position), new Float64Array(12));
    expect(Math.abs(value - eager)).toBeLessThan(2e-5 * Math.max(1, Math.abs(eager)));
  });
});

describe("the gradient of every operation is that of its value", () => {
  it.each([...operations, ...ownOperations])("%s", (_, operation) => {
    const graph = traceDensity(12, ({ position: p }) => digest(operation, p));
    const oracle = interpret(graph);
    const model = load(compile(graph));
    const scratch = new Float64Array(12);
    // Central differences with h = 1e-5 are good to h² and to rounding / h: 1e-8 of the largest slope.
    const expected = slopes((x) => oracle.evaluate(Float64Array.from(x), scratch), position);
    const scale = Math.max(1, ...expected.map(Math.abs));
    for (const evaluator of [oracle, model]) {
      const gradient = new Float64Array(12);
      const value = evaluator.evaluate(Float64Array.from(position), gradient);
      expect(Number.isFinite(value)).toBe(true);
      expected.forEach((slope, i) => expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-8 * scale));
    }
  });
});
