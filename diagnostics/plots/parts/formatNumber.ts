/** Numbers as text for axes, labels and descriptions. */

/** What stands for a value that could not be computed. */
export const noValue = "–";

/**
 * A number with so many significant digits, without trailing zeros and with a true minus sign.
 *
 * @example
 * formatNumber(-0.123456); // "−0.123"
 */
export function formatNumber(value: number, significant = 3): string {
  if (Number.isNaN(value)) return noValue;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) return trueMinus(trimExponent(value.toExponential(significant - 1)));
  // Whole numbers keep all their digits: 1234 draws are not 1230.
  const rounded = size >= 1000 ? Math.round(value) : Number(value.toPrecision(significant));
  return trueMinus(String(rounded === 0 ? 0 : rounded));
}

/** A number with a fixed count of decimals and a true minus sign; never "−0.00". */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  if (Math.abs(value) >= 1e15) return formatNumber(value, 6);
  const text = value.toFixed(decimals);
  return trueMinus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** A probability as a whole percentage that is never rounded to certainty. */
export function formatPercent(probability: number): string {
  if (!Number.isFinite(probability)) return noValue;
  const percent = Math.round(probability * 100);
  if (percent === 0 && probability > 0) return "<1%";
  if (percent === 100 && probability < 1) return ">99%";
  return `${percent}%`;
}

/** "1 chain", "4 chains". */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n} ${n === 1 ? singular : plural}`;
}

function trueMinus(text: string): string {
  return text.replace(/-/g, "−");
}

function trimExponent(text: string): string {
  return text.replace(/\.?0+e/, "e").replace("e+", "e");
}
