/** Treatments, comparisons and values of covariates as a person types them. */
import { UserError } from "../../engine/core/UserError.js";

/**
 * Names with commas between them; one that holds a comma or quotes is written in double quotes, quotes within it twice, as in CSV.
 *
 * @throws UserError for an empty name and for quotes that do not end.
 * @example namesOf("--treatments", 'A,"B, high dose"'); // ["A", "B, high dose"]
 */
export function namesOf(option: string, text: string): readonly string[] {
  const names: string[] = [];
  const cell = /\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(,|$)/y;
  for (let more = true; more;) {
    const match = cell.exec(text);
    const name = match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? "";
    if (name === "") {
      throw new UserError(
        `invalid ${option}: "${text}"; a name is empty: write ${option} A,B,C, and names with commas in double quotes`,
      );
    }
    names.push(name);
    more = match![3] === ",";
  }
  return names;
}

/** @throws UserError unless it is two names. */
export function pairOf(option: string, text: string): readonly [string, string] {
  const names = namesOf(option, text);
  if (names.length === 2) return [names[0]!, names[1]!];
  throw new UserError(`invalid ${option}: "${text}"; it must be two treatments, such as ${option} A,B`);
}

/**
 * Numbers are of the first covariate, one set each; names with numbers are one set.
 *
 * @throws UserError for what is no number, and for a covariate that is named twice in a set.
 * @example valuesAt("0,13"); // [0, 13]
 */
export function valuesAt(text: string): readonly (number | Readonly<Record<string, number>>)[] {
  const parts = text.split(",").map((part) => part.trim());
  const numberOf = (word: string): number => {
    const value = word === "" ? NaN : Number(word);
    if (Number.isFinite(value)) return value;
    throw new UserError(
      `invalid --at: "${text}"; write values of the covariate, --at 0,13,50, or one set of several, --at x=1,z=2`,
    );
  };
  if (!text.includes("=")) return parts.map(numberOf);
  const pairs = parts.map((part) => {
    const at = part.lastIndexOf("=");
    return [part.slice(0, Math.max(0, at)).trim(), numberOf(part.slice(at + 1).trim())] as const;
  });
  const twice = pairs.find(([name], i) => pairs.findIndex(([other]) => other === name) !== i);
  if (twice) {
    throw new UserError(`invalid --at: "${text}"; "${twice[0]}" has two values: give another set with --at again`);
  }
  return [Object.fromEntries(pairs)];
}
