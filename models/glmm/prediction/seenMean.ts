/** The mean of responses of which only those between two ends could be seen. */
import { exp } from "../../../engine/math/exp.js";
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Response } from "../Frame.js";

/** Sums of whole numbers end where what is left is this share of what was summed. */
const negligible = 1e-13;
const mostTerms = 100_000;

/**
 * How the mean of a row that could be seen follows from what its law is told; undefined where every response could. Sums of whole numbers,
 * and integrals of others by the double exponential rule (Takahasi & Mori 1974, Publ. RIMS 9, 721-741).
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
    const density = (y: number) => exp(law.logDensity(y, values) as number);
    const centre = family.expectation(inputs, link);
    const spread = Math.sqrt(family.variance(inputs, link));
    const { kind } = law.support(values);
    if (kind === "integers") return meanOfWhole(density, Math.max(0, Math.ceil(lower)), Math.floor(upper), centre);
    const least = kind === "real" ? lower : Math.max(lower, 0);
    return meanOfReal(density, least, upper, centre, spread > 0 && spread < Infinity ? spread : Math.abs(centre) + 1);
  };
}

function meanOfWhole(density: (y: number) => number, from: number, to: number, centre: number): number {
  let [mass, sum] = [0, 0];
  for (let y = from; y <= to && y - from < mostTerms; y += 1) {
    const p = density(y);
    mass += p;
    sum += p * (y - from);
    if (y > centre && (y - from) * p < negligible * sum && p < negligible * mass) break;
  }
  return from + sum / mass;
}

/** Nodes t of the double exponential rule, with cosh t. */
const nodes = Array.from({ length: 97 }, (_, k) => {
  const t = (k - 48) / 12;
  return { sinh: (exp(t) - exp(-t)) / 2, cosh: (exp(t) + exp(-t)) / 2 };
});
const halfPi = Math.PI / 2;

function meanOfReal(
  density: (y: number) => number,
  lower: number,
  upper: number,
  centre: number,
  spread: number,
): number {
  let [mass, sum] = [0, 0];
  // Masses are taken from an inner point, so that no digits of the mean are lost.
  const origin = lower > -Infinity ? lower : Math.min(upper, centre);
  for (const node of nodes) {
    const { y, slope } = placeOf(node, lower, upper, centre, spread);
    const p = slope > 0 && Number.isFinite(y) ? slope * density(y) : 0;
    if (!(p > 0)) continue;
    mass += p;
    sum += p * (y - origin);
  }
  return origin + sum / mass;
}

/** A node between the ends, and how fast it moves. */
function placeOf(
  { sinh, cosh }: { readonly sinh: number; readonly cosh: number },
  lower: number,
  upper: number,
  centre: number,
  spread: number,
): { readonly y: number; readonly slope: number } {
  const z = halfPi * sinh;
  const speed = halfPi * cosh;
  if (lower > -Infinity && upper < Infinity) {
    const e = exp(-2 * Math.abs(z));
    const side = e / (1 + e);
    const width = upper - lower;
    return {
      y: z < 0 ? lower + width * side : upper - width * side,
      slope: (2 * width * speed * e) / ((1 + e) * (1 + e)),
    };
  }
  const scale = spread + Math.abs(centre - (lower > -Infinity ? lower : Math.min(upper, centre + spread)));
  const step = scale * exp(z);
  if (lower > -Infinity) return { y: lower + step, slope: step * speed };
  return { y: upper - step, slope: step * speed };
}
