/** Numbers in the names of curves. */

/** Three significant digits; whole numbers keep all of theirs. */
export function numberText(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}
