/** Sums over all counts of powers of Poisson probabilities, which normalise the Conway-Maxwell-Poisson law. */
import { tf } from "../autodiff/ops.js";
import { gaussLegendre } from "../math/gaussLegendre.js";
import {
  add,
  asTensor,
  atLeast,
  atMost,
  divide,
  exp,
  log,
  log1p,
  multiply,
  softplus,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_2, LOG_SQRT_2PI } from "./constants.js";
import { conwayMaxwellCounts } from "./conwayMaxwellCounts.js";
import { poissonLogMass } from "./poissonLogMass.js";
import { stirlingRemainder } from "./stirlingRemainder.js";
import { stirlingSeries } from "./stirlingSeries.js";
import { isNumber, type Value } from "./Value.js";

/** Where rate · shape is below e to this, counts near 0 are too likely for a sum to be taken in steps. */
const LOG_MANY = 3.58;
/** Steps down and up from the mode, where counts near 0 are unlikely. */
const DOWN = 13;
const UP = 16;
/** Counts up to here are added one by one elsewhere; those above are an integral. */
const LAST = 36;
/** Terms below e to minus this are left out. */
const FAR = 38;

/**
 * A sum of a smooth function from a whole number m on is its integral, and half the term at m, and these shares of the differences
 * f(m − i) − f(m + i): they are exact for polynomials up to the 14th degree, as the Euler-Maclaurin formula is, without its derivatives.
 */
const differences = [
  0.07699017460749258, -0.027737991166059673, 0.009429999321943197, -0.002591615965155427, 5.202578456284055e-4,
  -6.683840498737985e-5, 4.097355409686621e-6,
];

const single = Array.from({ length: LAST + differences.length + 1 }, (_, n) => n);
/** How much of each of these counts is not in the integral. */
const sharesOfSingle = single.map((n) => {
  const away = n - LAST;
  if (away === 0) return 0.5;
  const share = differences[Math.abs(away) - 1] ?? 0;
  return away < 0 ? 1 + share : -share;
});
const factorialsOfSingle = single.map((n) => (n === 0 ? 0 : numberFactorial(n)));
const rule = gaussLegendre(48);
/** Nodes are denser near the lower end, where the logarithm of a factorial bends most. */
const stretched = Array.from(rule.nodes, (u) => u * u);
const sharesOfStretched = Array.from(rule.nodes, (u, k) => 2 * u * rule.weights[k]!);
const steps = Array.from({ length: DOWN + UP + 1 }, (_, k) => k - DOWN);

/** ln n! − n ln n + n. */
function numberFactorial(n: number): number {
  return (stirlingRemainder(n) as number) + 0.5 * (log(n) as number) + LOG_SQRT_2PI;
}

/** A count, or a number between counts, with what it stands for: its weight times e^exponent. */
interface Node {
  readonly n: Value;
  readonly weight: Value;
  readonly exponent: Value;
}

/** Nodes that differ in a few constants alone; of tensors each has the nodes on an axis of its own, the last. */
interface Nodes {
  readonly constants: readonly (readonly number[])[];
  at(constants: readonly Value[], column: (value: Value) => Value): Node;
}

interface Terms {
  readonly nodes: readonly Nodes[];
  /** About the largest exponent, without slope. */
  readonly peak: Value;
}

/**
 * ln Σ (rate^n e^(−rate)/n!)^shape over n = 0, 1, …, to about 1e-11 relative to the sum, and to 1e-15 of the largest exponent: the
 * rate is brought between e^±400, the shape between 1e-80 and 1e30. Where rate · shape is above 36, n runs in steps of 0.7 standard
 * deviations or 1, since sums of a bell curve at such steps differ by 1e-16 from sums over all n. Elsewhere the first counts are added
 * one by one, and those above by an integral; plain numbers are all added one by one where 600 do. All terms have slopes; where they stand has none.
 */
export function conwayMaxwellLogSum(logRate: Value, shape: Value): Value {
  const given = conwayMaxwellRange(logRate, shape);
  if (isNumber(given.logRate) && isNumber(given.shape)) {
    const counted = conwayMaxwellCounts(given.logRate, given.shape);
    const rate = exp(given.logRate) as number;
    if (counted) return add(multiply(given.shape, poissonLogMass(Math.floor(rate), rate)), log(counted.sum));
  }
  return whereGreater(
    add(given.logRate, log(given.shape)),
    LOG_MANY,
    () => logSum(ofMany(given), given),
    () => logSum(ofFew(given), given),
  );
}

/** Mean and variance of the law whose probabilities are proportional to these terms, for plain numbers. */
export function conwayMaxwellMoments(logRate: number, shape: number): { mean: number; variance: number } {
  const given = conwayMaxwellRange(logRate, shape);
  const counted = conwayMaxwellCounts(given.logRate as number, given.shape as number);
  if (counted) return { mean: counted.mean, variance: counted.variance };
  const isMany = (add(given.logRate, log(given.shape)) as number) > LOG_MANY;
  const { nodes, peak } = isMany ? ofMany(given) : ofFew(given);
  const all = nodes.flatMap((some) => numbersOf(some, peak as number));
  const average = (f: (n: number) => number) =>
    all.reduce((sum, { n, mass }) => sum + mass * f(n), 0) / all.reduce((sum, { mass }) => sum + mass, 0);
  const mean = average((n) => n);
  return { mean, variance: average((n) => (n - mean) * (n - mean)) };
}

interface Given {
  readonly logRate: Value;
  readonly shape: Value;
}

/** What the sum is taken of: beyond, numbers would overflow. */
export function conwayMaxwellRange(logRate: Value, shape: Value): Given {
  return { logRate: atMost(atLeast(logRate, -400), 400), shape: atMost(atLeast(shape, 1e-80), 1e30) };
}

/** Steps of 0.7 standard deviations √(rate/shape), of one where that is less. */
function ofMany({ logRate, shape }: Given): Terms {
  const logShape = log(shape);
  // Elsewhere the terms are not taken, but must be numbers.
  const rate = exp(add(logRate, atLeast(subtract(LOG_MANY, add(logRate, logShape)), 0)));
  const middle = floor(rate);
  const logStep = multiply(0.5, subtract(subtract(logRate, logShape), 2 * 0.35667494393873245));
  const step = atLeast(exp(onGrid(logStep)), 1);
  const exponent = (n: Value, column: (value: Value) => Value): Value =>
    multiply(column(shape), poissonLogMass(n, column(rate)));
  return {
    peak: floor(exponent(middle, (value) => value)),
    nodes: [
      {
        constants: [steps],
        at([k], column) {
          const n = add(column(middle), multiply(column(step), k!));
          const isCount = whereGreater(
            n,
            -0.5,
            () => 1,
            () => 0,
          );
          return { n, weight: multiply(isCount, column(step)), exponent: exponent(atLeast(n, 0), column) };
        },
      },
    ],
  };
}

/** Counts one by one up to {@link LAST}, and an integral from there. */
function ofFew({ logRate, shape }: Given): Terms {
  const logShape = log(shape);
  const logMean = subtract(logRate, atLeast(subtract(add(logRate, logShape), LOG_MANY), 0));
  const rate = exp(logMean);
  const middle = floor(rate);
  const length = subtract(atLeast(exp(onGrid(logEnd(logMean, logShape))), 2 * LAST), LAST);
  const times = (logMass: Value, column: (value: Value) => Value): Value => multiply(column(shape), logMass);
  return {
    peak: floor(times(poissonLogMass(middle, rate), (value) => value)),
    nodes: [
      {
        constants: [single, sharesOfSingle, factorialsOfSingle],
        at: ([n, weight, factorial], column) => ({
          n: n!,
          weight: weight!,
          exponent: times(poissonLogMass(n!, column(rate), factorial), column),
        }),
      },
      {
        constants: [stretched, sharesOfStretched],
        at([place, share], column) {
          const n = add(LAST, multiply(column(length), place!));
          const factorial = add(stirlingSeries(n), add(multiply(0.5, log(n)), LOG_SQRT_2PI));
          const exponent = times(poissonLogMass(n, column(rate), factorial), column);
          return { n, weight: multiply(column(length), share!), exponent };
        },
      },
    ],
  };
}

/**
 * About ln x where the terms beyond x are left out: shape (x ln(x/rate) − x) = {@link FAR}, so that x = rate e^(1 + W(b)) with b =
 * FAR/(e rate shape), and W of Lambert by the first approximation of Iacono & Boyd 2017 (Advances in Computational Mathematics 43).
 */
function logEnd(logRate: Value, logShape: Value): Value {
  const size = softplus(subtract((log(FAR) as number) - 1, add(logRate, logShape)));
  const lambert = multiply(size, subtract(1, divide(log1p(size), add(2, size))));
  return add(logRate, add(1, lambert));
}

/** A number on a grid of eighths of ln 2, at or below the value: no slope goes through it. */
function onGrid(value: Value): Value {
  return multiply(LOG_2 / 8, floor(multiply(8 / LOG_2, value)));
}

function floor(value: Value): Value {
  return isNumber(value) ? Math.floor(value) : tf().floor(value);
}

function logSum({ nodes, peak }: Terms, { logRate, shape }: Given): Value {
  if (isNumber(logRate) && isNumber(shape)) {
    const all = nodes.flatMap((some) => numbersOf(some, peak as number));
    return add(peak, log(all.reduce((sum, { mass }) => sum + mass, 0)));
  }
  const column = (value: Value): Value => (isNumber(value) ? value : tf().expandDims(value, -1));
  const sums = nodes.map(({ constants, at }): Value => {
    const { weight, exponent } = at(
      constants.map((each) => tf().tensor1d([...each])),
      column,
    );
    return tf().sum(asTensor(multiply(weight, relative(exponent, column(peak)))), -1);
  });
  return add(peak, log(sums.reduce((total, sum) => add(total, sum))));
}

/** e^exponent beside e^peak; where the sum is not the one that is taken it must not overflow. */
function relative(exponent: Value, peak: Value): Value {
  return exp(atMost(subtract(exponent, peak), 100));
}

function numbersOf({ constants, at }: Nodes, peak: number): { readonly n: number; readonly mass: number }[] {
  return constants[0]!.map((_, k) => {
    const { n, weight, exponent } = at(
      constants.map((each) => each[k]!),
      (value) => value,
    );
    return { n: n as number, mass: multiply(weight, relative(exponent, peak)) as number };
  });
}
