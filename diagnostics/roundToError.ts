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
  if (error === null || !(error > 0)) return threeDigits(value);
  const place = decimalExponent(2 * error);
  const decimals = Math.max(0, -place);
  if (decimals <= 6 && Math.abs(value) < 1e10) return withoutMinusZero(value.toFixed(decimals));
  // Very small and very large scales read better with an exponent: the digits from the value's first to the error's.
  return value.toExponential(Math.max(0, Math.min(decimalExponent(value) - place, 15)));
}

/** k of |x| = m 10^k with 1 <= m < 10, read off the decimal digits. */
function decimalExponent(x: number): number {
  // Sixteen digits: with fewer, 9.99… would round up to the next power.
  return Number(x.toExponential(16).split("e")[1]);
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  return size >= 1e7 || size < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
}

function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
