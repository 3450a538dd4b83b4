/** Values of variables, as `--at` and `--per` name them. */
import { UserError } from "../../../engine/core/UserError.js";
import { readNumber } from "../../../engine/data/readNumber.js";

/**
 * `age=40,60` as the values of a variable, those that are numbers as numbers; each variable once.
 *
 * @throws UserError for a text without a name or a value, and for a variable named twice.
 */
export function valuesAt(texts: readonly string[], flag = "--at"): ReadonlyMap<string, readonly (number | string)[]> {
  const values = new Map<string, readonly (number | string)[]>();
  for (const text of texts) {
    const equals = text.indexOf("=");
    const name = text.slice(0, equals).trim();
    const parts = text
      .slice(equals + 1)
      .split(",")
      .map((part) => part.trim());
    if (equals < 1 || name === "" || parts.includes("")) {
      throw new UserError(`${flag} names a variable and its values, as in ${flag} age=40,60; it is "${text}"`);
    }
    if (values.has(name))
      throw new UserError(`${flag} names ${name} twice: put its values side by side, ${name}=40,60`);
    values.set(
      name,
      parts.map((part) => readNumber(part) ?? part),
    );
  }
  return values;
}

/** One number for each name. @throws UserError for anything else. */
export function numbersAt(texts: readonly string[], flag: string): Record<string, number> {
  return Object.fromEntries(
    Array.from(valuesAt(texts, flag), ([name, [value, ...more]]) => {
      if (typeof value === "number" && more.length === 0) return [name, value];
      throw new UserError(`${flag} takes one number, as in ${flag} ${name}=10`);
    }),
  );
}
