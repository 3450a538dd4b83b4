/** What a routine is: an opaque call with static sizes, interpreted in TypeScript and emitted as WebAssembly. */
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";

export interface Routine {
  outputLength(sizes: readonly number[]): number;
  inputLengths(sizes: readonly number[]): number[];
  /** The oracle: writes the output. */
  interpret(sizes: readonly number[], inputs: readonly Float64Array[], output: Float64Array): void;
  /** The same as instructions; inputs and output are addresses of doubles. */
  emit(code: FunctionBuilder, sizes: readonly number[], inputs: readonly number[], output: number): void;
}
