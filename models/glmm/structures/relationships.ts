/** Additive relationships between animals. */

/**
 * Relationships of one animal with others, a_xy = A_xy. With A = T D Tᵀ, T what animals have of their ancestors and D Mendelian
 * variances, a column of A is worked out from one animal upwards, Tᵀ, then from ancestors down to the others, T, without any other part
 * of A (Colleau 2002, Genetics Selection Evolution 34, 409–421). Unrelated animals have exactly 0.
 *
 * @param parents Dam and sire of each animal, −1 where not known (2 · n)
 * @param generation Of each animal, above those of its parents (n)
 * @param variance Mendelian variances, known by the time that an animal is among the ancestors (n)
 * @returns For an animal and some others a function that gives the relationship with each, until the next call
 */
export function relationships(
  parents: Int32Array,
  generation: Int32Array,
  variance: Float64Array,
): (animal: number, others: Iterable<number>) => (other: number) => number {
  const animals = generation.length;
  const queue = generationQueue(generation);
  // T'e of the animal's ancestors, and the relationships that were worked out; 0 elsewhere.
  const share = new Float64Array(animals);
  const related = new Float64Array(animals);
  return (animal, others) => {
    share[animal] = 1;
    queue.add(animal);
    const ancestors = queue.withAncestors(parents);
    for (let k = ancestors.length - 1; k >= 0; k--) {
      const one = ancestors[k];
      for (let p = 2 * one; p < 2 * one + 2; p++) if (parents[p] !== -1) share[parents[p]] += share[one] / 2;
    }
    for (const other of others) queue.add(other);
    for (const one of queue.withAncestors(parents)) {
      const [dam, sire] = [parents[2 * one], parents[2 * one + 1]];
      related[one] =
        share[one] * variance[one] + (dam === -1 ? 0 : related[dam] / 2) + (sire === -1 ? 0 : related[sire] / 2);
    }
    for (const one of ancestors) share[one] = 0;
    return (other) => related[other];
  };
}

/** Gathers animals and gives them back by generation, the oldest first. */
function generationQueue(generation: Int32Array) {
  const isIn = new Uint8Array(generation.length);
  const members: number[] = [];
  const counts = new Int32Array(generation.reduce((most, own) => Math.max(most, own), 0) + 2);
  const add = (animal: number) => {
    if (isIn[animal]) return;
    isIn[animal] = 1;
    members.push(animal);
  };
  return {
    add,
    /** All that were added, with their ancestors; then it is empty again. */
    withAncestors(parents: Int32Array): Int32Array {
      for (let k = 0; k < members.length; k++) {
        for (let p = 2 * members[k]; p < 2 * members[k] + 2; p++) if (parents[p] !== -1) add(parents[p]);
      }
      counts.fill(0);
      for (const animal of members) counts[generation[animal] + 1]++;
      for (let g = 1; g < counts.length; g++) counts[g] += counts[g - 1];
      const sorted = new Int32Array(members.length);
      for (const animal of members) {
        sorted[counts[generation[animal]]++] = animal;
        isIn[animal] = 0;
      }
      members.length = 0;
      return sorted;
    },
  };
}
