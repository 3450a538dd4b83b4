import { describe, expect, it } from "vitest";
import fc from "fast-check";
import loadWabt from "wabt";
import { encodeModule } from "../../../engine/compiler/wasm/encodeModule.js";
import { foldedCode } from "../../../engine/compiler/wasm/foldedCode.js";
import { FunctionBuilder } from "../../../engine/compiler/wasm/FunctionBuilder.js";
import { signed, unsigned } from "../../../engine/compiler/wasm/leb128.js";
import { opcodes, type Opcode } from "../../../engine/compiler/wasm/opcodes.js";

/** The definition, read backwards: seven bits a byte, low ones first. */
function decode(bytes: readonly number[], isSigned: boolean): number {
  let value = 0n;
  bytes.forEach((byte, i) => (value |= BigInt(byte & 0x7f) << BigInt(7 * i)));
  const width = BigInt(7 * bytes.length);
  if (isSigned && bytes.at(-1)! & 0x40) value -= 1n << width;
  return Number(value);
}

describe("variable-length integers", () => {
  const edges = [0, 1, 63, 64, 127, 128, 8191, 8192, 16383, 16384, 2 ** 28, 2 ** 31 - 1];

  it("give back every integer they are given", () => {
    fc.assert(
      fc.property(fc.integer(), (value) => decode(signed(value), true) === value),
      { seed: 1 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => decode(unsigned(value), false) === value),
      { seed: 1 },
    );
    for (const value of edges) {
      expect(decode(unsigned(value), false)).toBe(value);
      expect(decode(signed(value), true)).toBe(value);
      expect(decode(signed(-value), true)).toBe(-value || 0);
    }
    expect(decode(unsigned(2 ** 32 - 1), false)).toBe(2 ** 32 - 1);
    expect(decode(signed(-(2 ** 31)), true)).toBe(-(2 ** 31));
  });

  it("are as short as can be, and mark all bytes but the last", () => {
    for (const value of [...edges, ...edges.map((edge) => -edge)]) {
      const forms = value < 0 ? [signed(value)] : [signed(value), unsigned(value)];
      for (const bytes of forms) {
        expect(bytes.slice(0, -1).every((byte) => byte >= 0x80)).toBe(true);
        expect(bytes.at(-1)! < 0x80).toBe(true);
      }
    }
    expect(unsigned(127)).toEqual([0x7f]);
    expect(unsigned(128)).toEqual([0x80, 0x01]);
    expect(unsigned(624485)).toEqual([0xe5, 0x8e, 0x26]);
    expect(signed(-123456)).toEqual([0xc0, 0xbb, 0x78]);
    expect(signed(64)).toEqual([0xc0, 0x00]);
    expect(signed(-64)).toEqual([0x40]);
  });
});

type Kind = "i32" | "f64" | "v128";
const one = (code: FunctionBuilder, kind: Kind) => {
  if (kind === "i32") code.i32(16);
  else if (kind === "f64") code.f64(1.5);
  else code.f64(1.5).op("f64x2.splat");
};

/** Operands and how to write an instruction that has immediates; the result is left on the stack. */
interface Use {
  readonly operands: readonly Kind[];
  readonly result?: Kind;
  readonly write?: (code: FunctionBuilder) => void;
}

const f64x2 = (operands: number): Use => ({ operands: Array<Kind>(operands).fill("v128"), result: "v128" });
const scalar = (operands: number, kind: Kind, result = kind): Use => ({
  operands: Array<Kind>(operands).fill(kind),
  result,
});
const load = (name: Opcode, result: Kind): Use => ({
  operands: ["i32"],
  result,
  write: (code) => code.memory(name, 32, name.startsWith("i32") ? 2 : 3),
});
const store = (name: Opcode, kind: Kind): Use => ({
  operands: ["i32", kind],
  write: (code) => code.memory(name, 32, name.startsWith("i32") ? 2 : 3),
});

/** Instructions that need more than their operands; all others follow from their names. */
const special: Partial<Record<Opcode, Use>> = {
  "local.get": { operands: [], result: "i32", write: (code) => code.get(code.local("i32")) },
  "local.set": { operands: ["i32"], write: (code) => code.set(code.local("i32")) },
  "local.tee": { operands: ["i32"], result: "i32", write: (code) => code.tee(code.local("i32")) },
  "i32.const": { operands: [], result: "i32", write: (code) => code.i32(-5) },
  "f64.const": { operands: [], result: "f64", write: (code) => code.f64(0.1) },
  "memory.copy": { operands: [], write: (code) => code.copy(64, 32, 16) },
  "memory.fill": { operands: [], write: (code) => code.zero(64, 16) },
  "f64x2.splat": scalar(1, "f64", "v128"),
  "f64.convert_i32_s": scalar(1, "i32", "f64"),
  "f64.convert_i32_u": scalar(1, "i32", "f64"),
  "f64x2.extract_lane": { operands: ["v128"], result: "f64", write: (code) => code.lane("f64x2.extract_lane", 1) },
  "f64x2.replace_lane": {
    operands: ["v128", "f64"],
    result: "v128",
    write: (code) => code.lane("f64x2.replace_lane", 1),
  },
  "v128.load64_lane": {
    operands: ["i32", "v128"],
    result: "v128",
    write: (code) => code.memoryLane("v128.load64_lane", 32, 1),
  },
  "v128.store64_lane": { operands: ["i32", "v128"], write: (code) => code.memoryLane("v128.store64_lane", 32, 1) },
  "i64x2.shl": { operands: ["v128", "i32"], result: "v128" },
  "i64x2.shr_u": { operands: ["v128", "i32"], result: "v128" },
  "v128.bitselect": f64x2(3),
};

const unaryNames = /\.(neg|abs|sqrt|floor|nearest|ceil|trunc|not|convert_low_i32x4_s|eqz)$/;

function useOf(name: Opcode): Use {
  const known = special[name];
  if (known) return known;
  const kind = (name.startsWith("i32") ? "i32" : name.startsWith("f64.") ? "f64" : "v128") as Kind;
  if (/\.load/.test(name)) return load(name, kind);
  if (/\.store/.test(name)) return store(name, kind);
  if (kind === "v128") return f64x2(unaryNames.test(name) ? 1 : 2);
  const compares = kind === "f64" && /\.(lt|le|gt|ge|eq|ne)$/.test(name);
  return scalar(unaryNames.test(name) ? 1 : 2, kind, compares ? "i32" : kind);
}

/** Puts away what an instruction left: stored to memory, so that no drop is needed. */
function consume(code: FunctionBuilder, result: Kind, emit: () => void): void {
  code.i32(0);
  emit();
  code.memory(result === "v128" ? "v128.store" : `${result}.store`, 512, result === "i32" ? 2 : 3);
}

const structured: readonly string[] = ["block", "loop", "if", "else", "end", "br_if", "return", "call"];

async function disassemble(bytes: Uint8Array): Promise<string> {
  const wabt = await loadWabt();
  const module = wabt.readWasm(bytes, { readDebugNames: false, simd: true, bulk_memory: true });
  const text = module.toText({ foldExprs: false, inlineExport: false });
  module.destroy();
  return text;
}

describe("the table of instructions", () => {
  const names = (Object.keys(opcodes) as Opcode[]).filter((name) => !structured.includes(name));

  it("has for each name the bytes that wabt disassembles to it", async () => {
    const bodies = names.map((name) => {
      const code = new FunctionBuilder();
      const { operands, result, write } = useOf(name);
      const emit = () => {
        for (const operand of operands) one(code, operand);
        if (write) write(code);
        else code.op(name);
      };
      if (result) consume(code, result, emit);
      else emit();
      return { name, result: "none" as const, body: code };
    });
    const bytes = encodeModule(bodies, 1);
    expect(WebAssembly.validate(bytes)).toBe(true);
    const text = await disassemble(bytes);
    const functions = text.split(/\n {2}\(func /).slice(1);
    expect(functions).toHaveLength(names.length);
    names.forEach((name, i) => {
      const instructions = functions[i]!.split("\n").map((line) => line.trim().split(/[\s)]/)[0]);
      expect(instructions, name).toContain(name);
      // Operands and stores around it use other instructions, except where the table's own are tested.
      const helpers = [
        "i32.const",
        "f64.const",
        "f64x2.splat",
        "i32.store",
        "f64.store",
        "v128.store",
        "(local",
        "local.get",
      ];
      const others = instructions.slice(1).filter((found) => found && !helpers.includes(found) && found !== name);
      expect(
        others.filter((found) => !/^\(|^\)|^offset|^align/.test(found!)),
        name,
      ).toEqual([]);
    });
  });

  it("writes a counted loop as block, loop, br_if and end, which counts as it should", async () => {
    const code = new FunctionBuilder();
    const sum = code.local("f64");
    code.f64(0).set(sum);
    code.forRange(
      () => code.i32(3),
      () => code.i32(10),
      2,
      (counter) => code.get(sum).get(counter).op("f64.convert_i32_s").op("f64.add").set(sum),
    );
    code.forRange(
      () => code.i32(5),
      () => code.i32(5),
      1,
      () => code.f64(1e6).set(sum),
    );
    code.get(sum);
    const bytes = encodeModule([{ name: "sum", result: "f64", body: code }], 1);
    const text = await disassemble(bytes);
    for (const name of ["block", "loop", "end", "br_if"]) expect(text).toMatch(new RegExp(`^\\s*${name}\\b`, "m"));
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    expect((exports["sum"] as () => number)()).toBe(3 + 5 + 7 + 9);
  });
});

describe("folded code", () => {
  it("calls imported and internal functions, branches, repeats and returns as it is nested", async () => {
    const square = new FunctionBuilder(["f64"]);
    const f = foldedCode(square);
    f.op("f64.mul", f.parameter(0).get, f.parameter(0).get)();

    // The sum of (i odd ? twice(i) : i * i) for i from 0 to below n; -1 for n = 0.
    const sum = new FunctionBuilder(["i32"]);
    const g = foldedCode(sum);
    const n = g.parameter(0);
    g.when(g.op("i32.eqz", n.get), () => g.give(g.f64(-1)));
    const total = g.variable("f64", g.f64(0));
    const i = g.variable("i32", g.i32(0));
    g.repeatWhile(() => {
      const value = g.op("f64.convert_i32_s", i.get);
      const plus = (index: number) => total.set(g.op("f64.add", total.get, g.call(index, value)));
      g.when(
        g.op("i32.and", i.get, g.i32(1)),
        () => plus(0),
        () => plus(1),
      );
      i.set(g.op("i32.add", i.get, g.i32(1)));
      return g.op("i32.lt_s", i.get, n.get);
    });
    g.store("f64.store", g.i32(8), 16, total.get);
    g.lane(g.load("v128.load64_splat", g.i32(24)), 1)();

    const bytes = encodeModule(
      [
        { name: "square", result: "f64", body: square, internal: true },
        { name: "sum", result: "f64", body: sum },
      ],
      1,
      [{ name: "twice", parameters: ["f64"], result: "f64" }],
    );
    const text = await disassemble(bytes);
    for (const name of ["loop", "if", "else", "end", "br_if", "return", "call"]) {
      expect(text).toMatch(new RegExp(`^\\s*${name}\\b`, "m"));
    }
    const memory = new WebAssembly.Memory({ initial: 1 });
    const twice = (x: number) => 2 * x;
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory, twice } });
    expect(Object.keys(exports)).toEqual(["sum"]);
    expect((exports["sum"] as (n: number) => number)(5)).toBe(0 + 2 + 4 + 6 + 16);
    expect((exports["sum"] as (n: number) => number)(0)).toBe(-1);
  });
});

describe("a module", () => {
  it("imports its memory, exports its functions by name, and keeps every bit of a constant", () => {
    const values = [0.1, -0, Infinity, 5e-324, 1.7976931348623157e308];
    const functions = values.map((value, i) => ({
      name: `f${i}_ä`,
      result: "f64" as const,
      body: new FunctionBuilder().f64(value),
    }));
    const module = new WebAssembly.Module(encodeModule(functions, 3));
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
    const memory = new WebAssembly.Memory({ initial: 3 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    values.forEach((value, i) => expect(Object.is((exports[`f${i}_ä`] as () => number)(), value)).toBe(true));
    expect(
      () => new WebAssembly.Instance(module, { env: { memory: new WebAssembly.Memory({ initial: 2 }) } }),
    ).toThrow();
  });

  it("may have a function of many locals and a body of more than 2^14 bytes", () => {
    const code = new FunctionBuilder();
    const locals = Array.from({ length: 300 }, () => code.local("f64"));
    locals.forEach((local, i) => code.f64(i).set(local));
    for (let round = 0; round < 20; round++)
      for (const local of locals) code.get(local).f64(1).op("f64.add").set(local);
    code.get(locals[299]!);
    const bytes = encodeModule([{ name: "f", result: "f64", body: code }], 1);
    expect(bytes.length).toBeGreaterThan(2 ** 14);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    expect((exports["f"] as () => number)()).toBe(319);
  });
});
