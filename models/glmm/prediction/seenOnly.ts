/** Draws of truncated responses. */
import type { Response } from "../Frame.js";

/** Beyond so many draws that could not be seen there is none that could: the number is NaN. */
const mostTries = 10_000;

/** Draws until a number falls between the ends of what could be seen of a row; censoring hides no draws. */
export function seenOnly({ truncation }: Partial<Response>, row: number): (draw: () => number) => number {
  const lower = truncation?.lower?.[row] ?? -Infinity;
  const upper = truncation?.upper?.[row] ?? Infinity;
  if (lower === -Infinity && upper === Infinity) return (draw) => draw();
  return (draw) => {
    for (let attempt = 0; attempt < mostTries; attempt += 1) {
      const y = draw();
      if (y >= lower && y <= upper) return y;
    }
    return NaN;
  };
}
