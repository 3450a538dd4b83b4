/** Reads what stands between the parentheses of a prior. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { DistributionForm } from "./distributionForms.js";
import type { PriorArgument } from "./PriorArgument.js";
import { quoted } from "./quoted.js";

/**
 * The arguments of a distribution in the order of its form; of options those left out are undefined.
 *
 * @throws UserError for a wrong number of arguments, one that is no number, an unknown name, or one given twice.
 */
export function priorArguments(text: string, form: DistributionForm): readonly (PriorArgument | undefined)[] {
  const words = text.trim() === "" ? [] : atCommas(text);
  switch (form.kind) {
    case "numbers":
      if (words.length !== form.parameters.length) throw new UserError(wrongCount(form, words.length));
      return words.map((word, i) => numberOf(word, form, form.parameters[i]!));
    case "shares": {
      const inside = /^c\s*\(([^()]*)\)$/.exec(text.trim())?.[1];
      const shares = inside === undefined ? words : inside.split(",");
      return shares.map((word) => numberOf(word.trim(), form, form.parameters[0]!));
    }
    case "options":
      return optionsOf(words, form);
  }
}

/** Words between commas that stand in no parentheses. */
function atCommas(text: string): string[] {
  const words: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")") depth -= 1;
    if (text[i] !== "," || depth > 0) continue;
    words.push(text.slice(start, i).trim());
    start = i + 1;
  }
  return [...words, text.slice(start).trim()];
}

/** As R matches them: those with a name first, the others to the places that are left. */
function optionsOf(words: readonly string[], form: DistributionForm): (PriorArgument | undefined)[] {
  const { name, parameters } = form;
  const values = new Array<PriorArgument | undefined>(parameters.length).fill(undefined);
  const isGiven = new Set<number>();
  const give = (place: number, word: string): void => {
    isGiven.add(place);
    values[place] = optionOf(word, form, parameters[place]!);
  };
  const unnamed: string[] = [];
  for (const word of words) {
    const [, key, value] = /^([A-Za-z_.][\w.]*)\s*=(.*)$/s.exec(word) ?? [];
    if (key === undefined) {
      unnamed.push(word);
      continue;
    }
    const place = parameters.indexOf(key);
    if (place === -1) throw new UserError(unknownName(key, form));
    if (isGiven.has(place)) throw new UserError(`the ${key} of ${name} is given twice; leave one of them out.`);
    give(place, value!.trim());
  }
  const free = parameters.map((_, place) => place).filter((place) => !isGiven.has(place));
  if (unnamed.length > free.length) {
    throw new UserError(
      `${name} takes at most ${parameters.length} arguments, ${parameters.join(", ")}; it has ${words.length}.`,
    );
  }
  unnamed.forEach((word, i) => give(free[i]!, word));
  return values;
}

function unknownName(key: string, { name, parameters }: DistributionForm): string {
  const near = nearestName(key, parameters);
  return `${name} has no argument ${quoted(key)}: ${near ? `did you mean ${near}?` : `its arguments are ${parameters.join(", ")}.`}`;
}

/** Which arguments are flags; all others are numbers, of which one may be several. */
const flags = ["autoscale", "main"];
const several = ["cons_D2"];

function optionOf(word: string, form: DistributionForm, parameter: string): PriorArgument | undefined {
  if (word === "NULL") return parameter === "par_ratio" ? null : undefined;
  if (flags.includes(parameter)) {
    if (word === "TRUE" || word === "true") return true;
    if (word === "FALSE" || word === "false") return false;
    throw new UserError(`the ${parameter} of ${form.name} is ${quoted(word)}; write TRUE or FALSE.`);
  }
  const list = several.includes(parameter) ? /^c\s*\(([^()]*)\)$/.exec(word)?.[1] : undefined;
  if (list !== undefined) return list.split(",").map((one) => numberOf(one.trim(), form, parameter));
  return numberOf(word, form, parameter);
}

function wrongCount({ name, parameters, example }: DistributionForm, count: number): string {
  if (parameters.length === 0) return `${name} takes no numbers: write ${example}.`;
  const wanted = parameters.length === 1 ? "1 number" : `${parameters.length} numbers`;
  return `${name} takes ${wanted}, ${listed(parameters)}, as in ${example}; it has ${count}.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function numberOf(word: string, { name, example }: DistributionForm, parameter: string): number {
  // Number() alone would also read 0x10, Infinity and nothing at all.
  const value = /^[+-]?[\d.]+(?:[eE][+-]?\d+)?$/.test(word) ? Number(word) : NaN;
  if (Number.isFinite(value)) return value + 0;
  throw new UserError(
    `the ${parameter} of ${name} is ${quoted(word)}, which is not a finite number; write one, as in ${example}.`,
  );
}
