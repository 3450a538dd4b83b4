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
  return concatenate([
    Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00),
    section(1, vector(types)),
    section(2, vector([[...name("env"), ...name("memory"), 0x02, 0x00, ...unsigned(pages)]])),
    section(3, vector(functions.map((f) => [f.result === "f64" ? 1 : 0]))),
    section(7, vector(functions.map((f, index) => [...name(f.name), 0x00, ...unsigned(index)]))),
    section(10, vector(functions.map(({ body }) => sized(body.finish())))),
  ]);
}

function section(id: number, contents: Uint8Array): Uint8Array {
  return concatenate([Uint8Array.of(id), sized(contents)]);
}

function sized(bytes: Uint8Array): Uint8Array {
  return concatenate([unsigned(bytes.length), bytes]);
}

function vector(items: readonly ArrayLike<number>[]): Uint8Array {
  return concatenate([unsigned(items.length), ...items]);
}

function concatenate(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function name(text: string): number[] {
  const bytes = [...new TextEncoder().encode(text)];
  return [...unsigned(bytes.length), ...bytes];
}
