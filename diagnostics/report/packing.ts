/** Packs numbers into 16 bits each, evenly where they lie evenly, by their logarithm or with long tails drawn in where they do not. */
import { log } from "../../engine/math/log.js";

/** How numbers are packed: a packed q stands for low + q × step, bent back where there is a curve. */
export interface Packing {
  readonly low: number;
  readonly step: number;
  /** The packed number is the logarithm, or the inverse hyperbolic sine of (x − centre) / scale. Absent where it is the number itself. */
  readonly curve?: Curve;
}

type Curve = { readonly kind: "log" } | { readonly kind: "arcsinh"; readonly centre: number; readonly scale: number };

const largest = 65534;
/** Stands for what is not finite. */
const missing = 65535;
/** Spread in units of its middle half beyond which even steps would lose the middle. */
const wideSpread = 100;

/** A packing that has 65535 steps for the finite ones of the values. */
export function packingFor(values: Float64Array): Packing {
  const sorted = values.filter(Number.isFinite).sort();
  const n = sorted.length;
  if (n === 0) return { low: 0, step: 0 };
  const at = (p: number): number => sorted[Math.round(p * (n - 1))];
  const curve = curveFor(sorted[0], sorted[n - 1], at(0.5), at(0.75) - at(0.25));
  const low = bent(sorted[0], curve);
  return { low, step: (bent(sorted[n - 1], curve) - low) / largest, ...(curve === undefined ? {} : { curve }) };
}

/** Packed values, two bytes each, low byte first on any machine. */
export function packed(values: Float64Array, packing: Packing): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint16(2 * i, encode(value, packing), true));
  return bytes;
}

function curveFor(low: number, high: number, centre: number, middle: number): Curve | undefined {
  if (low > 0 && high / low > wideSpread) return { kind: "log" };
  if (middle > 0 && high - low > wideSpread * middle) return { kind: "arcsinh", centre, scale: middle };
  return undefined;
}

function bent(value: number, curve: Curve | undefined): number {
  if (curve === undefined) return value;
  if (curve.kind === "log") return log(value);
  const z = (value - curve.centre) / curve.scale;
  const size = Math.abs(z);
  // Beyond 1e8, squares would add nothing but could overflow.
  const arcsinh = size > 1e8 ? log(2) + log(size) : log(size + Math.sqrt(size * size + 1));
  return z < 0 ? -arcsinh : arcsinh;
}

function encode(value: number, { low, step, curve }: Packing): number {
  if (!Number.isFinite(value)) return missing;
  if (step === 0) return 0;
  return Math.min(largest, Math.max(0, Math.round((bent(value, curve) - low) / step)));
}
