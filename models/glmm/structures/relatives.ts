/** The part of a pedigree that relates some of its animals. */

/** Some animals of a pedigree, in its order. */
export interface Relatives {
  /** Where each is in the whole. (m) */
  readonly places: Int32Array;
  /** Number here of each animal of the whole, −1 for those left out. (n) */
  readonly nodeOf: Int32Array;
  /** Dam and sire of each, −1 where not known or left out. (2 · m) */
  readonly parents: Int32Array;
}

/**
 * Some animals with all of their ancestors.
 *
 * @param parents Dam and sire of each animal, −1 where not known, before their children (2 · n)
 * @param animals Those wanted
 */
export function ancestorsOf(parents: Int32Array, animals: Int32Array): Relatives {
  const keep = new Uint8Array(parents.length / 2);
  for (const animal of animals) keep[animal] = 1;
  for (let p = parents.length - 1; p >= 0; p--) if (keep[p >> 1] && parents[p] !== -1) keep[parents[p]] = 1;
  return select(parents, keep);
}

/**
 * Leaves out founders that are not wanted and have a single child: they relate no one, and what the child has of them becomes part of
 * what it has of its own. A child that has lost both parents so is a founder in its turn.
 *
 * It rests on a founder's inbreeding F being 0: an animal without parents here is given the variance 1, which is its 1 + F in the whole
 * pedigree too, since the parents that it has lost were founders, unrelated and not inbred.
 *
 * @param parents As for {@link ancestorsOf}
 * @param animals Those wanted
 */
export function withoutIdleFounders(parents: Int32Array, animals: Int32Array): Relatives {
  const size = parents.length / 2;
  const children = new Int32Array(size);
  // Two of a child that has one parent twice.
  for (const parent of parents) if (parent !== -1) children[parent]++;
  const keep = new Uint8Array(size);
  for (const animal of animals) keep[animal] = 1;
  for (let i = 0; i < size; i++) {
    const hasParent = [parents[2 * i], parents[2 * i + 1]].some((parent) => parent !== -1 && keep[parent]);
    if (hasParent || children[i] > 1) keep[i] = 1;
  }
  return select(parents, keep);
}

function select(parents: Int32Array, keep: Uint8Array): Relatives {
  const places = Int32Array.from(keep.keys()).filter((place) => keep[place]);
  const nodeOf = new Int32Array(keep.length).fill(-1);
  places.forEach((place, node) => (nodeOf[place] = node));
  const own = new Int32Array(2 * places.length);
  for (let p = 0; p < own.length; p++) {
    const parent = parents[2 * places[p >> 1] + (p & 1)];
    own[p] = parent === -1 ? -1 : nodeOf[parent];
  }
  return { places, nodeOf, parents: own };
}
