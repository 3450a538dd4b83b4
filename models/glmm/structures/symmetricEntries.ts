/** Entries of a symmetric matrix as a person gave them, checked and made exactly symmetric. */
import { UserError } from "../../../engine/core/UserError.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";

/** Entries of the lower triangle, each place once. Places that are not among them hold 0. */
export interface SymmetricEntries {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Differences between an entry and its mirror image, of the largest entry, that rounding explains. */
const tolerance = 1e-8;

/**
 * All entries row by row, each the mean of the two that mirror one another.
 *
 * @param what Called so in messages: `the matrix K`
 * @param names Of rows and columns (n)
 * @param values (n × n), row by row
 * @throws UserError for another number of values, one that is no number, and an asymmetric matrix: with the pair that differs most.
 */
export function symmetricValues(what: string, names: readonly string[], values: Float64Array): Float64Array {
  const size = names.length;
  if (values.length !== size * size) {
    throw new UserError(
      `${what} has ${size} names and ${values.length} values: give ${size * size}, row by row, or rows of ${size}.`,
    );
  }
  requireNumbers(what, values, (at) => [names[Math.floor(at / size)], names[at % size]]);
  const out = new Float64Array(size * size);
  let worst = -1;
  let [most, scale] = [0, 0];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const [below, above] = [values[i * size + j], values[j * size + i]];
      out[i * size + j] = out[j * size + i] = below === above ? below : 0.5 * below + 0.5 * above;
      scale = Math.max(scale, Math.abs(below), Math.abs(above));
      const difference = Math.abs(below - above);
      if (difference > most) [worst, most] = [i * size + j, difference];
    }
  }
  if (most > tolerance * scale) {
    const [i, j] = [Math.floor(worst / size), worst % size];
    throw new UserError(asymmetric(what, [names[j], names[i]], [values[j * size + i], values[worst]]));
  }
  return out;
}

/**
 * Entries at given places, whose mirror images may be given too.
 *
 * @param what Called so in messages: `the precision Q`
 * @throws UserError for a place outside of the matrix or given twice, an entry that is no number, and mirror images that differ.
 */
export function entriesAt(what: string, { names, values, places }: Required<MatrixDeclaration>): SymmetricEntries {
  const size = names.length;
  const { rows, columns } = places;
  if (rows.length !== values.length || columns.length !== values.length) {
    throw new UserError(
      `${what} has ${rows.length} rows, ${columns.length} columns and ${values.length} values: give one of each per entry.`,
    );
  }
  requireNumbers(what, values, (at) => [
    names[rows[at]] ?? String(rows[at]),
    names[columns[at]] ?? String(columns[at]),
  ]);
  // Where each place of the lower triangle was given first, from below the diagonal and from above.
  const seen = [new Map<number, number>(), new Map<number, number>()] as const;
  let scale = 0;
  for (let e = 0; e < values.length; e++) {
    const [i, j] = [rows[e], columns[e]];
    if (!(i >= 0 && i < size && j >= 0 && j < size)) {
      throw new UserError(`${what} has an entry at row ${i}, column ${j}, but ${size} names: places count from 0.`);
    }
    const side = seen[i >= j ? 0 : 1];
    const key = Math.max(i, j) * size + Math.min(i, j);
    if (side.has(key)) {
      throw new UserError(`${what} gives the entry at "${names[i]}" and "${names[j]}" twice: remove one.`);
    }
    side.set(key, e);
    scale = Math.max(scale, Math.abs(values[e]));
  }
  const keys = [...new Set([...seen[0].keys(), ...seen[1].keys()])];
  const out = new Float64Array(keys.length);
  keys.forEach((key, place) => {
    const [below, above] = seen.map((side) => side.get(key)).map((e) => (e === undefined ? undefined : values[e]));
    const [one, other] = [(below ?? above)!, (above ?? below)!];
    if (Math.abs(one - other) > tolerance * scale) {
      const [i, j] = [Math.floor(key / size), key % size];
      throw new UserError(asymmetric(what, [names[j], names[i]], [other, one]));
    }
    out[place] = one === other ? one : 0.5 * one + 0.5 * other;
  });
  return {
    rows: Int32Array.from(keys, (key) => Math.floor(key / size)),
    columns: Int32Array.from(keys, (key) => key % size),
    values: out,
  };
}

function requireNumbers(what: string, values: Float64Array, placeOf: (at: number) => [string, string]): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong === -1) return;
  const [row, column] = placeOf(wrong);
  const value = Number.isNaN(values[wrong]) ? "missing or no number" : "infinite";
  throw new UserError(`${what} is ${value} in row "${row}", column "${column}": give a number for every pair.`);
}

function asymmetric(what: string, [a, b]: [string, string], [above, below]: [number, number]): string {
  return (
    `${what} is not symmetric: it holds ${above} in row "${a}", column "${b}" and ${below} in row "${b}", column "${a}"; ` +
    "give the same value twice."
  );
}
