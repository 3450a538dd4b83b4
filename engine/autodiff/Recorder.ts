/** What a trace writes into: the graph so far, and what each tensor of the trace stands for. */
import { UserError } from "../core/UserError.js";
import { GraphBuilder, isInteger } from "../compiler/GraphBuilder.js";

/** A traced tensor. */
export interface Traced {
  /** Node of length 1 where all elements are equal, of the shape's size otherwise. */
  readonly node: number;
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
  /** Known whole numbers, which may serve as constant indices. */
  readonly integers?: Int32Array;
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

export class Recorder {
  readonly builder = new GraphBuilder();
  readonly values = new WeakMap<object, Traced>();

  /** The tensor as doubles. */
  float(value: Traced): number {
    return isInteger(this.builder.nodes[value.node]!) ? this.builder.toFloat(value.node) : value.node;
  }

  /** The tensor as doubles, all elements written out. */
  dense(value: Traced): number {
    const node = this.float(value);
    const size = sizeOf(value.shape);
    return this.builder.length(node) === size ? node : this.builder.concat([node], [size]);
  }

  /** The tensor as indices: known numbers or integers of the data. */
  index(value: Traced, use: string): number {
    if (value.integers) return this.builder.table(value.integers);
    if (isInteger(this.builder.nodes[value.node]!)) return value.node;
    throw new UserError(
      `${use} needs indices that are known or come from the data, not ones computed in the model: make them a factor column.`,
    );
  }

  /** Elements of a tensor, at known places of its memory, as a tensor of another shape. */
  take(value: Traced, table: Int32Array, shape: readonly number[]): Traced {
    const { dtype } = value;
    const integers = value.integers && table.map((place) => value.integers![place]!);
    if (integers) return { ...this.constant(Float64Array.from(integers), shape, dtype), integers };
    if (this.builder.length(value.node) === 1) return { node: value.node, shape, dtype };
    const node = isInteger(this.builder.nodes[value.node]!)
      ? this.builder.takeIndex(value.node, this.builder.table(table))
      : this.builder.gather(value.node, this.builder.table(table));
    return { node, shape, dtype };
  }

  /** A constant; one of equal elements is stored once. */
  constant(values: ArrayLike<number>, shape: readonly number[], dtype: Traced["dtype"] = "float32"): Traced {
    const array = isUniform(values) ? Float64Array.of(values[0]!) : new Float64Array(values);
    return { node: this.builder.constant(array), shape, dtype };
  }
}

/** Whether there are elements, and all are the same; looked at before they are copied, since there may be millions. */
function isUniform(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (!Object.is(values[i], values[0])) return false;
  return values.length > 0;
}
