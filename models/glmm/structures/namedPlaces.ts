/** Where levels of data are among the names of a structure. */
import { UserError } from "../../../engine/core/UserError.js";
import { numberName } from "./numberName.js";
import { quotedName } from "./quotedName.js";
import { unknownNames } from "./unknownNames.js";

export interface NamedPlaces {
  /** The names, and those that data give them: `1` for `001`. */
  readonly names: readonly string[];
  /**
   * The place of each level.
   *
   * @param column Grouping column or columns, for messages
   * @throws UserError for levels that are not among the names, and for two that are one name
   */
  placesOf(levels: readonly string[], column: string): Int32Array;
}

/**
 * Finds levels by their names. Whether `001` is a number or a text depends on what else is in its column, and a structure may be read
 * otherwise than the data: a level that is a number and no name itself has the place of the only name that is the same number.
 *
 * @param what Called so in messages: `the pedigree P`
 * @param names All different
 * @example namedPlaces("the matrix K", ["001", "x2"]).placesOf(["x2", "1"], "line"); // [1, 0]
 */
export function namedPlaces(what: string, names: readonly string[]): NamedPlaces {
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const byNumber = new Map<string, number | undefined>();
  names.forEach((name, place) => {
    const number = numberName(name);
    if (number === undefined) return;
    // Of two names that are the same number neither is meant by another spelling of it.
    byNumber.set(number, byNumber.has(number) ? undefined : place);
  });
  for (const [number, place] of byNumber) if (place !== undefined && !placeOf.has(number)) placeOf.set(number, place);
  const find = (level: string): number | undefined => {
    const place = placeOf.get(level);
    if (place !== undefined) return place;
    const number = numberName(level);
    return number === undefined ? undefined : byNumber.get(number);
  };
  return {
    names: [...placeOf.keys()],
    placesOf(levels, column) {
      const found = levels.map(find);
      if (found.includes(undefined)) {
        const known = new Set([...names, ...levels.filter((_, i) => found[i] !== undefined)]);
        throw new UserError(unknownNames(levels, { known, column, structure: what })!);
      }
      const levelAt = new Map<number, string>();
      levels.forEach((level, i) => {
        const other = levelAt.get(found[i]!);
        if (other !== undefined && other !== level) {
          throw new UserError(
            `the levels ${quotedName(other)} and ${quotedName(level)} of ${quotedName(column)} are one in ${what}, ` +
              `${quotedName(names[found[i]!])}: give them one name.`,
          );
        }
        levelAt.set(found[i]!, level);
      });
      return Int32Array.from(found as number[]);
    },
  };
}
