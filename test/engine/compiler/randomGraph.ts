/** Small random graphs, whose every evaluation stays finite and far from a jump: rounding may differ, nothing else. */
import { GraphBuilder } from "../../../engine/compiler/GraphBuilder.js";
import type { BinaryOp, Graph, UnaryOp } from "../../../engine/core/Graph.js";
import { scattered } from "../../support/models.js";

/** What a graph is grown from: a step is four numbers, which choose an operation and its operands. */
export interface Recipe {
  readonly dimension: number;
  readonly rows: number;
  readonly steps: readonly (readonly [number, number, number, number])[];
}

/** Bound on the size of values, beyond which they are squeezed by tanh. */
const limit = 1000;

const smooth: readonly UnaryOp[] = [
  "negate",
  "abs",
  "sin",
  "cos",
  "tanh",
  "sigmoid",
  "softplus",
  "erf",
  "atan",
  "expm1",
];
const jumps: readonly (UnaryOp | BinaryOp)[] = ["floor", "nearest", "sign", "less", "lessEqual", "equal"];
const arithmetic: readonly BinaryOp[] = [
  "add",
  "subtract",
  "multiply",
  "maximum",
  "minimum",
  "scale",
  "add",
  "multiply",
];
const exponents = [-2, -1, 0, 0.5, 1, 2, 2.5, 3];

/** Columns of data that random graphs read, by name. */
export function randomData(rows: number, seed: number): Record<string, number[]> {
  return {
    x: scattered(rows, seed).map((u) => Math.round(64 * (4 * u - 2)) / 64),
    positive: scattered(rows, seed + 5).map((u) => 0.5 + 1.5 * u),
    scalar: [0.75 + 0.1 * seed],
    index: scattered(rows, seed + 9).map((u) => Math.floor(u * rows)),
    few: scattered(rows, seed + 11).map((u) => Math.floor(u * 3)),
  };
}

/** The graph of a recipe. */
export function randomGraph({ dimension, rows, steps }: Recipe, seed = 1): Graph {
  const b = new GraphBuilder();
  const bounds = new Map<number, number>();
  const exact = new Set<number>();
  const pool: number[] = [];
  const keep = (id: number, bound: number, isExact = false): number => {
    const wide = bound > limit;
    const kept = wide ? b.unary("tanh", id) : id;
    bounds.set(kept, wide ? 1 : bound);
    if (isExact && !wide) exact.add(kept);
    pool.push(kept);
    return kept;
  };
  const data = randomData(rows, seed);
  const position = keep(b.position(dimension), 2, true);
  const x = keep(b.input("x", "float64", Float64Array.from(data["x"]!)), 2, true);
  const positive = b.input("positive", "float64", Float64Array.from(data["positive"]!));
  const scalar = keep(b.input("scalar", "float64", Float64Array.from(data["scalar"]!)), 2, true);
  const index = b.input("index", "int32", Int32Array.from(data["index"]!));
  const few = b.input("few", "int32", Int32Array.from(data["few"]!));
  for (const value of [0, 1, -1, 2, -0.5]) keep(b.constant(value), 2, true);
  keep(b.constant(new Float64Array(rows)), 0, true);
  keep(b.constant(Float64Array.from({ length: rows }, (_, i) => (i % 3) - 1)), 1, true);

  const pick = (n: number, fits: (id: number) => boolean = () => true): number | undefined => {
    // Later nodes are likelier, so that chains grow.
    const candidates = pool.filter(fits);
    return candidates.length === 0 ? undefined : candidates[candidates.length - 1 - (n % candidates.length)];
  };
  const bound = (id: number) => bounds.get(id) ?? 2;
  const table = (length: number, below: number, n: number) =>
    b.table(Int32Array.from(scattered(length, n % 50), (u) => Math.floor(u * below)));

  for (const [kind, n, m, k] of steps) {
    const a = pick(n)!;
    const length = b.length(a);
    const mate = (of: number, fits: (id: number) => boolean = () => true) =>
      pick(of, (id) => fits(id) && (b.length(id) === length || b.length(id) === 1 || length === 1))!;
    switch (kind % 16) {
      case 0:
      case 1: {
        const op = smooth[m % smooth.length]!;
        const small = op === "expm1" && bound(a) > 6 ? b.unary("tanh", a) : a;
        keep(b.unary(op, small), op === "expm1" ? 500 : Math.max(bound(a) + 1, 2), false);
        break;
      }
      case 2:
      case 3: {
        const op = arithmetic[m % arithmetic.length]!;
        const other = op === "scale" ? mate(k, (id) => exact.has(id)) : mate(k);
        const size = op === "multiply" || op === "scale" ? bound(a) * bound(other) : bound(a) + bound(other);
        // The first factor of a scaling says by being 0 whether there is anything: it must not depend on rounding.
        keep(op === "scale" ? b.binary(op, other, a) : b.binary(op, a, other), size);
        break;
      }
      case 4: {
        const first = pick(n, (id) => exact.has(id))!;
        const op = jumps[m % jumps.length]!;
        const width = b.length(first);
        const other = pick(k, (id) => exact.has(id) && (b.length(id) === width || b.length(id) === 1 || width === 1))!;
        const result =
          op === "floor" || op === "nearest" || op === "sign"
            ? b.unary(op, first)
            : b.binary(op as BinaryOp, first, other);
        keep(result, 3, true);
        break;
      }
      case 5: {
        const condition = mate(m, (id) => exact.has(id));
        const width = Math.max(length, b.length(condition));
        const other = pick(k, (id) => b.length(id) === width || b.length(id) === 1)!;
        keep(b.select(condition, a, other), Math.max(bound(a), bound(other)));
        break;
      }
      case 6:
        keep(b.sum(a), length * bound(a));
        break;
      case 7: {
        const size = 1 + (m % length);
        keep(b.slice(a, k % (length - size + 1), size), bound(a), exact.has(a));
        break;
      }
      case 8: {
        const pieces = [a, pick(m)!, pick(k)!].slice(0, 1 + (m % 3));
        const lengths = pieces.map((piece, i) => (b.length(piece) === 1 ? 1 + ((k + i) % 3) : b.length(piece)));
        if (lengths.reduce((s, l) => s + l, 0) > 150) break;
        keep(
          b.concat(pieces, lengths),
          Math.max(...pieces.map(bound)),
          pieces.every((piece) => exact.has(piece)),
        );
        break;
      }
      case 9: {
        const places = m % 3 === 0 && length >= rows ? index : table(1 + (k % 45), length, m);
        keep(b.gather(a, places), bound(a), exact.has(a));
        break;
      }
      case 10: {
        const wide = pick(n, (id) => b.length(id) >= 3)!;
        if (wide === undefined) break;
        // Blocks of a matrix, chosen by data.
        const stride = Math.floor(b.length(wide) / 3);
        const chosen = m % 2 === 0 ? few : b.takeIndex(few, table(1 + (k % 12), rows, k));
        if (stride * b.length(chosen) > 200) break;
        keep(b.gather(wide, b.expandIndex(chosen, stride)), bound(wide), exact.has(wide));
        break;
      }
      case 11: {
        // As long as its index now and then, so that what follows could run in the same loop, and must not.
        const target = k % 3 === 0 && length > 2 ? length : 1 + (k % 12);
        const places = length === rows && m % 2 === 0 ? few : table(length === 1 ? 1 + (m % 9) : length, target, m);
        keep(b.scatterAdd(a, places, Math.max(3, target)), b.length(places) * bound(a));
        break;
      }
      case 12: {
        const divisor = length === rows && m % 2 === 0 ? positive : b.unary("exp", b.unary("tanh", scalar));
        if (m % 3 === 0) keep(b.binary("pow", positive, b.constant(exponents[k % exponents.length]!)), 8);
        else if (m % 3 === 1) keep(b.binary("divide", a, k % 2 === 0 ? divisor : b.constant(3)), 2 * bound(a));
        else keep(b.toFloat(k % 2 === 0 ? index : few), rows, true);
        break;
      }
      case 13: {
        // Padded gradients that overlap.
        if (length === 1 || length > 100) break;
        const pad = 1 + (m % 3);
        const one = pick(k, (id) => b.length(id) === 1)!;
        const left = b.concat([a, one], [length, pad]);
        const right = b.concat([m % 2 === 0 ? one : b.constant(0), a], [pad, length]);
        keep(b.binary("add", left, right), 2 * Math.max(bound(a), bound(one)));
        break;
      }
      default: {
        if (length === 1) break;
        const columns = length % 2 === 0 && m % 2 === 0 ? 2 : length;
        const shape = [length / columns, columns];
        if (k % 3 === 0) keep(b.routine("cumulativeSum", [...shape, m & 1, (m >> 1) & 1], [a]), length * bound(a));
        else if (k % 3 === 1) keep(b.routine("segmentMax", shape, [a]), bound(a));
        else keep(b.routine("matMul", [1, length, 1, m & 1, (m >> 1) & 1], [a, a]), length * bound(a) * bound(a));
      }
    }
  }

  const last = (skip: number) => pool[Math.max(0, pool.length - 1 - skip)]!;
  const asGradient = pick(0, (id) => id !== position && b.length(id) === dimension) ?? position;
  const total = b.binary("add", b.sum(last(0)), b.binary("multiply", b.sum(x), b.sum(position)));
  return b.finish(dimension, {
    logDensity: total,
    gradient: b.length(asGradient) === dimension ? asGradient : b.concat([asGradient], [dimension]),
    logPrior: last(1),
    constrained: last(2),
    logLikelihood: last(3),
  });
}
