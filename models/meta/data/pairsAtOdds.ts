/** Finds differences between pairs of arms that contradict one another. */
import type { ArmPair } from "./readPairs.js";

export interface PairsAtOdds {
  /** Three pairs of three arms. */
  readonly triangle: readonly ArmPair[];
  /** What their differences, added around, come to; 0 if they agreed. */
  readonly gap: number;
  /** The one pair without which all others agree, or whose changed sign makes all agree. */
  readonly suspect?: ArmPair;
  readonly flipped: boolean;
}

/**
 * The three pairs that contradict one another most, undefined where all differences add up: d_ab + d_bc = d_ac. They may be off by
 * rounding: 1.5 units of the last decimal that any of them has, three roundings of half a unit; or 1e-6 of the largest where that is more.
 *
 * @param pairs All pairs of a study
 */
export function pairsAtOdds(pairs: readonly ArmPair[], arms: number): PairsAtOdds | undefined {
  const largest = pairs.reduce((most, { difference }) => Math.max(most, Math.abs(difference)), 0);
  const tolerance = Math.max(1.5000001 * lastDecimal(pairs), 1e-6 * largest);
  const wrong = triangles(pairs, arms).filter(({ gap }) => Math.abs(gap) > tolerance);
  if (wrong.length === 0) return undefined;
  const worst = wrong.reduce((most, triangle) => (Math.abs(triangle.gap) > Math.abs(most.gap) ? triangle : most));
  const flips = pairs.filter((_, flipped) =>
    triangles(changed(pairs, flipped), arms).every(({ gap }) => Math.abs(gap) <= tolerance),
  );
  const alone = pairs.filter((pair) => wrong.every(({ triangle }) => triangle.includes(pair)));
  // Of three arms each pair is in the only triangle: nothing tells which is wrong, but for a changed sign.
  const suspect = flips.length === 1 ? flips[0] : arms > 3 && alone.length === 1 ? alone[0] : undefined;
  return { ...worst, ...(suspect && { suspect }), flipped: suspect !== undefined && flips.length === 1 };
}

function changed(pairs: readonly ArmPair[], flipped: number): ArmPair[] {
  return pairs.map((pair, place) => (place === flipped ? { ...pair, difference: -pair.difference } : pair));
}

interface Triangle {
  readonly triangle: readonly ArmPair[];
  readonly gap: number;
}

function triangles(pairs: readonly ArmPair[], arms: number): Triangle[] {
  const between = (a: number, b: number) =>
    pairs.find(({ from, to }) => (from === a && to === b) || (from === b && to === a))!;
  const along = (pair: ArmPair, from: number) => (pair.from === from ? pair.difference : -pair.difference);
  const all: Triangle[] = [];
  for (let a = 0; a < arms; a++) {
    for (let b = a + 1; b < arms; b++) {
      for (let c = b + 1; c < arms; c++) {
        const [ab, bc, ca] = [between(a, b), between(b, c), between(c, a)];
        all.push({ triangle: [ab, bc, ca], gap: along(ab, a) + along(bc, b) + along(ca, c) });
      }
    }
  }
  return all;
}

/** One unit of the last decimal of the differences, read from how they are printed; 0 where any has more than ten. */
function lastDecimal(pairs: readonly ArmPair[]): number {
  let unit = 1;
  for (const { difference } of pairs) {
    const [digits, exponent] = String(difference).split("e");
    const decimals = (digits!.split(".")[1] ?? "").length - Number(exponent ?? 0);
    if (decimals > 10) return 0;
    unit = Math.min(unit, Number(`1e${-Math.max(0, decimals)}`));
  }
  return unit;
}
