/** Animals of a pedigree in an order in which parents come before their children. */
import { UserError } from "../../../engine/core/UserError.js";
import { numberName } from "./numberName.js";
import { quotedName } from "./quotedName.js";
import type { PedigreeDeclaration } from "./StructureDeclaration.js";
import { requireDistinct } from "./requireDistinct.js";

export interface OrderedPedigree {
  /** Those with a row, and parents without one, who are founders. (n) */
  readonly names: readonly string[];
  /** Dam and sire of each, −1 where not known. (2 · n) */
  readonly parents: Int32Array;
  /** Parents that had no row. */
  readonly added: readonly string[];
  /** Animals that are a dam here and a sire there. */
  readonly both: readonly string[];
}

/** Animals of a loop that are shown. */
const mostShown = 8;

/**
 * Numbers animals so that parents come before their children; where they do already, the order stays.
 *
 * @param what Called so in messages: `the pedigree P`
 * @throws UserError for lists of different lengths, an animal that is named twice, is its own parent or its own ancestor, for a parent
 * without a row that is both dam and sire, or the same number as another animal, and for a pedigree without any parent.
 */
export function orderedPedigree(what: string, { animals, dams, sires }: PedigreeDeclaration): OrderedPedigree {
  if (animals.length !== dams.length || animals.length !== sires.length) {
    throw new UserError(
      `${what} has ${animals.length} animals, ${dams.length} dams and ${sires.length} sires: give one of each per animal.`,
    );
  }
  if (animals.length === 0) throw new UserError(`${what} is empty: give it a row for each animal.`);
  requireDistinct(what, animals);
  if (dams.every(isUnknown) && sires.every(isUnknown)) {
    throw new UserError(
      `${what} names no parents, so that all animals would be unrelated: check its columns of dams and sires.`,
    );
  }
  const placeOf = new Map(animals.map((animal, place) => [animal, place]));
  const names = [...animals];
  const placeOfParent = (parent: string | null): number => {
    if (isUnknown(parent)) return -1;
    let place = placeOf.get(parent);
    if (place === undefined) {
      placeOf.set(parent, (place = names.length));
      names.push(parent);
    }
    return place;
  };
  const given = new Int32Array(2 * animals.length);
  animals.forEach((animal, i) => {
    given[2 * i] = placeOfParent(dams[i]);
    given[2 * i + 1] = placeOfParent(sires[i]);
    if (given[2 * i] === i || given[2 * i + 1] === i) {
      throw new UserError(`in ${what} "${animal}" is its own parent: correct its row, ${i + 1}.`);
    }
  });
  const parents = new Int32Array(2 * names.length).fill(-1);
  parents.set(given);
  const both = bothSexes(names, parents);
  const added = names.slice(animals.length);
  refuseAlikeNumbers(what, animals, added);
  const rowless = new Set(added);
  const shared = both.find((name) => rowless.has(name));
  if (shared !== undefined) throw new UserError(oneForMany(what, shared, dams, sires));
  const order = parentsFirst(what, names, parents);
  const rank = new Int32Array(names.length);
  order.forEach((place, k) => (rank[place] = k));
  return {
    names: Array.from(order, (place) => names[place]),
    parents: parents.map((_, p) => {
      const parent = parents[2 * order[p >> 1] + (p & 1)];
      return parent === -1 ? -1 : rank[parent];
    }),
    added,
    both,
  };
}

function isUnknown(parent: string | null | undefined): parent is null | undefined {
  return parent === null || parent === undefined;
}

function bothSexes(names: readonly string[], parents: Int32Array): string[] {
  const roles = new Uint8Array(names.length);
  parents.forEach((parent, p) => {
    if (parent !== -1) roles[parent] |= 1 + (p & 1);
  });
  return names.filter((_, i) => roles[i] === 3);
}

/** `01` and `001` are most likely one animal, of which the file has lost zeros. */
function refuseAlikeNumbers(what: string, animals: readonly string[], added: readonly string[]): void {
  const byNumber = new Map<string, string>();
  for (const name of animals) {
    const number = numberName(name);
    if (number !== undefined) byNumber.set(number, name);
  }
  for (const parent of added) {
    const number = numberName(parent);
    const other = number === undefined ? undefined : byNumber.get(number);
    if (other !== undefined) {
      throw new UserError(
        `in ${what} the parent ${quotedName(parent)} has no row of its own and is the same number as ${quotedName(other)}: write both alike.`,
      );
    }
    if (number !== undefined) byNumber.set(number, parent);
  }
}

/** What stands for parents that are not known, and would make half-sibs of all their children, stands in both columns. */
function oneForMany(
  what: string,
  parent: string,
  dams: PedigreeDeclaration["dams"],
  sires: PedigreeDeclaration["sires"],
): string {
  const [dam, sire] = [dams.indexOf(parent), sires.indexOf(parent)];
  return (
    `in ${what} ${quotedName(parent)} is a dam in row ${dam + 1} and a sire in row ${sire + 1} and has no row of its own: ` +
    "leave its cells empty if it stands for a parent that is not known, else give it a row."
  );
}

/** Goes from each animal up to its ancestors before it is put into the order. */
function parentsFirst(what: string, names: readonly string[], parents: Int32Array): Int32Array {
  const order = new Int32Array(names.length);
  let count = 0;
  const [unseen, open, done] = [0, 1, 2];
  const state = new Uint8Array(names.length).fill(unseen);
  const path: number[] = [];
  for (let start = 0; start < names.length; start++) {
    if (state[start] === unseen) path.push(start);
    while (path.length > 0) {
      const animal = path[path.length - 1];
      state[animal] = open;
      const parent = [parents[2 * animal], parents[2 * animal + 1]].find((one) => one !== -1 && state[one] !== done);
      if (parent === undefined) {
        path.pop();
        state[animal] = done;
        order[count++] = animal;
        continue;
      }
      // Only animals on the path are open: each is a child of the next.
      if (state[parent] === open) throw new UserError(loop(what, names, path.slice(path.indexOf(parent))));
      path.push(parent);
    }
  }
  return order;
}

function loop(what: string, names: readonly string[], children: readonly number[]): string {
  const ring = [...children, children[0]].map((animal) => `"${names[animal]}"`);
  const shown = ring.length <= mostShown ? ring : [...ring.slice(0, mostShown - 2), "…", ring[ring.length - 1]];
  return (
    `in ${what} "${names[children[0]]}" is its own ancestor: ${shown.join(" is a child of ")}; ` +
    "correct the parents of one of them."
  );
}
