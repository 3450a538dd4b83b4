/** Inbreeding of animals, from their parents. */
import { relationships } from "./relationships.js";

/**
 * Inbreeding coefficients: half the relationship of the parents, 0 where one is not known. Generation by generation, since
 * relationships in one follow from the inbreeding in those before.
 *
 * @param parents Dam and sire of each animal, −1 where not known, before their children (2 · n)
 * @returns (n)
 * @example inbreeding(Int32Array.of(-1, -1, 0, -1, 1, 0)); // [0, 0, 0.25]: the child of a mother and her daughter
 */
export function inbreeding(parents: Int32Array): Float64Array {
  const animals = parents.length / 2;
  const out = new Float64Array(animals);
  const variance = new Float64Array(animals);
  const generation = generations(parents);
  const related = relationships(parents, generation, variance);
  for (const members of byGeneration(generation)) {
    for (const i of members) variance[i] = mendelianVariance(parents, out, i);
    const crossed = members.filter((i) => parents[2 * i] !== -1 && parents[2 * i + 1] !== -1);
    // Mates of one parent are dealt with together, of the one that fewer have: bulls in cattle.
    const [dams, sires] = [matesOf(parents, crossed, 0), matesOf(parents, crossed, 1)];
    const side = dams.size < sires.size ? 0 : 1;
    for (const [parent, mates] of side === 0 ? dams : sires) {
      const shared = related(parent, mates.keys());
      // Full sibs are inbred alike.
      for (const [mate, children] of mates) for (const child of children) out[child] = shared(mate) / 2;
    }
  }
  return out;
}

/** Children by mate by parent: by its dam where `side` is 0, by its sire where it is 1. */
function matesOf(parents: Int32Array, children: readonly number[], side: 0 | 1): Map<number, Map<number, number[]>> {
  const out = new Map<number, Map<number, number[]>>();
  for (const child of children) {
    const [parent, mate] = [parents[2 * child + side], parents[2 * child + 1 - side]];
    let mates = out.get(parent);
    if (!mates) out.set(parent, (mates = new Map()));
    const sibs = mates.get(mate);
    if (sibs) sibs.push(child);
    else mates.set(mate, [child]);
  }
  return out;
}

/**
 * Variance of what an animal has beyond the mean of its parents, in units of the additive variance: 1 − ¼ (1 + F) for each known
 * parent, which is ½ − ¼ (F_dam + F_sire) where both are known.
 *
 * @param parents As for {@link inbreeding}
 * @param coefficients Inbreeding, of the parents at least
 */
export function mendelianVariance(parents: Int32Array, coefficients: Float64Array, animal: number): number {
  let variance = 1;
  for (const parent of [parents[2 * animal], parents[2 * animal + 1]]) {
    if (parent !== -1) variance -= 0.25 * (1 + coefficients[parent]);
  }
  return variance;
}

/** 0 for founders, else one more than the later of the parents. */
function generations(parents: Int32Array): Int32Array {
  const out = new Int32Array(parents.length / 2);
  for (let p = 0; p < parents.length; p++) {
    if (parents[p] !== -1) out[p >> 1] = Math.max(out[p >> 1], out[parents[p]] + 1);
  }
  return out;
}

function byGeneration(generation: Int32Array): number[][] {
  const out: number[][] = [];
  generation.forEach((own, animal) => (out[own] ??= []).push(animal));
  return out;
}
