/** Inbreeding of animals, from their parents. */

/**
 * Inbreeding coefficients: half the relationship of the parents, 0 where one is not known. The relationship of two animals is
 * Σ a_j b_j d_j over their ancestors j, with a_j and b_j what each has of j and d_j the Mendelian variance of j (Henderson 1976,
 * Biometrics 32, 69–83; traced upwards for each pair of parents, as Meuwissen & Luo 1992, Genetics Selection Evolution 24, 305–313, trace
 * each animal). Unrelated parents give exactly 0.
 *
 * @param parents Dam and sire of each animal, −1 where not known, before their children (2 · n)
 * @returns (n)
 * @example inbreeding(Int32Array.of(-1, -1, 0, -1, 1, 0)); // [0, 0, 0.25]: the child of a mother and her daughter
 */
export function inbreeding(parents: Int32Array): Float64Array {
  const animals = parents.length / 2;
  const out = new Float64Array(animals);
  const variance = new Float64Array(animals);
  const relationship = tracer(parents, variance);
  // Full sibs are inbred alike.
  const known = new Map<number, number>();
  for (let i = 0; i < animals; i++) {
    const [dam, sire] = [parents[2 * i], parents[2 * i + 1]];
    if (dam !== -1 && sire !== -1) {
      const pair = Math.max(dam, sire) * animals + Math.min(dam, sire);
      let own = known.get(pair);
      if (own === undefined) known.set(pair, (own = relationship(dam, sire) / 2));
      out[i] = own;
    }
    variance[i] = mendelianVariance(parents, out, i);
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

/** Relationships of two animals whose ancestors' variances are known. Its working memory is shared by all calls. */
function tracer(parents: Int32Array, variance: Float64Array): (one: number, other: number) => number {
  const animals = variance.length;
  const generation = generations(parents);
  // What each of the two has of an animal; both are 0 between calls.
  const shares = [new Float64Array(animals), new Float64Array(animals)] as const;
  // Animals that are reached and wait for their turn, as a list by generation: children come before their parents.
  const head = new Int32Array(generation.reduce((most, own) => Math.max(most, own), 0) + 1).fill(-1);
  const next = new Int32Array(animals);
  const isWaiting = new Uint8Array(animals);
  // How many wait of whom the one, and the other, has a share.
  const waiting = [0, 0];

  const reach = (animal: number, side: 0 | 1, share: number) => {
    if (!isWaiting[animal]) {
      isWaiting[animal] = 1;
      next[animal] = head[generation[animal]];
      head[generation[animal]] = animal;
    }
    if (shares[side][animal] === 0) waiting[side]++;
    shares[side][animal] += share;
  };

  return (one, other) => {
    let sum = 0;
    reach(one, 0, 1);
    reach(other, 1, 1);
    for (let g = Math.max(generation[one], generation[other]); g >= 0; g--) {
      let animal = head[g];
      head[g] = -1;
      while (animal !== -1) {
        const [a, b] = [shares[0][animal], shares[1][animal]];
        sum += a * b * variance[animal];
        shares[0][animal] = shares[1][animal] = isWaiting[animal] = 0;
        if (a !== 0) waiting[0]--;
        if (b !== 0) waiting[1]--;
        // Once no one of the other's ancestors waits, no shared one can come: what waits is only emptied.
        for (let p = 2 * animal; p < 2 * animal + 2; p++) {
          const parent = parents[p];
          if (parent === -1) continue;
          if (a !== 0 && (waiting[1] > 0 || b !== 0)) reach(parent, 0, a / 2);
          if (b !== 0 && (waiting[0] > 0 || a !== 0)) reach(parent, 1, b / 2);
        }
        animal = next[animal];
      }
    }
    return sum;
  };
}

/** 0 for founders, else one more than the later of the parents. */
function generations(parents: Int32Array): Int32Array {
  const out = new Int32Array(parents.length / 2);
  for (let p = 0; p < parents.length; p++) {
    if (parents[p] !== -1) out[p >> 1] = Math.max(out[p >> 1], out[parents[p]] + 1);
  }
  return out;
}
