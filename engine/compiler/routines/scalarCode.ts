/** Scalar loops over matrices in WebAssembly, as small expressions that push their value. */
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";

/** Pushes one value on the stack. */
export type Push = () => void;

export interface ScalarCode {
  /** A whole number, or a counter. */
  whole(value: number): Push;
  counter(local: number): Push;
  plus(a: Push, b: Push): Push;
  /** row * width + column, in elements. */
  at(row: Push, width: number, column: Push): Push;
  load(base: number, index: Push): Push;
  store(base: number, index: Push, value: Push): void;
  arithmetic(op: "add" | "sub" | "mul" | "div", a: Push, b: Push): Push;
  sqrt(a: Push): Push;
  /** Runs the body with a counter from start to below end. */
  loop(start: Push, end: Push, body: (counter: Push) => void): void;
  /** Runs the body with a counter from end - 1 down to start. */
  loopDown(start: number, end: number, body: (counter: Push) => void): void;
  /** A local that starts at a value and is updated by `assign`. */
  variable(initial: Push): { get: Push; assign(value: Push): void; release(): void };
}

/** Expressions that append to a function. */
export function scalarCode(code: FunctionBuilder): ScalarCode {
  const address = (index: Push) => {
    index();
    code.i32(8).op("i32.mul");
  };
  const self: ScalarCode = {
    whole: (value) => () => void code.i32(value),
    counter: (local) => () => void code.get(local),
    plus: (a, b) => () => {
      a();
      b();
      code.op("i32.add");
    },
    at: (row, width, column) => () => {
      row();
      code.i32(width).op("i32.mul");
      column();
      code.op("i32.add");
    },
    load: (base, index) => () => {
      address(index);
      code.memory("f64.load", base);
    },
    store: (base, index, value) => {
      address(index);
      value();
      code.memory("f64.store", base);
    },
    arithmetic: (op, a, b) => () => {
      a();
      b();
      code.op(`f64.${op}`);
    },
    sqrt: (a) => () => {
      a();
      code.op("f64.sqrt");
    },
    loop: (start, end, body) => code.forRange(start, end, 1, (local) => body(self.counter(local))),
    loopDown: (start, end, body) =>
      code.forRange(self.whole(start), self.whole(end), 1, (local) =>
        body(() => {
          code
            .i32(start + end - 1)
            .get(local)
            .op("i32.sub");
        }),
      ),
    variable: (initial) => {
      const local = code.local("f64");
      const assign = (value: Push) => {
        value();
        code.set(local);
      };
      assign(initial);
      return { get: () => void code.get(local), assign, release: () => code.release("f64", local) };
    },
  };
  return self;
}
