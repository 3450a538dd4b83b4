/** What the functions of formulas compute from the numbers of one row; their names and arities are the parser's. */
import { cos } from "../../../engine/math/cos.js";
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { log } from "../../../engine/math/log.js";
import { log1p } from "../../../engine/math/log1p.js";
import { sin } from "../../../engine/math/sin.js";

/** Three arguments at most; those a function does not take are 0. */
type RowFunction = (x: number, y: number, z: number) => number;

/** Every function of FORMULA_FUNCTIONS but `scale` and `center`, which look at all rows. */
export const functionValues: ReadonlyMap<string, RowFunction> = new Map<string, RowFunction>([
  ["log", log],
  ["log2", (x) => logarithm(x, 2, 1023)],
  // 10^22 is the largest power that is a double.
  ["log10", (x) => logarithm(x, 10, 22)],
  ["log1p", log1p],
  ["exp", exp],
  ["expm1", expm1],
  ["sqrt", Math.sqrt],
  ["abs", Math.abs],
  ["sin", sin],
  ["cos", cos],
  ["sign", Math.sign],
  ["round", roundToEven],
  ["floor", Math.floor],
  ["ceiling", Math.ceil],
  ["min", (x, y) => Math.min(x, y)],
  ["max", (x, y) => Math.max(x, y)],
  ["pmin", (x, y) => Math.min(x, y)],
  ["pmax", (x, y) => Math.max(x, y)],
  ["ifelse", (condition, yes, no) => (condition !== 0 ? yes : no)],
]);

/** Whole for whole powers of the base, of which the quotient of logarithms may miss the last bit. */
function logarithm(x: number, base: number, largest: number): number {
  const quotient = log(x) / log(base);
  const whole = Math.round(quotient);
  if (!(Math.abs(whole) <= largest)) return quotient;
  let power = 1;
  for (let i = 0; i < Math.abs(whole); i += 1) power *= base;
  return (whole < 0 ? 1 / power : power) === x ? whole : quotient;
}

function roundToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
