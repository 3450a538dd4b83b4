/**
 * IEEE operations on pairs of lanes, emitted as WebAssembly. An expression that was emitted before in the same scope,
 * or one around it, is not emitted again.
 */
import type { Arithmetic } from "../../math/Arithmetic.js";
import type { FunctionBuilder } from "./FunctionBuilder.js";
import type { Opcode } from "./opcodes.js";

/** A v128 local. */
export type Lanes = number;

interface Scope {
  readonly kind: "function" | "loop" | "block";
  readonly known: Map<string, Lanes>;
  readonly locals: Lanes[];
  /** Instructions that run once before the loop whose body this scope is. */
  readonly header: Uint8Array[];
}

const bits = new BigUint64Array(1);
const asFloat = new Float64Array(bits.buffer);

/** 2^52 + 1023: adding it to a whole k in the exponent's range leaves k + 1023 in the lowest bits. */
const exponentShift = 4503599627370496 + 1023;

export class WasmArithmetic implements Arithmetic<Lanes, Lanes> {
  readonly #code: FunctionBuilder;
  readonly #constantAddress: (bits: bigint) => number;
  readonly #scopes: Scope[] = [{ kind: "function", known: new Map(), locals: [], header: [] }];

  /**
   * @param code The function that is emitted.
   * @param constantAddress Where 16 bytes hold a pattern of 64 bits twice.
   */
  constructor(code: FunctionBuilder, constantAddress: (bits: bigint) => number) {
    this.#code = code;
    this.#constantAddress = constantAddress;
  }

  constant(x: number): Lanes {
    asFloat[0] = x;
    return this.#pattern(bits[0]!);
  }

  add = this.#binary("f64x2.add", true);
  subtract = this.#binary("f64x2.sub");
  multiply = this.#binary("f64x2.mul", true);
  divide = this.#binary("f64x2.div");
  less = this.#binary("f64x2.lt");
  lessEqual = this.#binary("f64x2.le");
  equal = this.#binary("f64x2.eq", true);
  and = this.#binary("v128.and", true);
  or = this.#binary("v128.or", true);
  negate = this.#unary("f64x2.neg");
  abs = this.#unary("f64x2.abs");
  sqrt = this.#unary("f64x2.sqrt");
  floor = this.#unary("f64x2.floor");
  nearest = this.#unary("f64x2.nearest");
  not = this.#unary("v128.not");

  select(mask: Lanes, a: Lanes, b: Lanes): Lanes {
    return this.once(`select ${mask} ${a} ${b}`, () => this.#code.get(a).get(b).get(mask).op("v128.bitselect"));
  }

  exponent(a: Lanes): Lanes {
    const magic = this.#pattern(0x4330000000000000n);
    const shifted = this.once(`exponent ${a}`, () =>
      this.#code.get(a).i32(52).op("i64x2.shr_u").get(magic).op("v128.or"),
    );
    return this.subtract(shifted, this.constant(exponentShift));
  }

  mantissa(a: Lanes): Lanes {
    const low = this.#pattern(0x000fffffffffffffn);
    const one = this.constant(1);
    return this.or(this.and(a, low), one);
  }

  powerOfTwo(k: Lanes): Lanes {
    const shifted = this.add(k, this.constant(exponentShift));
    return this.once(`powerOfTwo ${k}`, () => this.#code.get(shifted).i32(52).op("i64x2.shl"));
  }

  /** The local that holds what `emit` pushes; emitted once per scope. */
  once(key: string, emit: () => void): Lanes {
    return this.find(key) ?? this.#define(key, this.#scope(), emit);
  }

  /** Like {@link once}, but emitted before the loop when inside one: for what does not change while it runs. */
  invariant(key: string, emit: () => void): Lanes {
    const known = this.find(key);
    if (known !== undefined) return known;
    const scope = this.#scopes.findLast(({ kind }) => kind !== "block")!;
    if (scope.kind === "function") return this.#define(key, scope, emit);
    let local = 0;
    scope.header.push(this.#code.capture(() => (local = this.#define(key, scope, emit))));
    return local;
  }

  find(key: string): Lanes | undefined {
    for (let depth = this.#scopes.length - 1; depth >= 0; depth--) {
      const known = this.#scopes[depth]!.known.get(key);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  /** Emits a loop in a scope of its own, after the instructions that it wants to run before it. */
  loop(emit: () => void): void {
    this.#within("loop", emit);
  }

  /** Runs `emit` in a scope whose expressions are forgotten afterwards. */
  block(emit: () => void): void {
    this.#within("block", emit);
  }

  #within(kind: Scope["kind"], emit: () => void): void {
    const scope: Scope = { kind, known: new Map(), locals: [], header: [] };
    this.#scopes.push(scope);
    const body = this.#code.capture(emit);
    this.#scopes.pop();
    for (const once of scope.header) this.#code.append(once);
    this.#code.append(body);
    for (const local of scope.locals) this.#code.release("v128", local);
  }

  #scope(): Scope {
    return this.#scopes[this.#scopes.length - 1]!;
  }

  #define(key: string, scope: Scope, emit: () => void): Lanes {
    emit();
    const local = this.#code.local("v128");
    this.#code.set(local);
    scope.known.set(key, local);
    scope.locals.push(local);
    return local;
  }

  #pattern(value: bigint): Lanes {
    return this.invariant(`constant ${value}`, () => {
      this.#code.i32(0).memory("v128.load", this.#constantAddress(value));
    });
  }

  #binary(opcode: Opcode, commutative = false): (a: Lanes, b: Lanes) => Lanes {
    return (a, b) => {
      const [first, second] = commutative && b < a ? [b, a] : [a, b];
      return this.once(`${opcode} ${first} ${second}`, () => this.#code.get(first).get(second).op(opcode));
    };
  }

  #unary(opcode: Opcode): (a: Lanes) => Lanes {
    return (a) => this.once(`${opcode} ${a}`, () => this.#code.get(a).op(opcode));
  }
}
