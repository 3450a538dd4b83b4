/**
 * The traced log density and its gradient: a list of operations on flat arrays, each after its inputs.
 * A node's length is the number of elements it stores; length 1 is also a whole tensor of equal elements.
 */

/** Functions of one number, element by element. */
export type UnaryOp =
  | "negate"
  | "abs"
  | "sqrt"
  | "floor"
  | "nearest"
  | "sign"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "sigmoid"
  | "softplus"
  | "tanh"
  | "sin"
  | "cos"
  | "atan"
  | "erf"
  | "erfc"
  | "normalLogCdf"
  | "log1mexp"
  | "lgamma"
  | "digamma"
  | "trigamma";

/** Functions of two numbers; comparisons give 1 or 0, and `scale` is a product that is 0 where its first factor is 0. */
export type BinaryOp =
  "add" | "subtract" | "multiply" | "divide" | "maximum" | "minimum" | "pow" | "less" | "lessEqual" | "equal" | "scale";

/** Opaque calls; each is a row of the table in `compiler/routines`. */
export type RoutineName =
  | "cholesky"
  | "choleskyAdjoint"
  | "solveLower"
  | "solveLowerTransposed"
  | "sparseCholesky"
  | "sparseCholeskyAdjoint"
  | "sparseSolveLower"
  | "sparseSolveLowerTransposed"
  | "sparseOuter"
  | "matMul"
  | "cumulativeSum"
  | "segmentMax";

export type Node = { readonly length: number; readonly inputs: readonly number[] } & (
  | { readonly op: "position" }
  /** A data column or a setting: module memory, never a literal. */
  | {
      readonly op: "input";
      readonly name: string;
      readonly kind: "float64" | "int32";
      readonly values: Float64Array | Int32Array;
    }
  | { readonly op: "constant"; readonly values: Float64Array }
  /** Constant indices. */
  | { readonly op: "table"; readonly values: Int32Array }
  | { readonly op: UnaryOp }
  | { readonly op: BinaryOp }
  /** The second input where the first is not 0, the third elsewhere. */
  | { readonly op: "select" }
  /** x[index[i]]; inputs: x, index. */
  | { readonly op: "gather" }
  /** out[index[i]] += x[i]; inputs: x, index. */
  | { readonly op: "scatterAdd" }
  | { readonly op: "sum" }
  | { readonly op: "slice"; readonly start: number }
  /** Pieces one after the other; a piece of length 1 is repeated to its length in `lengths`. */
  | { readonly op: "concat"; readonly lengths: readonly number[] }
  /** Integers as doubles. */
  | { readonly op: "toFloat" }
  /** index[i] * stride + k for k < stride, of integers. */
  | { readonly op: "expandIndex"; readonly stride: number }
  /** Integers taken by a table; inputs: integers, table. */
  | { readonly op: "takeIndex" }
  | { readonly op: "routine"; readonly routine: RoutineName; readonly sizes: readonly number[] }
);

export type Op = Node["op"];

/** Names of what a graph computes. */
export type OutputName = "logDensity" | "gradient" | "logPrior" | "constrained" | "logLikelihood" | "reference";

/** Nodes of the outputs; `reference`, what the model's coordinates are chosen by, is left out by models without it. */
export type GraphOutputs = Readonly<Record<Exclude<OutputName, "reference">, number>> & { readonly reference?: number };

/** The input that holds standard normals, new ones for each draw: the density never depends on it, `constrained` may. */
export const normalsInput = "standard normals";

export interface Graph {
  readonly dimension: number;
  readonly nodes: readonly Node[];
  /** Node of each output. */
  readonly outputs: GraphOutputs;
}
