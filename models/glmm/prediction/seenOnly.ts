/** Draws of truncated responses. */
import type { Rng } from "../../../engine/core/Rng.js";
import type { Law, Numbers } from "../../../engine/distributions/Law.js";
import { logMassBetween } from "../../../engine/distributions/logMassBetween.js";
import { log } from "../../../engine/math/log.js";
import type { Response } from "../Frame.js";
import { belowLowest } from "../seenDensity.js";

/** Draws that are tried before one is found by its probability instead, which takes as long as some hundred. */
const mostTries = 100;
/** Halvings of an interval: all digits of a number. */
const halvings = 200;

/** Draws a response of a row between the ends of what could be seen; censoring hides no draws. */
export function seenOnly(
  law: Law,
  { truncation }: Partial<Response>,
  row: number,
): (rng: Rng, numbers: Numbers) => number {
  const lower = truncation?.lower?.[row] ?? -Infinity;
  const upper = truncation?.upper?.[row] ?? Infinity;
  if (lower === -Infinity && upper === Infinity) return (rng, numbers) => law.random(rng, numbers);
  return (rng, numbers) => {
    for (let attempt = 0; attempt < mostTries; attempt += 1) {
      const y = law.random(rng, numbers);
      if (y >= lower && y <= upper) return y;
    }
    return byProbability(law, numbers, lower, upper, rng.uniform());
  };
}

/** The number below which lies a share u of what could be seen; whole numbers include the lower end. */
function byProbability(law: Law, numbers: Numbers, lower: number, upper: number, u: number): number {
  const isWhole = law.support(numbers).kind === "integers";
  const below = lower === -Infinity ? undefined : (belowLowest(law, numbers, lower) as number);
  const above = upper === Infinity ? undefined : upper;
  const mass = (from: number | undefined, to: number | undefined) => logMassBetween(law, numbers, from, to) as number;
  const all = mass(below, above);
  if (!Number.isFinite(all)) return NaN;
  // From the end that is there: towards the other, twice as far each time.
  const [origin, sign] = below === undefined ? [upper, -1] : [below, 1];
  const target = log(sign === 1 ? u : 1 - u) + all;
  const upTo = (distance: number) => (sign === 1 ? mass(origin, origin + distance) : mass(origin - distance, origin));
  const most = upper - lower;
  let [near, far] = [0, Math.min(most, Math.max(1e-12, Math.abs(origin) * 1e-12))];
  while (far < most && upTo(far) < target && far < 1e300) [near, far] = [far, Math.min(most, 2 * far)];
  for (let k = 0; k < halvings && near + (far - near) / 2 > near && near + (far - near) / 2 < far; k += 1) {
    const middle = near + (far - near) / 2;
    if (upTo(middle) < target) near = middle;
    else far = middle;
  }
  const y = origin + sign * far;
  return isWhole ? Math.min(upper, Math.max(lower, Math.ceil(y))) : y;
}
