/** The mean of responses of which only those between two ends could be seen. */
import { exp } from "../../../engine/math/exp.js";
import { log as logOf } from "../../../engine/math/log.js";
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Response } from "../Frame.js";

type LogDensity = (y: number) => number;

/**
 * How the mean of a row that could be seen follows from what its law is told; undefined where every response could. Sums of whole numbers,
 * and integrals of others by the double exponential rule (Takahasi & Mori 1974, Publ. RIMS 9, 721-741) in pieces as wide as the law is.
 */
export function seenMean(
  { family, link }: FittedGlmm,
  { truncation }: Partial<Response>,
  row: number,
): ((inputs: LawInputs<number>) => number) | undefined {
  const lower = truncation?.lower?.[row] ?? -Infinity;
  const upper = truncation?.upper?.[row] ?? Infinity;
  if (lower === -Infinity && upper === Infinity) return undefined;
  const law = family.law(link);
  return (inputs) => {
    const values = family.values(inputs, link);
    const logDensity: LogDensity = (y) => law.logDensity(y, values) as number;
    const centre = family.expectation(inputs, link);
    const sd = Math.sqrt(family.variance(inputs, link));
    const spread = sd > 0 && sd < Infinity ? sd : Math.abs(centre) + 1;
    const { kind } = law.support(values);
    if (kind !== "integers") {
      return meanOfReal(logDensity, kind === "real" ? lower : Math.max(lower, 0), upper, centre, spread);
    }
    const [from, to] = [Math.max(0, Math.ceil(lower)), Math.floor(upper)];
    // Of so many counts the sum is the integral of the smooth curve through them.
    if (spread > mostSummed) return meanOfReal(logDensity, from - 0.5, to + 0.5, centre, spread);
    return meanOfWhole(logDensity, from, to, centre);
  };
}

/** Standard deviations of counts up to which they are summed one by one. */
const mostSummed = 2000;
/** Terms below the largest by this much on the log scale add nothing. */
const negligible = 40;

function meanOfWhole(logDensity: LogDensity, from: number, to: number, centre: number): number {
  const start = Math.min(Math.max(Math.round(centre), from), to);
  const terms: [y: number, log: number][] = [];
  let largest = -Infinity;
  const walk = (step: 1 | -1, first: number) => {
    let before = -Infinity;
    for (let y = first; y >= from && y <= to; y += step) {
      const log = logDensity(y);
      terms.push([y, log]);
      largest = Math.max(largest, log);
      // Falling, and far below: what is left adds nothing.
      if (log < before && log < largest - negligible) break;
      before = log;
    }
  };
  walk(1, start);
  walk(-1, start - 1);
  return averageOf(terms, largest, start);
}

function averageOf(terms: readonly (readonly [y: number, log: number])[], largest: number, origin: number): number {
  let [mass, sum] = [0, 0];
  for (const [y, log] of terms) {
    const p = exp(log - largest);
    mass += p;
    sum += p * (y - origin);
  }
  return origin + sum / mass;
}

/** Nodes of the double exponential rule, with the speed at which they pass. */
const nodes = Array.from({ length: 81 }, (_, k) => {
  const t = (k - 40) / 10;
  const [sinh, cosh] = [(exp(t) - exp(-t)) / 2, (exp(t) + exp(-t)) / 2];
  return { z: (Math.PI / 2) * sinh, speed: (Math.PI / 2) * cosh };
});

/** Half the width of the pieces around the centre, in standard deviations. */
const pieceWidth = 8;

function meanOfReal(logDensity: LogDensity, lower: number, upper: number, centre: number, spread: number): number {
  const cuts = [centre - pieceWidth * spread, centre, centre + pieceWidth * spread].filter(
    (cut) => cut > lower && cut < upper,
  );
  const ends = [lower, ...cuts, upper];
  const terms: [y: number, log: number][] = [];
  let largest = -Infinity;
  const add = (y: number, weight: number) => {
    if (!(weight > 0) || !(y >= lower && y <= upper)) return;
    const log = logDensity(y) + logOf(weight);
    if (Number.isNaN(log)) return;
    terms.push([y, log]);
    largest = Math.max(largest, log);
  };
  for (let k = 0; k + 1 < ends.length; k += 1) addPiece(ends[k]!, ends[k + 1]!, { logDensity, spread, add });
  return averageOf(terms, largest, Math.min(Math.max(centre, lower), upper));
}

function addPiece(
  from: number,
  to: number,
  { logDensity, spread, add }: { logDensity: LogDensity; spread: number; add: (y: number, weight: number) => void },
): void {
  if (from > -Infinity && to < Infinity) {
    const width = to - from;
    for (const { z, speed } of nodes) {
      const e = exp(-2 * Math.abs(z));
      const side = (width * e) / (1 + e);
      add(z < 0 ? from + side : to - side, (2 * width * speed * e) / ((1 + e) * (1 + e)));
    }
    return;
  }
  // Away from an end the density falls as fast as its logarithm does there, or as the law is wide.
  const [origin, sign] = from > -Infinity ? [from, 1] : [to, -1];
  const h = 1e-4 * spread;
  const slope = Math.abs((logDensity(origin + 2 * sign * h) - logDensity(origin + sign * h)) / h);
  const scale = slope > 0 && slope < Infinity ? Math.min(spread, 1 / slope) : spread;
  for (const { z, speed } of nodes) {
    const step = scale * exp(z);
    add(origin + sign * step, step * speed);
  }
}
