/** Reads `gr(g, cov = K)`, `gr(species, tree = t)` and their kin: a grouping whose levels are related. */
import type { UserError } from "../../engine/core/UserError.js";
import { refuseRepeated } from "./callArguments.js";
import { formulaError } from "./formulaError.js";
import type { StructureFormula } from "./Formula.js";
import { joinedColumns } from "./joinedColumns.js";
import { shortened } from "./shortened.js";
import { nameText } from "./sourceOf.js";
import { unwrapped, type Argument, type CallSyntax } from "./Syntax.js";
import { nearestOf, quotedSource } from "./wording.js";

/** What may relate levels, with the letter that examples call it by and words for messages. */
export const STRUCTURES: ReadonlyMap<StructureFormula["kind"], { readonly example: string; readonly words: string }> =
  new Map([
    ["cov", { example: "K", words: "covariance matrix" }],
    ["precision", { example: "Q", words: "precision matrix" }],
    ["tree", { example: "t", words: "tree" }],
    ["pedigree", { example: "P", words: "pedigree" }],
  ]);

/** Arguments of gr() that other packages have. */
const LATER: ReadonlyMap<string, string> = new Map([
  ["dist", "effects are normal"],
  ["cor", "write || in place of | for uncorrelated effects"],
  ["id", "correlations are shared by the effects of one term only"],
]);

/** What people call these structures elsewhere. */
const SYNONYMS: ReadonlyMap<string, StructureFormula["kind"]> = new Map([
  ["covariance", "cov"],
  ["matrix", "cov"],
  ["kinship", "cov"],
  ["phylo", "tree"],
  ["phylogeny", "tree"],
  ["prec", "precision"],
]);

export interface RelatedGrouping {
  readonly grouping: readonly string[];
  /** Absent for `gr(g)`, which is g. */
  readonly structure?: StructureFormula;
}

/**
 * The columns of `gr(a:b, cov = K)` and what relates their levels. The name may stand in back-quotes or quotes.
 *
 * @throws UserError with a caret for a grouping that is not of joined columns, and for arguments that are unknown, unnamed or more than one
 * @example relatedGrouping("gr(species, tree = t)", call) // { grouping: ["species"], structure: { kind: "tree", name: "t", … } }
 */
export function relatedGrouping(text: string, call: CallSyntax): RelatedGrouping {
  const { arguments: list, span } = call;
  const first = list[0];
  if (first === undefined || first.name !== undefined) {
    throw formulaError(text, first?.span ?? span, `gr() takes a grouping column first, as in ${example("g", "cov")}.`);
  }
  const grouping = columnsOf(text, first);
  refuseRepeated(text, call);
  const [given, second] = list.slice(1);
  if (given === undefined) return { grouping };
  const by = list.find(({ name }) => name === "by");
  if (by) throw byClass(text, list, by);
  const structure = structureOf(text, given, grouping);
  if (second === undefined) return { grouping, structure };
  structureOf(text, second, grouping);
  const columns = quotedSource(text, first.span).slice(1, -1);
  const both = [given, second].map((one) => `(1 | gr(${columns}, ${quotedSource(text, one.span).slice(1, -1)}))`);
  const sentence = `gr() relates levels in one way: give each structure a term of its own, as in ${both.join(" + ")}.`;
  throw formulaError(text, second.span, sentence);
}

function columnsOf(text: string, { value }: Argument): readonly string[] {
  const node = unwrapped(value);
  if (node.kind === "binary" && node.operator === "/") {
    const [a, b] = [node.left, node.right].map(({ span }) => quotedSource(text, span).slice(1, -1));
    const sentence =
      `gr() is of one grouping, and ${shortened(`${a}/${b}`)} stands for two: give each a term of its own, ` +
      `(1 | gr(${a}, …)) + (1 | ${a}:${b}).`;
    throw formulaError(text, node.span, sentence);
  }
  return joinedColumns(text, value, "gr(g, cov = K)");
}

function structureOf(text: string, argument: Argument, grouping: readonly string[]): StructureFormula {
  const { name, value, span } = argument;
  const kind = [...STRUCTURES.keys()].find((known) => known === name);
  if (kind === undefined) throw notAStructure(text, argument, grouping);
  const node = unwrapped(value);
  if (node.kind === "name" || node.kind === "text") {
    const named = node.kind === "name" ? node.name : node.value;
    if (named !== "") return { kind, name: named, span };
  }
  const sentence = `${kind} takes the name of ${wordsOf(kind)}, as in ${example(columnsText(grouping), kind)}.`;
  throw formulaError(text, value.span, sentence);
}

function notAStructure(text: string, { name, value, span }: Argument, grouping: readonly string[]): UserError {
  const columns = columnsText(grouping);
  const kinds = [...STRUCTURES.keys()];
  const given = quotedSource(text, value.span).slice(1, -1);
  if (name === undefined) {
    const choices = kinds.map((kind) => `${kind} = ${given}`).join(", ");
    return formulaError(text, span, `gr() must be told what ${given} is: write one of ${choices}.`);
  }
  const later = LATER.get(name);
  if (later !== undefined) {
    return formulaError(text, span, `gr() with ${name} = is not supported yet: ${later}.`);
  }
  const near = SYNONYMS.get(name) ?? nearestOf(name, kinds);
  const mend =
    near === undefined
      ? `it takes ${kinds.map((kind) => example(columns, kind)).join(", ")}.`
      : `did you mean gr(${columns}, ${near} = ${given})?`;
  return formulaError(text, span, `gr() has no argument "${shortened(name)}"; ${mend}`);
}

/** Classes of their own as brms has them, in the words that there are: with the structure, if there is one. */
function byClass(text: string, list: readonly Argument[], by: Argument): UserError {
  const source = ({ span }: Pick<Argument, "span">) => quotedSource(text, span).slice(1, -1);
  const [columns] = list as readonly [Argument];
  const related = list.find(({ name }) => name !== undefined && STRUCTURES.has(name as StructureFormula["kind"]));
  const grouping = related ? `gr(${source(columns)}, ${source(related)})` : source(columns);
  const mend = `give each class a term of its own, as in (0 + factor(${source(by.value)}) || ${grouping})`;
  return formulaError(text, by.span, `gr() with by = is not supported yet: ${mend}.`);
}

/** `a covariance matrix` */
function wordsOf(kind: StructureFormula["kind"]): string {
  return `a ${STRUCTURES.get(kind)!.words}`;
}

function example(columns: string, kind: StructureFormula["kind"]): string {
  return `gr(${columns}, ${kind} = ${STRUCTURES.get(kind)!.example})`;
}

function columnsText(grouping: readonly string[]): string {
  return shortened(grouping.map(nameText).join(":"));
}
