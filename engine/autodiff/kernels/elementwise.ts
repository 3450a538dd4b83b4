/** Element-wise kernels, with broadcasting. */
import type { BinaryOp, UnaryOp } from "../../core/Graph.js";
import { sizeOf, type Recorder, type Traced } from "../Recorder.js";
import type { Kernel } from "./Kernel.js";
import { broadcastShape, broadcastTable } from "./shape.js";

type Builder = Recorder["builder"];

/** The node of a tensor as an operand of the shape `to`. */
export function expand(recorder: Recorder, value: Traced, to: readonly number[]): number {
  const node = recorder.float(value);
  if (recorder.builder.length(node) === 1 || sizeOf(value.shape) === sizeOf(to)) return node;
  return recorder.builder.gather(node, recorder.builder.table(broadcastTable(value.shape, to)));
}

/** An element-wise operation of two tensors. */
export function binary(
  recorder: Recorder,
  op: BinaryOp,
  a: Traced,
  b: Traced,
  dtype: Traced["dtype"] = "float32",
): Traced {
  const shape = broadcastShape(a.shape, b.shape);
  const [x, y] = [expand(recorder, a, shape), expand(recorder, b, shape)];
  return { node: recorder.builder.binary(op, x, y), shape, dtype };
}

/** An element-wise operation of one tensor. */
export function unary(recorder: Recorder, op: UnaryOp, x: Traced): Traced {
  return { node: recorder.builder.unary(op, recorder.float(x)), shape: x.shape, dtype: x.dtype };
}

export const number = (recorder: Recorder, value: number): Traced => recorder.constant([value], []);

/**
 * A product or quotient whose first factor is 0 outside a mask stays 0 there, whatever the second factor is: the
 * gradient of a branch that was not selected must not become 0 · ∞.
 */
function masked(recorder: Recorder, op: "multiply" | "divide", a: Traced, b: Traced): Traced {
  const shape = broadcastShape(a.shape, b.shape);
  const x = expand(recorder, a, shape);
  const y = expand(recorder, b, shape);
  return { node: maskedNode(recorder.builder, op, x, y), shape, dtype: "float32" };
}

function maskedNode(builder: Builder, op: "multiply" | "divide", x: number, y: number): number {
  const inMask = (mask: Mask | undefined, of: (id: number) => number) => mask && mapMasked(builder, mask, of);
  return (
    inMask(maskOf(builder, x), (value) => maskedNode(builder, op, value, y)) ??
    inMask(op === "multiply" ? maskOf(builder, y) : undefined, (value) => maskedNode(builder, op, x, value)) ??
    builder.binary(op, x, y)
  );
}

/** A sum of two gradients under one mask stays under it. */
function maskedSum(builder: Builder, x: number, y: number): number {
  const [left, right] = [maskOf(builder, x), maskOf(builder, y)];
  const same = left && right && left.condition === right.condition && left.whenTrue === right.whenTrue;
  if (!same) return builder.binary("add", x, y);
  return mapMasked(builder, left, (value) => maskedSum(builder, value, right.value));
}

/** A node that is 0 wherever a condition fails, or wherever it holds. */
interface Mask {
  readonly condition: number;
  readonly whenTrue: boolean;
  readonly value: number;
}

function maskOf(builder: Builder, id: number): Mask | undefined {
  const node = builder.nodes[id]!;
  if (node.op !== "select") return undefined;
  const [condition, first, second] = node.inputs as [number, number, number];
  if (isZero(builder, second)) return { condition, whenTrue: true, value: first };
  return isZero(builder, first) ? { condition, whenTrue: false, value: second } : undefined;
}

function mapMasked(builder: Builder, { condition, whenTrue, value }: Mask, of: (id: number) => number): number {
  const inside = of(value);
  const zero = builder.constant(0);
  return whenTrue ? builder.select(condition, inside, zero) : builder.select(condition, zero, inside);
}

function isZero(builder: Builder, id: number): boolean {
  const node = builder.nodes[id]!;
  return node.op === "constant" && node.length === 1 && node.values[0] === 0;
}

const binaryKernel =
  (op: BinaryOp, dtype?: Traced["dtype"]): Kernel =>
  (recorder, { a, b }) =>
    binary(recorder, op, a!, b!, dtype);
const reversedKernel =
  (op: BinaryOp, dtype?: Traced["dtype"]): Kernel =>
  (recorder, { a, b }) =>
    binary(recorder, op, b!, a!, dtype);
const unaryKernel =
  (op: UnaryOp): Kernel =>
  (recorder, { x }) =>
    unary(recorder, op, x!);
const not = (recorder: Recorder, x: Traced): Traced => ({
  ...binary(recorder, "subtract", number(recorder, 1), x),
  dtype: "bool",
});

export const elementwiseKernels: Readonly<Record<string, Kernel>> = {
  Add: (recorder, { a, b }) => {
    const shape = broadcastShape(a!.shape, b!.shape);
    const node = maskedSum(recorder.builder, expand(recorder, a!, shape), expand(recorder, b!, shape));
    return { node, shape, dtype: "float32" };
  },
  Sub: binaryKernel("subtract"),
  Multiply: (recorder, { a, b }) => masked(recorder, "multiply", a!, b!),
  RealDiv: (recorder, { a, b }) => masked(recorder, "divide", a!, b!),
  FloorDiv: (recorder, { a, b }) => unary(recorder, "floor", binary(recorder, "divide", a!, b!)),
  Pow: binaryKernel("pow"),
  Maximum: binaryKernel("maximum"),
  Minimum: binaryKernel("minimum"),
  SquaredDifference: (recorder, { a, b }) => {
    const difference = binary(recorder, "subtract", a!, b!);
    return binary(recorder, "multiply", difference, difference);
  },
  AddN: (recorder, inputs) => Object.values(inputs).reduce((sum, next) => binary(recorder, "add", sum, next)),
  Less: binaryKernel("less", "bool"),
  LessEqual: binaryKernel("lessEqual", "bool"),
  Greater: reversedKernel("less", "bool"),
  GreaterEqual: reversedKernel("lessEqual", "bool"),
  Equal: binaryKernel("equal", "bool"),
  NotEqual: (recorder, { a, b }) => not(recorder, binary(recorder, "equal", a!, b!)),
  LogicalAnd: binaryKernel("multiply", "bool"),
  LogicalOr: binaryKernel("maximum", "bool"),
  LogicalNot: (recorder, { x }) => not(recorder, x!),
  Select: (recorder, { condition, t, e }) => {
    const shape = t!.shape;
    // A condition of lower rank chooses whole slices along the first axis.
    const whole = { ...condition!, shape: [...condition!.shape, ...shape.slice(condition!.shape.length).map(() => 1)] };
    const node = recorder.builder.select(
      expand(recorder, whole, shape),
      expand(recorder, t!, shape),
      expand(recorder, e!, shape),
    );
    return { node, shape, dtype: t!.dtype };
  },
  Neg: (recorder, { x }) => {
    const { builder } = recorder;
    const negated = (id: number): number => {
      const mask = maskOf(builder, id);
      return mask ? mapMasked(builder, mask, negated) : builder.unary("negate", id);
    };
    return { node: negated(recorder.float(x!)), shape: x!.shape, dtype: x!.dtype };
  },
  Abs: unaryKernel("abs"),
  Floor: unaryKernel("floor"),
  Round: unaryKernel("nearest"),
  Sign: unaryKernel("sign"),
  Sqrt: unaryKernel("sqrt"),
  Exp: unaryKernel("exp"),
  Expm1: unaryKernel("expm1"),
  Log: unaryKernel("log"),
  Log1p: unaryKernel("log1p"),
  Sigmoid: unaryKernel("sigmoid"),
  Softplus: unaryKernel("softplus"),
  Tanh: unaryKernel("tanh"),
  Sin: unaryKernel("sin"),
  Cos: unaryKernel("cos"),
  Atan: unaryKernel("atan"),
  Erf: unaryKernel("erf"),
  PoolwiseErf: unaryKernel("erf"),
  PoolwiseErfc: unaryKernel("erfc"),
  PoolwiseNormalLogCdf: unaryKernel("normalLogCdf"),
  PoolwiseLog1mexp: unaryKernel("log1mexp"),
  PoolwiseLgamma: unaryKernel("lgamma"),
  PoolwiseDigamma: unaryKernel("digamma"),
  PoolwiseTrigamma: unaryKernel("trigamma"),
  Square: (recorder, { x }) => binary(recorder, "multiply", x!, x!),
  Rsqrt: (recorder, { x }) => binary(recorder, "divide", number(recorder, 1), unary(recorder, "sqrt", x!)),
  Reciprocal: (recorder, { x }) => binary(recorder, "divide", number(recorder, 1), x!),
  Relu: (recorder, { x }) => binary(recorder, "maximum", x!, number(recorder, 0)),
  Step: (recorder, { x }, { alpha }) => {
    const positive = binary(recorder, "less", number(recorder, 0), x!).node;
    const otherwise = recorder.builder.constant(alpha as number);
    return { ...x!, node: recorder.builder.select(positive, recorder.builder.constant(1), otherwise) };
  },
  ClipByValue: (recorder, { x }, { clipValueMin, clipValueMax }) => {
    const raised = binary(recorder, "maximum", x!, number(recorder, clipValueMin as number));
    return binary(recorder, "minimum", raised, number(recorder, clipValueMax as number));
  },
};
