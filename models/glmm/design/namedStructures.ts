/** Structures as formulas name them: whether each is there, is what it is taken for, and is used. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { Formula, StructureFormula } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import { nameText } from "../../formula/sourceOf.js";
import { STRUCTURES } from "../../formula/relatedGrouping.js";
import type { GlmmDeclaration } from "../Declaration.js";
import type { Structure } from "../structures/Structure.js";
import type { StructureDeclaration } from "../structures/StructureDeclaration.js";
import { structureOf } from "../structures/structureOf.js";

type Declared = GlmmDeclaration["structures"];

/** How each kind is given on the command line, and in TypeScript. */
const GIVEN: Record<StructureFormula["kind"], (name: string) => string> = {
  cov: (name) => `--matrix ${name}=file.csv (in TypeScript structures: { ${name}: covariance(names, values) })`,
  precision: (name) => `--precision ${name}=file.csv (in TypeScript structures: { ${name}: precision(names, values) })`,
  tree: (name) => `--tree ${name}=file.nwk (in TypeScript structures: { ${name}: tree(text) })`,
  pedigree: (name) => `--pedigree ${name}=file.csv (in TypeScript structures: { ${name}: pedigree(table) })`,
};

/**
 * Refuses formulas and structures that do not go together, before any data are read.
 *
 * @throws UserError for a structure that a formula names and nobody gives, that is of another kind than the formula takes it for, that
 * is given twice, and that is given and not used.
 */
export function refuseWrongStructures(formulas: readonly Formula[], declared: Declared): void {
  const given = new Map(declared);
  if (given.size < declared.length) {
    const twice = declared.find(([name], place) => declared.findIndex(([other]) => other === name) < place)!;
    throw new UserError(`the structure "${twice[0]}" is given twice: give the other one another name.`);
  }
  const used = new Set<string>();
  for (const { text, predictor } of formulas) {
    for (const { structure } of predictor.groups) {
      if (!structure) continue;
      used.add(structure.name);
      const sentence = whyNot(structure, given);
      if (sentence !== undefined) throw formulaError(text, structure.span, sentence);
    }
  }
  for (const [name, { kind }] of declared) {
    if (used.has(name)) continue;
    const term = `(1 | gr(g, ${kind} = ${nameText(name)}))`;
    throw new UserError(
      `${wordsOf({ kind, name })} is given, but no formula names it: add a term such as ${term}, or leave it out.`,
    );
  }
}

/** The sentence for a structure that the formula cannot have, if so. */
function whyNot(wanted: StructureFormula, given: ReadonlyMap<string, StructureDeclaration>): string | undefined {
  const { kind, name } = wanted;
  const there = given.get(name);
  if (there?.kind === kind) return undefined;
  if (there) {
    const { words } = STRUCTURES.get(there.kind)!;
    return `the formula takes ${name} for a ${STRUCTURES.get(kind)!.words}, but it is a ${words}: write ${there.kind} = ${nameText(name)}.`;
  }
  const alike = [...given].filter(([, { kind: other }]) => other === kind).map(([other]) => other);
  const near = nearestName(name, alike);
  const mend = near === undefined ? `give one with ${GIVEN[kind](name)}.` : `did you mean ${near}?`;
  return `the formula names ${wordsOf(wanted)}, but no ${STRUCTURES.get(kind)!.words} ${name} is given: ${mend}`;
}

const made = new WeakMap<StructureDeclaration, Map<string, Structure>>();

/**
 * The structure of a name, made when it is first asked for and once for each declaration, since trees and matrices may be large.
 *
 * @throws UserError where it cannot be made: a tree that cannot be read, a matrix that is not positive definite.
 */
export function namedStructures(declared: Declared): (name: string) => Structure {
  const given = new Map(declared);
  return (name) => {
    const declaration = given.get(name)!;
    const known = made.get(declaration) ?? new Map<string, Structure>();
    made.set(declaration, known);
    const before = known.get(name);
    if (before) return before;
    const structure = structureOf(name, declaration);
    known.set(name, structure);
    return structure;
  };
}

/** `the tree t` */
export function wordsOf({ kind, name }: Pick<StructureFormula, "kind" | "name">): string {
  return `the ${STRUCTURES.get(kind)!.words} ${name}`;
}
