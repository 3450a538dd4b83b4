/**
 * Gradients registered while a model is traced: those of our own kernels, and those of tensorflow.js that are missing,
 * ignore broadcasting, or turn a branch that was not taken into 0 · ∞.
 */
import { sparseGradients } from "./sparseGradients.js";
import {
  digamma,
  normalLogCdf,
  tf,
  triangularSolve,
  trigamma,
  type Tensor,
  type Tensor1D,
  type Tensorflow,
} from "./ops.js";

type GradientConfig = Parameters<Tensorflow["registerGradient"]>[0];
type GradientFunction = GradientConfig["gradFunc"];

/** 2/√π, 1/√(2π) and log √(2π). */
const twoOverRootPi = 1.1283791670955126;
const logRootTwoPi = 0.9189385332046727;

/** The gradients, by kernel name. */
export function gradients(): GradientConfig[] {
  return [
    ...["Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual", "LogicalAnd", "LogicalOr"].map((name) =>
      config(name, ["a", "b"], (_, [a, b]) => ({ a: () => zeros(a!), b: () => zeros(b!) })),
    ),
    config("LogicalNot", ["x"], (_, [x]) => ({ x: () => zeros(x!) })),
    // The stock gradient of rounding to whole numbers, or to 0 and 1, is that of no rounding at all.
    config("Cast", ["x"], (dy, [x], attributes) => ({
      x: () => (attributes["dtype"] === "float32" ? tf().cast(single(dy), "float32") : zeros(x!)),
    })),
    extremum("Maximum", (a, b) => tf().greaterEqual(a, b)),
    extremum("Minimum", (a, b) => tf().lessEqual(a, b)),
    config("SquaredDifference", ["a", "b"], (dy, [a, b]) => {
      const slope = () => tf().mul(single(dy), tf().mul(2, tf().sub(a!, b!)));
      return { a: () => sumTo(slope(), a!), b: () => sumTo(tf().neg(slope()), b!) };
    }),
    config("Select", ["condition"], (dy, [condition]) => ({
      condition: () => zeros(condition!),
      t: () => tf().where(condition!, single(dy), tf().zerosLike(single(dy))),
      e: () => tf().where(condition!, tf().zerosLike(single(dy)), single(dy)),
    })),
    // −dy · a / b² overflows for tiny b; −(dy · out) / b does not.
    {
      kernelName: "RealDiv",
      inputsToSave: ["a", "b"],
      outputsToSave: [true],
      gradFunc: (dy, saved) => {
        const [a, b, quotient] = saved as [Tensor, Tensor, Tensor];
        return {
          a: () => sumTo(tf().div(single(dy), b), a),
          b: () => sumTo(tf().neg(tf().div(tf().mul(single(dy), quotient), b)), b),
        };
      },
    },
    // The stock gradient adds up one slice for each repetition.
    config("Tile", ["x"], (dy, [x], attributes) => ({
      x: () => {
        const reps = attributes["reps"] as number[];
        const split = x!.shape.flatMap((extent, axis) => [reps[axis]!, extent]);
        const axes = x!.shape.map((_, axis) => 2 * axis);
        return tf().reshape(tf().sum(tf().reshape(single(dy), split), axes), x!.shape);
      },
    })),
    // The stock gradient is that of a division that is not rounded.
    config("FloorDiv", ["a", "b"], (_, [a, b]) => ({ a: () => zeros(a!), b: () => zeros(b!) })),
    // The stock gradient transposes the result once more where the axis is not the last.
    config("Cumsum", [], (dy, _, { axis, exclusive, reverse }) => ({
      x: () => tf().cumsum(single(dy), axis as number, Boolean(exclusive), !reverse),
    })),
    // The stock gradient guards against negative indices, which data never has, by arithmetic on the indices.
    config("UnsortedSegmentSum", ["segmentIds"], (dy, [segmentIds]) => ({
      x: () => tf().gather(single(dy), segmentIds as Tensor1D),
    })),
    unary("PoolwiseLgamma", (x) => digamma(x)),
    unary("PoolwiseDigamma", (x) => trigamma(x)),
    unary("PoolwiseErf", (x) => tf().mul(twoOverRootPi, tf().exp(tf().neg(tf().square(x))))),
    unary("PoolwiseErfc", (x) => tf().mul(-twoOverRootPi, tf().exp(tf().neg(tf().square(x))))),
    // d/dx log(1 − eˣ) = −1 / (e⁻ˣ − 1)
    unary("PoolwiseLog1mexp", (x) => tf().div(-1, tf().expm1(tf().neg(x)))),
    unary("PoolwiseNormalLogCdf", (x) =>
      tf().exp(tf().sub(tf().sub(tf().mul(-0.5, tf().square(x)), logRootTwoPi), normalLogCdf(x))),
    ),
    {
      kernelName: "PoolwiseCholesky",
      inputsToSave: [],
      outputsToSave: [true],
      gradFunc: (dy, saved) => ({
        a: () =>
          tf()
            .engine()
            .runKernel("PoolwiseCholeskyAdjoint", { l: saved[0]!, dy: single(dy) }) as Tensor,
      }),
    },
    {
      kernelName: "PoolwiseTriangularSolve",
      inputsToSave: ["l"],
      outputsToSave: [true],
      gradFunc: (dy, saved, attributes) => {
        const [l, x] = saved as [Tensor, Tensor];
        const transpose = Boolean((attributes as Record<string, unknown>)["transpose"]);
        const adjoint = () => triangularSolve(l, single(dy), { transpose: !transpose });
        return {
          b: adjoint,
          l: () => {
            const outer = transpose ? tf().matMul(x, adjoint(), false, true) : tf().matMul(adjoint(), x, false, true);
            return tf().neg(tf().mul(outer, lowerOnes(l.shape[0]!)));
          },
        };
      },
    },
    ...sparseGradients(),
  ];
}

function config(
  kernelName: string,
  inputsToSave: string[],
  gradFunc: (
    dy: Tensor | Tensor[],
    saved: Tensor[],
    attributes: Record<string, unknown>,
  ) => ReturnType<GradientFunction>,
): GradientConfig {
  return { kernelName, inputsToSave, gradFunc: gradFunc as GradientFunction };
}

function unary(kernelName: string, slope: (x: Tensor) => Tensor): GradientConfig {
  return config(kernelName, ["x"], (dy, [x]) => ({ x: () => tf().mul(single(dy), slope(x!)) }));
}

function extremum(kernelName: string, first: (a: Tensor, b: Tensor) => Tensor): GradientConfig {
  return config(kernelName, ["a", "b"], (dy, [a, b]) => {
    const zero = () => tf().zerosLike(single(dy));
    return {
      a: () => sumTo(tf().where(first(a!, b!), single(dy), zero()), a!),
      b: () => sumTo(tf().where(first(a!, b!), zero(), single(dy)), b!),
    };
  });
}

function single(dy: Tensor | Tensor[]): Tensor {
  return Array.isArray(dy) ? dy[0]! : dy;
}

function zeros(like: Tensor): Tensor {
  return tf().zeros(like.shape);
}

/** Sums a gradient over the axes along which an operand was repeated. */
function sumTo(gradient: Tensor, operand: Tensor): Tensor {
  const lead = gradient.rank - operand.rank;
  const axes = gradient.shape.flatMap((extent, axis) => {
    const own = axis < lead ? 1 : operand.shape[axis - lead]!;
    return own === 1 && extent !== 1 ? [axis] : [];
  });
  const summed = axes.length > 0 ? tf().sum(gradient, axes) : gradient;
  return tf().reshape(summed, operand.shape);
}

function lowerOnes(n: number): Tensor {
  const values = Array.from({ length: n * n }, (_, i) => (i % n <= Math.floor(i / n) ? 1 : 0));
  return tf().tensor2d(values, [n, n]);
}
