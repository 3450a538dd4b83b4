/** Numbers and names in the sentences of findings. */

/** `12 of 4000 (0.3 %)`; the share never rounds to 0 or 100 when it is neither. */
export function countOf(count: number, total: number): string {
  const percent = (100 * count) / total;
  if (count === total) return `${count} of ${total} (100 %)`;
  if (percent >= 99.95) return `${count} of ${total} (over 99.9 %)`;
  if (percent < 0.01) return `${count} of ${total} (less than 0.01 %)`;
  return `${count} of ${total} (${percent.toFixed(percent < 1 ? 2 : 1)} %)`;
}

/** `a`, `a and b`, `a, b and c`, and of more than `most` so many with the number of the others. */
export function listOf(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]!}`;
}

/** `chain 2`, `chains 1 and 3`. */
export function chainList(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? "chain" : "chains"} ${listOf(numbers.map(String), 16)}`;
}

/** A number with so many significant digits, plainly. */
export function digits(value: number, significant = 2): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e5 || (size > 0 && size < 1e-3)) return value.toExponential(significant - 1);
  return String(Number(value.toPrecision(Math.max(significant, String(Math.trunc(size)).length))));
}

/** A number close to `bound`, with as many digits as it takes to be told from it, up to seven: 0.997, not 1. */
export function beside(value: number, bound: number): string {
  const texts = [2, 3, 4, 5, 6, 7].map((significant) => digits(value, significant));
  return texts.find((text) => Number(text) !== bound) ?? String(bound);
}

/** A whole number with thin groups of three digits: `12 400` is easier to read than `12400`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, value >= 10000 ? " " : "");
}
