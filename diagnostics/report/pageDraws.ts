/** Chooses the draws that travel in a page, so that a reader can mark them in every figure, and packs them tightly. */
import type { Draws } from "../../engine/core/Draws.js";
import { log } from "../../engine/math/log.js";
import { base64 } from "./base64.js";

/** Draws of some variables, packed. Scripts of the page unpack them. */
export interface PageDraws {
  readonly variables: readonly string[];
  /** Which draws, ascending, numbered from 0 through all chains one after another. */
  readonly draws: readonly number[];
  /** Those of them that diverged. */
  readonly divergent: readonly number[];
  /** How many there are of each in all. */
  readonly total: number;
  readonly totalDivergent: number;
  /** By variable: a packed q stands for low + q × step, of which `log` ones are logarithms and `arcsinh` ones of (x − centre) / scale. */
  readonly codes: readonly DrawCode[];
  /** Base64 of little-endian 16-bit numbers, variable by variable; 65535 where a draw is not finite. */
  readonly values: string;
}

/** How the draws of one variable are packed. */
export interface DrawCode {
  readonly low: number;
  readonly step: number;
  /** Absent where values are packed as they are. */
  readonly curve?:
    { readonly kind: "log" } | { readonly kind: "arcsinh"; readonly centre: number; readonly scale: number };
}

/** Options of {@link pageDraws}. */
export interface PageDrawsOptions {
  /** Draws at most, evenly chosen; unless told 1000, or fewer where variables are so many that pages would grow large. */
  readonly most?: number;
  /** Draws that are taken in any case, such as those whose curves stand in a figure. */
  readonly always?: readonly number[];
}

const mostDraws = 1000;
const fewestDraws = 300;
/** Of all variables together; each takes 2.7 bytes of the page. */
const mostNumbers = 20_000;
const mostDivergent = 200;
const largestCode = 65534;
const missingCode = 65535;
/** Spread in units of its middle half beyond which even steps would lose the middle. */
const wideSpread = 100;

/**
 * At most so many draws evenly, every divergent one (evenly chosen ones beyond 200), and those asked for, of the variables named. Names that
 * are not there are left out. Values are rounded to 65535 steps, even ones, or of the logarithm where values are positive and spread wide, or
 * of the inverse hyperbolic sine where tails are long: a marked place is exact to a fraction of a pixel.
 */
export function pageDraws(draws: Draws, variables: readonly string[], options: PageDrawsOptions = {}): PageDraws {
  const { always = [] } = options;
  const width = draws.names.length;
  const places = new Map(draws.names.map((name, place) => [name, place]));
  const known = [...new Set(variables)].filter((name) => places.has(name));
  const most = options.most ?? Math.max(fewestDraws, Math.min(mostDraws, Math.floor(mostNumbers / known.length)));
  const starts = draws.chains.map((_, c) => draws.chains.slice(0, c).reduce((sum, chain) => sum + chain.drawCount, 0));
  const total = draws.chains.reduce((sum, chain) => sum + chain.drawCount, 0);
  const diverged = draws.chains.flatMap((chain, c) =>
    Array.from(chain.statistics.divergent.subarray(0, chain.drawCount)).flatMap((flag, i) =>
      flag === 1 ? [starts[c] + i] : [],
    ),
  );
  const taken = new Set([
    ...evenly(total, most),
    ...evenly(diverged.length, mostDivergent).map((place) => diverged[place]),
    ...always.filter((draw) => Number.isInteger(draw) && draw >= 0 && draw < total),
  ]);
  const chosen = [...taken].sort((a, b) => a - b);
  const isDivergent = new Set(diverged);
  const packed = new Uint16Array(known.length * chosen.length);
  const codes = known.map((name, v) => {
    const values = valuesAt(draws, starts, chosen, places.get(name)!, width);
    const code = codeFor(values);
    packed.set(
      values.map((value) => encode(value, code)),
      v * chosen.length,
    );
    return code;
  });
  return {
    variables: known,
    draws: chosen,
    divergent: chosen.filter((draw) => isDivergent.has(draw)),
    total,
    totalDivergent: diverged.length,
    codes,
    values: base64(littleEndian(packed)),
  };
}

/** So many of the numbers below `count`, evenly spaced. */
function evenly(count: number, most: number): readonly number[] {
  const size = Math.min(count, most);
  return Array.from({ length: size }, (_, k) => Math.floor(((k + 0.5) * count) / size));
}

/** Values of a column at ascending draws. */
function valuesAt(
  { chains }: Draws,
  starts: readonly number[],
  chosen: readonly number[],
  place: number,
  width: number,
): Float64Array {
  let c = 0;
  return Float64Array.from(chosen, (draw) => {
    while (draw >= starts[c] + chains[c].drawCount) c++;
    return chains[c].values[(draw - starts[c]) * width + place];
  });
}

function codeFor(values: Float64Array): DrawCode {
  const sorted = values.filter(Number.isFinite).sort();
  const n = sorted.length;
  if (n === 0) return { low: 0, step: 0 };
  const at = (p: number): number => sorted[Math.round(p * (n - 1))];
  const curve = curveFor(sorted[0], sorted[n - 1], at(0.5), at(0.75) - at(0.25));
  const low = bent(sorted[0], curve);
  const high = bent(sorted[n - 1], curve);
  return { low, step: (high - low) / largestCode, ...(curve === undefined ? {} : { curve }) };
}

function curveFor(low: number, high: number, centre: number, middle: number): DrawCode["curve"] {
  if (low > 0 && high / low > wideSpread) return { kind: "log" };
  if (middle > 0 && high - low > wideSpread * middle) return { kind: "arcsinh", centre, scale: middle };
  return undefined;
}

function bent(value: number, curve: DrawCode["curve"]): number {
  if (curve === undefined) return value;
  if (curve.kind === "log") return log(value);
  const z = (value - curve.centre) / curve.scale;
  const size = Math.abs(z);
  // Beyond 1e8, squares would lose nothing but could overflow.
  const arcsinh = size > 1e8 ? log(2) + log(size) : log(size + Math.sqrt(size * size + 1));
  return z < 0 ? -arcsinh : arcsinh;
}

function encode(value: number, code: DrawCode): number {
  if (!Number.isFinite(value)) return missingCode;
  if (code.step === 0) return 0;
  return Math.min(largestCode, Math.max(0, Math.round((bent(value, code.curve) - code.low) / code.step)));
}

/** The bytes of 16-bit numbers, low byte first on any machine. */
function littleEndian(numbers: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(2 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, i) => view.setUint16(2 * i, number, true));
  return bytes;
}
