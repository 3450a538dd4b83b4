/** A declaration as plain JSON: arrays of numbers that it holds, such as a matrix, lie among the numbers of the fit. */
import type { Declaration } from "../../engine/core/Model.js";
import { UserError } from "../../engine/core/UserError.js";
import type { NumberArray } from "./numberFile.js";

/** Stands for an array in the JSON; the name is that in the file of numbers. */
interface ArrayReference {
  readonly array: string;
}

const prefix = "declaration: ";

/** A declaration without its arrays, and these by name. */
export interface SplitDeclaration {
  readonly declaration: Declaration;
  readonly arrays: ReadonlyMap<string, NumberArray>;
}

/** Takes every Float64Array and Int32Array out of a declaration, wherever it lies, and leaves its name in its place. */
export function splitDeclaration(declaration: Declaration): SplitDeclaration {
  const arrays = new Map<string, NumberArray>();
  const copy = mapped(declaration, (value, path) => {
    if (!(value instanceof Float64Array || value instanceof Int32Array)) return undefined;
    const array = prefix + path;
    arrays.set(array, value);
    return { array } satisfies ArrayReference;
  });
  return { declaration: copy as Declaration, arrays };
}

/**
 * Puts the arrays back.
 *
 * @throws UserError when one is missing.
 */
export function joinDeclaration(declaration: Declaration, arrays: ReadonlyMap<string, NumberArray>): Declaration {
  return mapped(declaration, (value) => {
    if (!isReference(value)) return undefined;
    const array = arrays.get(value.array);
    if (array) return array;
    throw new UserError(`the saved fit lacks the numbers of "${value.array}": run the fit again`);
  }) as Declaration;
}

function isReference(value: object): value is ArrayReference {
  const { array } = value as Partial<ArrayReference>;
  return typeof array === "string" && array.startsWith(prefix) && Object.keys(value).length === 1;
}

/** A copy of plain data in which some objects are replaced; `path` is where an object lies, `structures.0.1.values`. */
function mapped(value: unknown, replaced: (value: object, path: string) => object | undefined, path = ""): unknown {
  if (typeof value !== "object" || value === null) return value;
  const instead = replaced(value, path);
  if (instead) return instead;
  const below = (key: string | number) => (path === "" ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) return value.map((item, place) => mapped(item, replaced, below(place)));
  // Entries, not assignments, so that no name can reach an object's prototype.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, replaced, below(key))]));
}
