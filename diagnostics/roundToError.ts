/** Writes a number with the digits that its Monte Carlo error lets stand. */

/**
 * An estimate to the decimal place of the first digit of twice its Monte Carlo standard error, so that no digit shown is
 * noise; to three significant digits where the error is not known. `–` for null.
 *
 * @example roundToError(4.17999, 0.15) // "4.2"
 * @example roundToError(4.17999, 0.002) // "4.180"
 */
export function roundToError(value: number | null, error: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  if (error === null || !(error > 0)) return plain(Number(value.toPrecision(3)), value);
  const place = decimalExponent(2 * error);
  if (place >= 0) return Math.abs(value) < 1e7 ? withoutMinusZero(value.toFixed(0)) : plain(value, value);
  const decimals = Math.min(-place, 20);
  // A very small scale reads better with an exponent; digits from the first of the value to the place of the error.
  const leading = decimalExponent(value);
  if (decimals > 6 || Math.abs(value) >= 1e7) {
    return value.toExponential(Math.max(0, Math.min(leading - place, 15)));
  }
  return withoutMinusZero(value.toFixed(decimals));
}

/** k of |x| = m 10^k with 1 <= m < 10, read off the decimal digits. */
function decimalExponent(x: number): number {
  // Sixteen digits: with fewer, 9.99… would round up to the next power.
  return Number(x.toExponential(16).split("e")[1]);
}

function plain(rounded: number, value: number): string {
  const size = Math.abs(value);
  return size >= 1e7 || size < 1e-4 ? value.toExponential(2) : String(rounded);
}

function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
