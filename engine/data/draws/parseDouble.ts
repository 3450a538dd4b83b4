/** Reads decimal numbers straight from bytes: files of draws hold millions of them. */

/** Powers of ten that are exact doubles. */
const tens = Float64Array.from({ length: 23 }, (_, e) => Number(`1e${e}`));

/** Digits of a mantissa that is always below 2⁵³. */
const mostDigits = 15;

const [plus, minus, point, zero, nine, upperE, lowerE] = [43, 45, 46, 48, 57, 69, 101];

/**
 * The number that the bytes from `start` to `end` spell in decimal notation, where it takes one rounding: at most 15 digits
 * and a power of ten that is an exact double (Clinger 1990, How to read floating point numbers accurately). NaN for all else, numbers with
 * more digits among it, which the caller reads in another way.
 */
export function parseDouble(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === minus;
  if (negative || bytes[at] === plus) at++;
  let mantissa = 0;
  let digits = 0;
  let seen = 0;
  let exponent = 0;
  let fraction = false;
  for (; at < end; at++) {
    const byte = bytes[at];
    if (byte >= zero && byte <= nine) {
      mantissa = 10 * mantissa + (byte - zero);
      seen++;
      if (mantissa > 0) digits++;
      if (fraction) exponent--;
    } else if (byte === point && !fraction) {
      fraction = true;
    } else {
      break;
    }
  }
  if (seen === 0 || digits > mostDigits) return NaN;
  if (at < end) {
    if (bytes[at] !== lowerE && bytes[at] !== upperE) return NaN;
    const written = parseExponent(bytes, at + 1, end);
    if (written !== written) return NaN;
    exponent += written;
  }
  if (exponent < -22 || exponent > 22) return NaN;
  const value = exponent < 0 ? mantissa / tens[-exponent] : mantissa * tens[exponent];
  return negative ? -value : value;
}

/** A whole number of one to four digits, which may have a sign. */
function parseExponent(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === minus;
  let at = negative || bytes[start] === plus ? start + 1 : start;
  if (at >= end || end - at > 4) return NaN;
  let value = 0;
  for (; at < end; at++) {
    if (bytes[at] < zero || bytes[at] > nine) return NaN;
    value = 10 * value + (bytes[at] - zero);
  }
  return negative ? -value : value;
}
