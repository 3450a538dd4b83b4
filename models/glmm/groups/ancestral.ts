/** Values at the ancestors of levels: the inner nodes of a tree, and animals of a pedigree without data. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { wordsOf } from "../design/namedStructures.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { linkOf } from "../links.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { effectDraw } from "../drawNames.js";
import type { LevelEffects } from "../prediction/LevelEffects.js";
import { isRelated, relatedEffects, type RelatedTerm } from "../prediction/relatedEffects.js";
import { quotedName } from "../structures/quotedName.js";
import { drawSummary, type DrawSummary } from "./DrawSummary.js";
import { populationDraws } from "./populationDraws.js";
import { selectTerms } from "./selectTerms.js";

export interface AncestralOptions {
  /** As in names of draws, `species.t`; may be left out when the model has one group with a structure. */
  readonly group?: string;
  /**
   * Names that the structure has: nodes, species or animals, with data or without. Unless told, all inner nodes of a tree but the
   * root, and all animals of a pedigree without data.
   */
  readonly nodes?: readonly string[];
  /** How many evenly spaced draws are used; unless told, as many as make twenty million numbers, but no fewer than 1000. */
  readonly draws?: number;
  /** Of what is drawn, a whole number, or its decimal digits; that of the fit unless told. */
  readonly seed?: number | string;
}

/** What is said of one place on one coefficient. */
export interface AncestralValue {
  readonly group: string;
  /** Distributional parameter. */
  readonly parameter: string;
  readonly coefficient: string;
  /** Population coefficient plus effect, on the link scale; the effect alone where the population has no such coefficient. */
  readonly value: DrawSummary;
  /** Of an intercept, the inverse link of its values; absent where the link is the identity. */
  readonly natural?: DrawSummary;
}

export interface AncestralRow extends AncestralValue {
  readonly node: string;
  /** Deviation from the population, on the link scale. */
  readonly effect: DrawSummary;
}

export interface Ancestral {
  readonly group: string;
  /** What the columns mean, as sentences for a report. */
  readonly definitions: { readonly value: string; readonly natural: string; readonly origin: string };
  /** Draws that summaries are of. */
  readonly draws: number;
  /** The population's values, one for each coefficient: those at a tree's root or of a pedigree's founders on average. */
  readonly origins: readonly AncestralValue[];
  /** In the order of terms, coefficients and nodes. */
  readonly rows: readonly AncestralRow[];
}

const mostCells = 20_000_000;
const fewDraws = 1000;

/** `ancestral` of a fit that is at hand; see index.ts. @throws UserError for a group without a structure, or unknown nodes. */
export function ancestralOf(fitted: FittedGlmm, options: AncestralOptions = {}): Ancestral {
  const terms = relatedTerms(fitted, options.group);
  const [{ group, related }] = terms as [RelatedTerm, ...RelatedTerm[]];
  const nodes = terms.map((term) => nodesOf(term, options.nodes));
  const enough = Math.max(fewDraws, Math.floor(mostCells / Math.max(1, ...nodes.map(({ length }) => length))));
  const selection = selectDraws(fitted, options.draws ?? Math.min(fitted.drawCount, enough));
  const seed = String(options.seed ?? fitted.posterior.provenance.seed);
  return {
    group,
    definitions: definitions(related.structure.kind),
    draws: selection.count,
    origins: terms.flatMap((term) => originsOf(fitted, term, selection)),
    rows: terms.flatMap((term, t) => termRows(fitted, term, nodes[t]!, selection, seed)),
  };
}

/** The terms of the group asked for, or of the only one that has a structure. */
function relatedTerms(fitted: FittedGlmm, group: string | undefined): readonly RelatedTerm[] {
  const terms = selectTerms(fitted, group).filter(isRelated);
  const groups = [...new Set(terms.map((term) => term.group))];
  if (groups.length === 1) return terms;
  if (groups.length > 1) throw new UserError(`ancestral values of which group? The model has ${groups.join(", ")}.`);
  const what = group === undefined ? "no group of the model has" : `the group "${group}" does not have`;
  throw new UserError(
    `ancestors are those of a tree or a pedigree, which ${what}: write its term as (1 | gr(species, tree = t)).`,
  );
}

function nodesOf(term: RelatedTerm, asked: readonly string[] | undefined): readonly string[] {
  const { related, levels } = term;
  const { structure } = related;
  if (asked !== undefined) return knownNodes(term, asked);
  const { kind, name, names, inner } = structure;
  if (kind === "tree") return inner;
  if (kind === "pedigree") {
    const known = new Set(levels);
    return names.filter((animal) => !known.has(animal));
  }
  throw new UserError(
    `a matrix such as ${name} knows no ancestors: give those of its rows whose values you want with --nodes a,b (in TypeScript \`nodes\`).`,
  );
}

/** @throws UserError for names that the structure does not have. */
function knownNodes({ related: { structure }, levels }: RelatedTerm, asked: readonly string[]): readonly string[] {
  const { names, inner, origin = [] } = structure;
  const known = new Set([...names, ...inner, ...origin, ...levels]);
  const stray = asked.find((name) => !known.has(name));
  if (stray === undefined) return [...new Set(asked)];
  const near = nearestName(stray, known);
  const guess = near === undefined ? "" : `, did you mean ${quotedName(near)}`;
  throw new UserError(
    `unknown node ${quotedName(stray)} of ${wordsOf(structure)}${guess}; correct it, or leave it out.`,
  );
}

function termRows(
  fitted: FittedGlmm,
  term: RelatedTerm,
  nodes: readonly string[],
  selection: DrawSelection,
  seed: string,
): AncestralRow[] {
  const effectsOf = effectsAt(term, nodes, selection, seed);
  const valuesOf = term.coefficients.map((coefficient) => valueSummaries(fitted, term, coefficient, selection));
  const rows: AncestralRow[][] = term.coefficients.map(() => []);
  for (const node of nodes) {
    effectsOf(node).forEach((effects, i) => {
      const effect = drawSummary(effects);
      rows[i]!.push({ ...placeOf(term, i), node, effect, ...valuesOf[i]!(effects, effect) });
    });
  }
  return rows.flat();
}

/** Draws of levels as they are, those of other places given them. */
function effectsAt(
  term: RelatedTerm,
  nodes: readonly string[],
  selection: DrawSelection,
  seed: string,
): (node: string) => LevelEffects {
  const known = new Set(term.levels);
  const places = nodes.filter((node) => !known.has(node));
  const placeOf = new Map(places.map((node, place) => [node, place]));
  const drawn = relatedEffects(term, places, selection, { seed, purpose: "ancestral" });
  return (node) => {
    const place = placeOf.get(node);
    return place === undefined
      ? term.coefficients.map((name) => selection.column(effectDraw(term, node, name)))
      : drawn(place);
  };
}

type Values = Pick<AncestralValue, "value" | "natural">;

/** Summaries of population plus effect, of effects that are already summarised. */
function valueSummaries(
  fitted: FittedGlmm,
  term: GroupTerm,
  coefficient: string,
  selection: DrawSelection,
): (effects: Float64Array, effect: DrawSummary) => Values {
  const population = populationOf(fitted, term, coefficient, selection);
  if (population === undefined) return (_, effect) => ({ value: effect });
  const toNatural = coefficient === "Intercept" ? inverseLink(fitted, term.parameter) : undefined;
  const values = new Float64Array(selection.count);
  return (effects) => {
    for (let k = 0; k < values.length; k += 1) values[k] = population[k]! + effects[k]!;
    const value = drawSummary(values);
    return toNatural === undefined ? { value } : { value, natural: drawSummary(values.map(toNatural)) };
  };
}

function originsOf(fitted: FittedGlmm, term: RelatedTerm, selection: DrawSelection): AncestralValue[] {
  const none = new Float64Array(selection.count);
  return term.coefficients.map((coefficient, i) => ({
    ...placeOf(term, i),
    ...valueSummaries(fitted, term, coefficient, selection)(none, drawSummary(none)),
  }));
}

const placeOf = ({ group, parameter, coefficients }: GroupTerm, i: number) => ({
  group,
  parameter,
  coefficient: coefficients[i]!,
});

function populationOf(fitted: FittedGlmm, term: GroupTerm, coefficient: string, { places }: DrawSelection) {
  const every = populationDraws(fitted, term, coefficient);
  return every && Float64Array.from(places, (place) => every[place]!);
}

/** Undefined where it would change nothing. */
function inverseLink({ frame }: FittedGlmm, parameter: string): ((value: number) => number) | undefined {
  const name = frame.predictors.find((predictor) => predictor.parameter === parameter)!.link;
  if (name === "identity") return undefined;
  const link = linkOf(name);
  return (value) => link.inverse(value) as number;
}

function definitions(kind: RelatedTerm["related"]["structure"]["kind"]): Ancestral["definitions"] {
  const where =
    kind === "tree"
      ? "At the tree's root the effect is 0"
      : kind === "pedigree"
        ? "Founders have effects of mean 0"
        : "";
  return {
    value:
      "Population coefficient plus the effect at the node, on the link scale, given the effects of the levels in each draw; all other " +
      "columns and effects are 0.",
    natural: "The inverse link of the value.",
    origin: where === "" ? "The population's value." : `${where}, and its value is the population's.`,
  };
}
