/** The group-level parts of a predictor whose shares are asked for: terms by group, and the sum of those of one grouping. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { isOneScale } from "./latentScale.js";

export interface Component {
  /** `term`: what draws name by one group; `sum`: all terms of a grouping that has several. */
  readonly kind: "term" | "sum";
  /** `species.t`; of a sum the grouping, `species`. */
  readonly group: string;
  readonly grouping: string;
  /** What its share is called in the literature. */
  readonly called: string;
  readonly levels: number;
  readonly terms: readonly GroupTerm[];
}

/** Those of mu, in the order of the formula; sums come last. */
export function componentsOf({ frame, family, link }: FittedGlmm): Component[] {
  const terms = frame.groups.filter(({ parameter }) => parameter === "mu");
  const hasSe = frame.response?.se !== undefined;
  const rowsCalled = !isOneScale({ family, link })
    ? "overdispersion"
    : hasSe
      ? "heterogeneity between rows"
      : "between rows";
  const single = [...byKey(terms, ({ group }) => group)].map(([group, own]) =>
    componentOf("term", group, own, calledOf(own[0]!, terms, rowsCalled)),
  );
  const sums = [...byKey(terms, ({ grouping }) => grouping)]
    .filter(([, own]) => new Set(own.map(({ group }) => group)).size > 1)
    .map(([grouping, own]) => componentOf("sum", grouping, own, "repeatability"));
  return [...single, ...sums];
}

function componentOf(kind: Component["kind"], group: string, terms: readonly GroupTerm[], called: string): Component {
  const { grouping, levels } = terms[0]!;
  return { kind, group, grouping, called, levels: levels.length, terms };
}

/** @param rowsCalled What effects of single rows are called. */
function calledOf(term: GroupTerm, all: readonly GroupTerm[], rowsCalled: string): string {
  const structure = term.related?.structure;
  if (structure?.kind === "tree") return "phylogenetic signal";
  if (structure?.kind === "pedigree") return pedigreeCalled(term, all);
  if (structure !== undefined) return `share of ${structure.name}`;
  if (new Set(term.index).size === term.index.length) return rowsCalled;
  const isBesideRelated = all.some(({ grouping, related }) => grouping === term.grouping && related !== undefined);
  return isBesideRelated ? "own part" : "repeatability";
}

/**
 * Of groupings that have the same pedigree the individual's own is the one with most levels, and its share is heritability: that of its
 * dam or sire is not, and of two with as many levels neither is known to be.
 */
function pedigreeCalled({ grouping, levels, related }: GroupTerm, all: readonly GroupTerm[]): string {
  const { name } = related!.structure;
  const others = all.filter((one) => one.related?.structure.name === name && one.grouping !== grouping);
  return others.every((one) => one.levels.length < levels.length) ? "heritability" : `share of ${name} by ${grouping}`;
}

function byKey(terms: readonly GroupTerm[], keyOf: (term: GroupTerm) => string): Map<string, GroupTerm[]> {
  const found = new Map<string, GroupTerm[]>();
  for (const term of terms) {
    const key = keyOf(term);
    found.set(key, [...(found.get(key) ?? []), term]);
  }
  return found;
}
