/** B-splines over the unit interval, for numbers and tensors. */
import { add, atLeast, atMost, divide, multiply, subtract, whereGreater } from "./algebra.js";
import { isNumber, type Value } from "./Value.js";

/** Values of a basis at one place, in order; a function that is 0 whatever the place is the number 0. */
export type Basis = readonly Value[];

/**
 * All B-splines of a degree at u, brought into [0, 1], with simple knots between and as many at either end as make them end there: they
 * add up to 1 (de Boor 1978, A Practical Guide to Splines, chapter IX).
 *
 * @param inner Ascending, above 0 and below 1
 */
export function splineBasis(u: Value, inner: readonly Value[], degree: number): Basis {
  const at = atMost(atLeast(u, 0), 1);
  const breaks: readonly Value[] = [0, ...inner, 1];
  const last = breaks.length - 1;
  /** Which break each knot is. */
  const knots = [...Array<number>(degree).fill(0), ...breaks.keys(), ...Array<number>(degree).fill(last)];
  let basis: Basis = knots.slice(1).map((end, i) => (end === knots[i] ? 0 : between(at, breaks, knots[i]!)));
  for (let r = 1; r <= degree; r += 1) {
    const before = basis;
    basis = Array.from({ length: before.length - 1 }, (_, i) => {
      const rising = rise(at, breaks, knots[i]!, knots[i + r]!);
      const falling = rise(at, breaks, knots[i + r + 1]!, knots[i + 1]!);
      return add(multiply(rising, before[i]!), multiply(falling, before[i + 1]!));
    });
  }
  return basis;
}

/**
 * M-splines of a degree at u, which are B-splines with integrals of 1 over [0, 1], and their integrals from 0, I-splines; beyond the
 * interval the first are 0 (Ramsay 1988, Statistical Science 3, 425-441).
 */
export function densityBasis(
  u: Value,
  inner: readonly Value[],
  degree: number,
): { readonly densities: Basis; readonly integrals: Basis } {
  const count = inner.length + degree + 1;
  const place = (knot: number): Value => inner[knot - degree - 1] ?? (knot <= degree ? 0 : 1);
  const densities = splineBasis(u, inner, degree).map((value, i) =>
    multiply(divide(degree + 1, subtract(place(i + degree + 1), place(i))), value),
  );
  const sums = splineBasis(u, inner, degree + 1);
  const integrals = Array.from({ length: count }, (_, i) =>
    sums.slice(i + 1).reduce<Value>((sum, value) => add(sum, value), 0),
  );
  return { densities, integrals };
}

/** 1 between two breaks, 0 elsewhere. */
function between(u: Value, breaks: readonly Value[], k: number): Value {
  const above = (j: number): Value => (j === 0 ? 1 : j === breaks.length - 1 ? 0 : step(subtract(u, breaks[j]!)));
  return subtract(above(k), above(k + 1));
}

function step(x: Value): Value {
  return whereGreater(
    x,
    0,
    () => 1,
    () => 0,
  );
}

/** How far u is from one break to another, as a share; 0 where they are the same. */
function rise(u: Value, breaks: readonly Value[], from: number, to: number): Value {
  if (from === to) return 0;
  const [start, length] = [breaks[from]!, subtract(breaks[to]!, breaks[from]!)];
  const away = subtract(u, start);
  return isNumber(length) ? multiply(away, 1 / length) : divide(away, length);
}
