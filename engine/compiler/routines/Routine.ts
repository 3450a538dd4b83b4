/** What a routine is: an opaque call with static sizes, interpreted in TypeScript and emitted as WebAssembly. */
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import type { IntegerPart } from "../wholeNumbers.js";

export interface Routine {
  outputLength(sizes: readonly number[]): number;
  inputLengths(sizes: readonly number[]): number[];
  /** For an input of whole numbers, what they are in; nothing for doubles. Without it all inputs are doubles. */
  integers?(sizes: readonly number[], input: number): readonly IntegerPart[] | undefined;
  /** The oracle: writes the output. */
  interpret(sizes: readonly number[], inputs: readonly (Float64Array | Int32Array)[], output: Float64Array): void;
  /**
   * The same as instructions; inputs and output are addresses. Whole numbers are in memory as offsets of doubles in bytes:
   * eight times what they are, four bytes each.
   */
  emit(code: FunctionBuilder, sizes: readonly number[], inputs: readonly number[], output: number): void;
}
