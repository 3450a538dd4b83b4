/** A module as it is written: functions in the order in which they are defined, each known by its number from then on. */
import { encodeModule, type ImportedFunction, type ModuleFunction } from "./encodeModule.js";
import { foldedCode, type FoldedCode } from "./foldedCode.js";
import { FunctionBuilder } from "./FunctionBuilder.js";
import type { ValueType } from "./opcodes.js";

/** Adds a function of some parameters, whose body `emit` writes; returns its number. With a name it is exported. */
export type Define = (
  parameters: readonly ValueType[],
  result: ValueType | "none",
  emit: (f: FoldedCode, code: FunctionBuilder) => void,
  name?: string,
) => number;

/** A module in the making. */
export interface ModuleDraft {
  readonly define: Define;
  /** Its bytes, for a memory of at least so many pages. */
  encode(pages: number): Uint8Array<ArrayBuffer>;
}

/** A module with imported functions, which have the first numbers, and `functions` to begin with, to which others are added. */
export function moduleDraft(imports: readonly ImportedFunction[], functions: ModuleFunction[] = []): ModuleDraft {
  return {
    define(parameters, result, emit, name) {
      const body = new FunctionBuilder(parameters);
      emit(foldedCode(body), body);
      functions.push({ name: name ?? "", result, body, internal: name === undefined });
      return imports.length + functions.length - 1;
    },
    encode: (pages) => encodeModule(functions, pages, imports),
  };
}
