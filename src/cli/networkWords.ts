/** Treatments, comparisons and values of covariates as a person types them. */
import { UserError } from "../../engine/core/UserError.js";
import type { CovariatePlace } from "../network/NmaOptions.js";

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
 * Numbers, or levels of a factor, are of the first covariate, one set each; names with such values are one set. Cells are quoted as of `namesOf`.
 *
 * @throws UserError for a value or a name that is empty, and for a covariate that is named twice in a set.
 * @example valuesAt("0,13"); // [0, 13]
 * @example valuesAt("set=home,dose=2"); // [{ set: "home", dose: 2 }]
 */
export function valuesAt(text: string): readonly CovariatePlace[] {
  const wrong = `invalid --at: "${text}"; write values of the covariate, --at 0,13,50 or --at home, or one set of several, --at x=1,set=home`;
  const valueOf = (word: string): number | string => {
    if (word === "") throw new UserError(wrong);
    const value = Number(word);
    return Number.isFinite(value) ? value : word;
  };
  const parts = namesOf("--at", text);
  if (!text.includes("=")) return parts.map(valueOf);
  const pairs = parts.map((part) => {
    const at = part.lastIndexOf("=");
    if (at < 1) throw new UserError(wrong);
    return [part.slice(0, at).trim(), valueOf(part.slice(at + 1).trim())] as const;
  });
  const twice = pairs.find(([name], i) => pairs.findIndex(([other]) => other === name) !== i);
  if (twice) {
    throw new UserError(`invalid --at: "${text}"; "${twice[0]}" has two values: give another set with --at again`);
  }
  return [Object.fromEntries(pairs)];
}
