/** Which rows of a table are equal, and the first of each kind. */

export interface DistinctRows {
  /** First row of each kind, ascending. */
  readonly first: Int32Array;
  /** Kind of each row. */
  readonly place: Int32Array;
  /** Rows of each kind. */
  readonly counts: Float64Array;
}

/** A column as 32-bit words, one or two a row. */
interface Words {
  readonly words: Uint32Array;
  readonly perRow: number;
}

/**
 * Kinds of rows, numbered in the order in which they first occur. Rows are equal if all their numbers have the same bits, so that 0
 * and −0 are two kinds. Time and memory are those of a few looks at each number; where rows hardly repeat, of a few thousand.
 *
 * @param columns One number a row each.
 * @param most Kinds beyond which the answer is undefined; at most half the rows.
 * @example
 * distinctRows([Float64Array.of(1, 1, 1, 1, 2), Int32Array.of(0, 1, 0, 1, 0)], 5, 3)
 * // { first: [0, 1, 4], place: [0, 1, 0, 1, 2], counts: [2, 2, 1] }
 */
export function distinctRows(
  columns: readonly (Float64Array | Int32Array)[],
  rows: number,
  most: number,
): DistinctRows | undefined {
  const numbers = columns.map((column): Words => {
    const { buffer, byteOffset, byteLength } = column;
    return { words: new Uint32Array(buffer, byteOffset, byteLength / 4), perRow: byteLength / 4 / rows };
  });
  return hasRepeats(numbers, rows) ? kindsOf(numbers, rows, most) : undefined;
}

/**
 * Whether two of 4 √rows rows, chosen at random, look equal. Where at most half the rows are distinct, that no two are has
 * probability exp(−16): equally frequent kinds make it largest. Chosen at equal distances, none of a sorted table would be.
 */
function hasRepeats(columns: readonly Words[], rows: number): boolean {
  const wanted = 4 * Math.ceil(Math.sqrt(rows));
  const chosen = Int32Array.from({ length: wanted }, (_, i) => (finished(mixed(1, i)) >>> 0) % rows).sort();
  const distinct = chosen.filter((row, i) => row !== chosen[i - 1]);
  const hashes = distinct.map((row) => hashOf(columns, row)).sort();
  return hashes.some((hash, i) => i > 0 && hash === hashes[i - 1]);
}

/** A table of hashes with open addresses; 0 is an empty place, k + 1 the kind k. */
function kindsOf(columns: readonly Words[], rows: number, most: number): DistinctRows | undefined {
  let size = 16;
  while (size < 2 * (most + 1)) size *= 2;
  const table = new Int32Array(size);
  const hashes = new Int32Array(most);
  const first = new Int32Array(most);
  const counts = new Float64Array(most);
  const place = new Int32Array(rows);
  let kinds = 0;
  for (let row = 0; row < rows; row += 1) {
    const hash = hashOf(columns, row);
    let at = hash & (size - 1);
    let kind = table[at]! - 1;
    while (kind >= 0 && !(hashes[kind] === hash && areEqual(columns, row, first[kind]!))) {
      at = (at + 1) & (size - 1);
      kind = table[at]! - 1;
    }
    if (kind < 0) {
      if (kinds === most) return undefined;
      kind = kinds;
      kinds += 1;
      table[at] = kinds;
      hashes[kind] = hash;
      first[kind] = row;
    }
    counts[kind]! += 1;
    place[row] = kind;
  }
  return { first: first.slice(0, kinds), place, counts: counts.slice(0, kinds) };
}

function areEqual(columns: readonly Words[], a: number, b: number): boolean {
  for (const { words, perRow } of columns) {
    if (perRow === 1) {
      if (words[a] !== words[b]) return false;
    } else if (words[2 * a] !== words[2 * b] || words[2 * a + 1] !== words[2 * b + 1]) return false;
  }
  return true;
}

function hashOf(columns: readonly Words[], row: number): number {
  let hash = 0;
  for (const { words, perRow } of columns) {
    if (perRow === 1) hash = mixed(hash, words[row]!);
    else hash = mixed(mixed(hash, words[2 * row]!), words[2 * row + 1]!);
  }
  return finished(hash);
}

/** A step of a hash; the multiplier is 2³² over the golden ratio, made odd. */
function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return (product ^ (product >>> 15)) + 0x7f4a7c15;
}

/** Lets every bit of a hash depend on every other: the finalizer of MurmurHash3 (Appleby 2011, public domain). */
function finished(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
