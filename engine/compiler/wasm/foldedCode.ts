/** Instructions nested as expressions, as in the folded text form of WebAssembly. */
import type { FunctionBuilder } from "./FunctionBuilder.js";
import type { Opcode, ValueType } from "./opcodes.js";

/** Emits the instructions that leave one value on the stack; used twice, it computes twice. */
export type Push = () => void;

/** A local. */
export interface Variable {
  readonly get: Push;
  set(value: Push): void;
}

/** Expressions, which do nothing until they are pushed, and statements, which are emitted at once. */
export interface FoldedCode {
  i32(value: number): Push;
  f64(value: number): Push;
  op(opcode: Opcode, ...operands: readonly Push[]): Push;
  call(index: number, ...operands: readonly Push[]): Push;
  /** What is at an address plus a constant offset. */
  load(opcode: Opcode, address: Push, offset?: number): Push;
  /** The first lane of a pair, or the second. */
  lane(pair: Push, lane: 0 | 1): Push;
  parameter(index: number): Variable;
  variable(type: ValueType, initial: Push): Variable;
  store(opcode: Opcode, address: Push, offset: number, value: Push): void;
  /** Copies so many bytes. */
  copy(to: Push, from: Push, bytes: number): void;
  /** Runs one of two, the first where the condition is not 0. */
  when(condition: Push, then: () => void, otherwise?: () => void): void;
  /** Runs the body, which returns the condition for running it again. */
  repeatWhile(body: () => Push): void;
  /** Ends the function with its result. */
  give(value: Push): void;
}

/** Expressions and statements that append to a function. */
export function foldedCode(code: FunctionBuilder): FoldedCode {
  const alignment = (opcode: Opcode) => (opcode.startsWith("i32") ? 2 : 3);
  const local = (index: number): Variable => ({
    get: () => void code.get(index),
    set: (value) => {
      value();
      code.set(index);
    },
  });
  const pushAll = (operands: readonly Push[]) => {
    for (const push of operands) push();
  };
  return {
    i32: (value) => () => void code.i32(value),
    f64: (value) => () => void code.f64(value),
    op:
      (opcode, ...operands) =>
      () => {
        pushAll(operands);
        code.op(opcode);
      },
    call:
      (index, ...operands) =>
      () => {
        pushAll(operands);
        code.call(index);
      },
    load:
      (opcode, address, offset = 0) =>
      () => {
        address();
        code.memory(opcode, offset, alignment(opcode));
      },
    lane: (pair, lane) => () => {
      pair();
      code.lane("f64x2.extract_lane", lane);
    },
    parameter: local,
    variable: (type, initial) => {
      const variable = local(code.local(type));
      variable.set(initial);
      return variable;
    },
    store: (opcode, address, offset, value) => {
      address();
      value();
      code.memory(opcode, offset, alignment(opcode));
    },
    copy: (to, from, bytes) => {
      pushAll([to, from]);
      code.i32(bytes).copyOnStack();
    },
    when: (condition, then, otherwise) => {
      condition();
      code.open("if");
      then();
      if (otherwise) {
        code.op("else");
        otherwise();
      }
      code.op("end");
    },
    repeatWhile: (body) => {
      code.open("loop");
      const condition = body();
      condition();
      code.branchIf(0).op("end");
    },
    give: (value) => {
      value();
      code.op("return");
    },
  };
}
