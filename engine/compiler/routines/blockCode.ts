/** Loops over blocks of rows and columns of dense matrices in WebAssembly, with sums in locals. */
import { foldedCode, type FoldedCode, type Push, type Variable } from "../wasm/foldedCode.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import type { ValueType } from "../wasm/opcodes.js";

export interface BlockCode extends FoldedCode {
  /** Runs the body with locals of a type, which are given back after it. */
  withLocals(type: ValueType, count: number, body: (locals: readonly Variable[]) => void): void;
  increase(variable: Variable, by: number): void;
  /** A whole number of rows from the first, plus a base, in bytes. */
  offset(first: Push, bytes: number): Push;
  /** Sum plus a product of pairs. */
  plusProduct(sum: Push, a: Push, b: Push): Push;
  /**
   * Runs the body for blocks of rows: in a loop for those that are full, and once more for what is left. The body, which is
   * emitted for each of these two that there is, is given the number of its rows and the first of them.
   */
  eachBlock(rows: number, atOnce: number, body: (size: number, first: Push) => void): void;
}

/** Expressions and statements that append to a function. */
export function blockCode(code: FunctionBuilder): BlockCode {
  const f = foldedCode(code);
  return {
    ...f,
    withLocals: (type, count, body) => {
      const locals = Array.from({ length: count }, () => code.local(type));
      body(locals.map(f.parameter));
      for (const local of locals) code.release(type, local);
    },
    increase: (variable, by) => variable.set(f.op("i32.add", variable.get, f.i32(by))),
    offset: (first, bytes) => f.op("i32.mul", first, f.i32(bytes)),
    plusProduct: (sum, a, b) => f.op("f64x2.add", sum, f.op("f64x2.mul", a, b)),
    eachBlock: (rows, atOnce, body) => {
      const rest = rows % atOnce;
      const full = rows - rest;
      if (full === atOnce) body(atOnce, f.i32(0));
      else if (full > 0) code.forRange(f.i32(0), f.i32(full), atOnce, (first) => body(atOnce, f.parameter(first).get));
      if (rest > 0) body(rest, f.i32(full));
    },
  };
}
