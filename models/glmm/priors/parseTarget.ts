/** Reads what a prior is of: `b`, `b[x]`, `sd[g,x]`, `sigma: Intercept`. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { coefficientName } from "../../formula/coefficientName.js";
import { auxiliaryNames, isAuxiliaryName, isLocationName } from "../families/parameterNames.js";
import type { PriorClass, PriorTarget } from "../Prior.js";
import { quoted } from "./quoted.js";

/** Which names may follow in brackets. */
const predictorClasses: ReadonlyMap<string, readonly ("group" | "coefficient")[]> = new Map([
  ["b", ["coefficient"]],
  ["Intercept", ["coefficient"]],
  ["sd", ["group", "coefficient"]],
  ["cor", ["group"]],
  ["simo", ["coefficient"]],
] as const);

/**
 * The target of a prior. Names in brackets are those of draws: `b[x]` is of `b_x`, `sd[g,x]` of `sd_g__x`; a coefficient may
 * also be written as its term, `b[I(x^2)]` for `b[IxE2]`. A group may stand in back-quotes. `sigma: b[x]` is of the coefficient of x in the formula of sigma.
 *
 * @throws UserError for an unknown class or parameter, or brackets that do not fit.
 */
export function parseTarget(text: string): PriorTarget {
  const whole = text.trim();
  if (whole === "") throw new UserError('there is nothing before "~"; write what the prior is of, such as b or sd.');
  const { head, inside } = splitBrackets(whole);
  const colon = head.indexOf(":");
  const parameter = colon === -1 ? "mu" : parameterOf(head.slice(0, colon).trim(), whole.slice(colon + 1).trim());
  const kind = classOf(head.slice(colon + 1).trim(), whole);
  if (colon !== -1 && !predictorClasses.has(kind)) {
    throw new UserError(
      `after "${parameter}:" stands b, Intercept, sd or cor, not ${kind}; the prior of ${kind} itself is ${quoted(`${kind} ~ …`)}.`,
    );
  }
  return { class: kind, parameter, ...names(kind, inside) };
}

function splitBrackets(text: string): { readonly head: string; readonly inside?: string } {
  const open = text.indexOf("[");
  if (open === -1) {
    if (text.includes("]")) throw new UserError(`the bracket of ${quoted(text)} is not opened.`);
    return { head: text };
  }
  if (!text.includes("]", open)) throw new UserError(`the bracket of ${quoted(text)} is not closed.`);
  if (!text.endsWith("]")) {
    throw new UserError(
      `the text ${quoted(text.slice(text.lastIndexOf("]") + 1).trim())} after the brackets of ${quoted(text)} is not understood.`,
    );
  }
  return { head: text.slice(0, open), inside: text.slice(open + 1, -1) };
}

function parameterOf(name: string, rest: string): string {
  if (isLocationName(name) || isAuxiliaryName(name)) return name;
  const known = ["mu", ...auxiliaryNames()];
  const near = nearestName(name, known);
  const mend = near ? `did you mean ${quoted(`${near}: ${rest}`)}?` : `the known ones are ${known.join(", ")}.`;
  throw new UserError(`unknown parameter ${quoted(name)} before the colon: ${mend}`);
}

function classOf(name: string, whole: string): PriorClass {
  if (predictorClasses.has(name) || isAuxiliaryName(name)) return name;
  const known = [...predictorClasses.keys(), ...auxiliaryNames()];
  if (name === "")
    throw new UserError(`the class of ${quoted(whole)} is missing; the known ones are ${known.join(", ")}.`);
  const written = fromDrawName(name);
  if (written)
    throw new UserError(
      `${quoted(name)} is a name of draws; a prior is of a class: write ${quoted(`${written} ~ …`)}.`,
    );
  const near = nearestName(name, known) ?? (name.toLowerCase() === "intercept" ? "Intercept" : undefined);
  const mend = near ? `did you mean ${near}?` : `the known ones are ${known.join(", ")}.`;
  throw new UserError(`unknown class of priors ${quoted(name)}: ${mend}`);
}

/** What a person meant who wrote `b_x` or `sd_g__x`. */
function fromDrawName(name: string): string | undefined {
  const coefficient = /^b_(.+)$/.exec(name);
  if (coefficient) {
    const [parameter, rest] = withoutParameter(coefficient[1]!);
    return `${parameter ? `${parameter}: ` : ""}${rest === "Intercept" ? "Intercept" : `b[${rest}]`}`;
  }
  const deviation = /^sd_(.+?)__(.+)$/.exec(name);
  if (deviation) {
    const [parameter, rest] = withoutParameter(deviation[2]!);
    return `${parameter ? `${parameter}: ` : ""}sd[${deviation[1]!},${rest}]`;
  }
  const correlation = /^cor_(.+?)__/.exec(name);
  return correlation ? `cor[${correlation[1]}]` : undefined;
}

/** `sigma_x` is the x of sigma. */
function withoutParameter(name: string): readonly [parameter: string | undefined, rest: string] {
  const [, parameter, rest] = /^([^_]+)_(.+)$/.exec(name) ?? [];
  const isParameter = parameter !== undefined && parameter !== "mu" && isAuxiliaryName(parameter);
  return isParameter ? [parameter, rest!] : [undefined, name];
}

function names(kind: PriorClass, inside: string | undefined): Partial<Pick<PriorTarget, "group" | "coefficient">> {
  if (inside === undefined) return {};
  const places = predictorClasses.get(kind) ?? [];
  // Thresholds are numbered.
  const none = places.length === 0 || (kind === "Intercept" && !/^\d+$/.test(inside.trim()));
  if (none) throw new UserError(`${kind} takes nothing in brackets: write ${quoted(`${kind} ~ …`)}.`);
  const parts = (places.length > 1 ? groupAndRest(inside) : [inside]).map((part) => part.trim());
  if (parts.some((part) => part === "")) {
    throw new UserError(
      `a name is missing in the brackets of ${quoted(`${kind}[${inside}]`)}: write ${quoted(`${kind}[${places.map((place) => (place === "group" ? "g" : "x")).join(",")}]`)}, or ${kind} alone for all.`,
    );
  }
  return Object.fromEntries(
    parts.map((part, i) => [places[i], places[i] === "coefficient" ? coefficientName(part) : unquoted(part)]),
  );
}

/** Coefficients may be written as terms that have commas, such as poly(x, 2)1; groups have them in back-quotes alone. */
function groupAndRest(inside: string): string[] {
  const start = inside.search(/\S/);
  const comma = inside.indexOf(",", inside[start] === "`" ? endOfQuote(inside, start) : 0);
  return comma === -1 ? [inside] : [inside.slice(0, comma), inside.slice(comma + 1)];
}

/** The place of the back-quote that closes the one at `start`; the text's last place where none does. */
export function endOfQuote(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === "`") return i;
  }
  return text.length - 1;
}

function unquoted(group: string): string {
  const isQuoted = group.length > 2 && group.startsWith("`") && endOfQuote(group, 0) === group.length - 1;
  return isQuoted ? group.slice(1, -1).replace(/\\(.)/gs, "$1") : group;
}
