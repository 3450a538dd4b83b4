/** Assembles functions into the bytes of a WebAssembly module with one imported memory. */
import type { FunctionBuilder } from "./FunctionBuilder.js";
import { unsigned } from "./leb128.js";
import { valueTypes, type ValueType } from "./opcodes.js";

/** A function of a module; its parameters are those of its body. */
export interface ModuleFunction {
  /** Under which it is exported. */
  readonly name: string;
  readonly result: ValueType | "none";
  readonly body: FunctionBuilder;
  /** True for one that only functions of the module call. */
  readonly internal?: boolean;
}

/** A function that a module imports as `env.<name>`. */
export interface ImportedFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | "none";
}

/**
 * A module that imports its memory as `env.memory` and exports the functions.
 * @param functions The module's functions; imported ones come before them in the numbers by which they are called.
 * @param pages Pages of 64 KiB that the memory has at least.
 * @param imports Imported functions.
 */
export function encodeModule(
  functions: readonly ModuleFunction[],
  pages: number,
  imports: readonly ImportedFunction[] = [],
): Uint8Array<ArrayBuffer> {
  const signatures: number[][] = [];
  const typeOf = (parameters: readonly ValueType[], result: ValueType | "none"): number => {
    const results = result === "none" ? [] : [result];
    const signature = [0x60, ...[parameters, results].flatMap((types) => [types.length, ...types.map(valueType)])];
    const known = signatures.findIndex((other) => other.join() === signature.join());
    return known >= 0 ? known : signatures.push(signature) - 1;
  };
  const imported = imports.map((one) => [
    ...name("env"),
    ...name(one.name),
    0x00,
    ...unsigned(typeOf(one.parameters, one.result)),
  ]);
  const types = functions.map(({ body, result }) => unsigned(typeOf(body.parameters, result)));
  const exported = functions.flatMap((one, index) =>
    one.internal ? [] : [[...name(one.name), 0x00, ...unsigned(imports.length + index)]],
  );
  return concatenate([
    Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00),
    section(1, vector(signatures)),
    section(2, vector([[...name("env"), ...name("memory"), 0x02, 0x00, ...unsigned(pages)], ...imported])),
    section(3, vector(types)),
    section(7, vector(exported)),
    section(10, vector(functions.map(({ body }) => sized(body.finish())))),
  ]);
}

const valueType = (type: ValueType): number => valueTypes[type];

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
