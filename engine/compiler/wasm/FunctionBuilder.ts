/** Collects the instructions and locals of one WebAssembly function. */
import { signed, unsigned } from "./leb128.js";
import { opcodes, valueTypes, type Opcode, type ValueType } from "./opcodes.js";

const float = new Float64Array(1);
const floatBytes = new Uint8Array(float.buffer);

export class FunctionBuilder {
  #bytes = new Uint8Array(4096);
  #length = 0;
  readonly #types: ValueType[] = [];
  readonly #free = new Map<ValueType, number[]>();

  /** @param parameters Types of the function's parameters, which are its first locals. */
  constructor(readonly parameters: readonly ValueType[] = []) {}

  /** A local of a type; one given back by {@link release} is used again. */
  local(type: ValueType): number {
    const free = this.#free.get(type)?.pop();
    if (free !== undefined) return free;
    this.#types.push(type);
    return this.parameters.length + this.#types.length - 1;
  }

  release(type: ValueType, local: number): void {
    if (!this.#free.has(type)) this.#free.set(type, []);
    this.#free.get(type)!.push(local);
  }

  op(opcode: Opcode): this {
    for (const byte of opcodes[opcode]) this.#byte(byte);
    return this;
  }

  get(local: number): this {
    return this.op("local.get").#unsigned(local);
  }

  set(local: number): this {
    return this.op("local.set").#unsigned(local);
  }

  tee(local: number): this {
    return this.op("local.tee").#unsigned(local);
  }

  i32(value: number): this {
    this.op("i32.const");
    for (const byte of signed(value)) this.#byte(byte);
    return this;
  }

  f64(value: number): this {
    float[0] = value;
    this.op("f64.const");
    for (const byte of floatBytes) this.#byte(byte);
    return this;
  }

  /** A load or store at the address on the stack plus a constant offset. */
  memory(opcode: Opcode, offset: number, alignment = 3): this {
    return this.op(opcode).#unsigned(alignment).#unsigned(offset);
  }

  /** A load or store of one lane. */
  memoryLane(opcode: "v128.load64_lane" | "v128.store64_lane", offset: number, lane: 0 | 1): this {
    this.memory(opcode, offset);
    return this.#byte(lane);
  }

  lane(opcode: "f64x2.extract_lane" | "f64x2.replace_lane", lane: 0 | 1): this {
    this.op(opcode);
    return this.#byte(lane);
  }

  /** Calls a function by its index in the module, imported ones first. */
  call(index: number): this {
    return this.op("call").#unsigned(index);
  }

  /** Opens a block, a loop or the branch of a condition on the stack; `end` closes it. Nothing is left on the stack by it. */
  open(opcode: "block" | "loop" | "if"): this {
    return this.op(opcode).#byte(0x40);
  }

  /** Goes to the block or loop that is `depth` levels out if the condition on the stack is not 0. */
  branchIf(depth: number): this {
    return this.op("br_if").#unsigned(depth);
  }

  /** Copies a constant number of bytes between constant addresses. */
  copy(to: number, from: number, bytes: number): this {
    return this.i32(to).i32(from).i32(bytes).copyOnStack();
  }

  /** Copies as the stack says: to, from, bytes. */
  copyOnStack(): this {
    return this.op("memory.copy").#byte(0).#byte(0);
  }

  /** Sets a constant range of bytes to zero. */
  zero(address: number, bytes: number): this {
    this.i32(address).i32(0).i32(bytes).op("memory.fill");
    return this.#byte(0);
  }

  /**
   * Counts an i32 local from what `start` pushes to below what `end` pushes; nothing runs when the range is empty.
   */
  forRange(start: () => void, end: () => void, step: number, body: (counter: number) => void): void {
    const counter = this.local("i32");
    start();
    this.set(counter);
    this.open("block").get(counter);
    end();
    this.op("i32.ge_s").branchIf(0).open("loop");
    body(counter);
    this.get(counter).i32(step).op("i32.add").tee(counter);
    end();
    this.op("i32.lt_s").branchIf(0).op("end").op("end");
    this.release("i32", counter);
  }

  /** Runs `emit` and returns its instructions instead of appending them. */
  capture(emit: () => void): Uint8Array {
    const start = this.#length;
    emit();
    const captured = this.#bytes.slice(start, this.#length);
    this.#length = start;
    return captured;
  }

  append(code: Uint8Array): this {
    this.#reserve(code.length);
    this.#bytes.set(code, this.#length);
    this.#length += code.length;
    return this;
  }

  /** Bytes of the function's body with its locals. */
  finish(): Uint8Array {
    const locals = this.#types.flatMap((type) => [1, valueTypes[type]]);
    const head = unsigned(this.#types.length).concat(locals);
    const body = new Uint8Array(head.length + this.#length + 1);
    body.set(head);
    body.set(this.#bytes.subarray(0, this.#length), head.length);
    body[body.length - 1] = opcodes.end[0];
    return body;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #byte(value: number): this {
    if (this.#length === this.#bytes.length) this.#reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  #unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.#byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.#byte(rest);
  }
}
