/** Assembles functions into the bytes of a WebAssembly module with one imported memory. */
import type { FunctionBuilder } from "./FunctionBuilder.js";
import { unsigned } from "./leb128.js";
import { valueTypes } from "./opcodes.js";

export interface ModuleFunction {
  readonly name: string;
  readonly result: "f64" | "none";
  readonly body: FunctionBuilder;
}

/**
 * A module that imports its memory as `env.memory` and exports the functions, none of which takes arguments.
 * @param functions Exported functions.
 * @param pages Pages of 64 KiB that the memory has at least.
 */
export function encodeModule(functions: readonly ModuleFunction[], pages: number): Uint8Array<ArrayBuffer> {
  const types = [
    [0x60, 0, 0],
    [0x60, 0, 1, valueTypes.f64],
  ];
  const sections = [
    section(1, vector(types)),
    section(2, vector([[...name("env"), ...name("memory"), 0x02, 0x00, ...unsigned(pages)]])),
    section(3, vector(functions.map((f) => [f.result === "f64" ? 1 : 0]))),
    section(7, vector(functions.map((f, index) => [...name(f.name), 0x00, ...unsigned(index)]))),
    codeSection(functions),
  ];
  const size = sections.reduce((sum, bytes) => sum + bytes.length, 8);
  const module = new Uint8Array(size);
  module.set([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  let offset = 8;
  for (const bytes of sections) {
    module.set(bytes, offset);
    offset += bytes.length;
  }
  return module;
}

function codeSection(functions: readonly ModuleFunction[]): number[] {
  const bodies = functions.map(({ body }) => {
    const bytes = body.finish();
    return unsigned(bytes.length).concat(bytes);
  });
  return section(10, vector(bodies));
}

function section(id: number, contents: number[]): number[] {
  return [id, ...unsigned(contents.length)].concat(contents);
}

function vector(items: readonly (readonly number[])[]): number[] {
  return unsigned(items.length).concat(...items);
}

function name(text: string): number[] {
  const bytes = [...new TextEncoder().encode(text)];
  return [...unsigned(bytes.length), ...bytes];
}
