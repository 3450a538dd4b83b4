/** What stands for a parent that is not known. */
import { numberName } from "./numberName.js";

/** Marks in wide use, of which nothing needs to be said. */
const plain = new Set(["", "0", "*", ".", "NA"]);

/** Words and numbers that other programs write, in any case. */
const words = new Set(["null", "none", "nan", "na", "n/a", "unknown", "unk", "missing"]);
const numbers = new Set(["-1", "-9", "-99", "-999", "-9999"]);

export interface KnownParents {
  /** Names of parents, null where one is not known. */
  readonly parents: readonly (string | null)[][];
  /** Marks that a person should be told of. */
  readonly marks: readonly string[];
}

/**
 * Parents without the marks that stand for none, unless an animal is called so, in any case.
 *
 * @param animals Those with a row
 * @param columns Parents as they are named, undefined where a cell is empty
 * @example knownParents(["a"], [["unknown"], [undefined]]) // { parents: [[null], [null]], marks: ["unknown"] }
 */
export function knownParents(
  animals: readonly string[],
  columns: readonly (readonly (string | undefined)[])[],
): KnownParents {
  const called = new Set(animals.map((name) => name.toLowerCase()));
  const marks = new Set<string>();
  const parents = columns.map((names) =>
    names.map((name) => {
      if (name === undefined) return null;
      if (!isMark(name) || called.has(name.toLowerCase())) return name;
      if (!isPlain(name)) marks.add(name);
      return null;
    }),
  );
  return { parents, marks: [...marks] };
}

function isPlain(name: string): boolean {
  // Zeros may fill the width of the other names, as in 0000.
  return plain.has(name.trim()) || numberName(name) === "0";
}

function isMark(name: string): boolean {
  const word = name.trim().toLowerCase().replace(/^#/, "");
  return isPlain(name) || words.has(word) || numbers.has(numberName(name) ?? "") || !/[\p{L}\p{N}]/u.test(name);
}
