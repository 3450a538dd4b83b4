/** The random effects of a meta-analysis: of rows, of nested and crossed levels, or of the outcomes of studies. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { labelsOfColumn } from "./labelsOfColumn.js";
import type { MetaDeclaration } from "./MetaDeclaration.js";
import type { RandomTerm } from "./MetaFrame.js";

/** How the rows themselves are named as a level. */
export const rowLevel = "row";

/** What is known of the rows. */
export interface GroupedRows {
  readonly table: Table;
  readonly labels: readonly string[];
  readonly studies: readonly string[] | undefined;
  readonly outcomes: readonly string[];
  readonly outcomeOf: Int32Array;
}

/**
 * Terms of a declaration. Nested levels are told apart by those around them: school 1 of district 11 is not school 1 of district 12.
 *
 * @throws UserError where rows of a study leave open how they hang together, and for levels of which one is all, or two are the same.
 */
export function randomTerms(declaration: MetaDeclaration, rows: GroupedRows): readonly RandomTerm[] {
  const { effects, levels, crossed } = declaration;
  const { studies, outcomes } = rows;
  if (effects === "fixed") {
    if (levels.length + crossed.length === 0) return [];
    throw new UserError(
      "levels have random effects, but the effects are fixed: leave --levels and --crossed out, or take random effects.",
    );
  }
  if (outcomes.length > 0) return [outcomeTerm(declaration, rows)];
  if (levels.length + crossed.length > 0) {
    const nested = levels.map((name, depth) => {
      const keys = levels.slice(0, depth + 1).map((one) => keysOf(one, rows));
      return termOf(
        name,
        keys[0]!.map((_, row) => keys.map((key) => key[row]!).join(",")),
      );
    });
    const terms = [...nested, ...crossed.map((name) => termOf(name, keysOf(name, rows)))];
    refuseUnclear(terms);
    return terms;
  }
  const twice = studies && firstRepeat(studies);
  if (twice) {
    const [first, second] = twice;
    throw new UserError(
      `rows ${first + 1} and ${second + 1} are of one study, "${studies[first]}": say how rows of a study hang together, with ` +
        `--levels ${declaration.columns.study},row or with a column of outcomes, --outcome, or tell the studies apart by their names.`,
    );
  }
  return [{ ...termOf(rowLevel, rows.labels), name: "study" }];
}

function outcomeTerm({ levels, crossed }: MetaDeclaration, { studies, outcomes, outcomeOf }: GroupedRows): RandomTerm {
  if (levels.length + crossed.length > 0) {
    throw new UserError(
      "levels and outcomes are given: a model has random effects of levels or of outcomes; leave --levels or --outcome out.",
    );
  }
  const cells = studies!.map((study, row) => JSON.stringify([study, outcomeOf[row]]));
  const twice = firstRepeat(cells);
  if (twice) {
    throw new UserError(
      `rows ${twice[0] + 1} and ${twice[1] + 1} tell the same outcome "${outcomes[outcomeOf[twice[0]]!]}" of the study ` +
        `"${studies![twice[0]]}": keep one of them, or take --levels in place of --outcome.`,
    );
  }
  return { ...termOf("study", studies!), parts: outcomes, part: outcomeOf, isOfRows: false };
}

function keysOf(name: string, { table, labels }: GroupedRows): readonly string[] {
  return name === rowLevel && !table.columns.has(name) ? labels : labelsOfColumn(table, name);
}

function termOf(name: string, keys: readonly string[]): RandomTerm {
  const codes = new Map<string, number>();
  const index = Int32Array.from(keys, (key) => {
    if (!codes.has(key)) codes.set(key, codes.size);
    return codes.get(key)!;
  });
  return {
    ...{ name, levels: [...codes.keys()], index },
    parts: [""],
    part: new Int32Array(keys.length),
    isOfRows: codes.size === keys.length,
  };
}

function refuseUnclear(terms: readonly RandomTerm[]): void {
  terms.forEach((term, k) => {
    if (terms.findIndex(({ name }) => name === term.name) < k)
      throw new UserError(`the level "${term.name}" is named twice: name it once.`);
    if (term.levels.length < 2) {
      throw new UserError(
        `all rows are of one ${term.name}, "${term.levels[0]}": how levels differ cannot be told; leave it out.`,
      );
    }
    const same = terms.slice(0, k).find((other) => other.index.every((level, row) => level === term.index[row]));
    if (same) {
      throw new UserError(
        `the levels "${same.name}" and "${term.name}" tell the same rows apart, so that their heterogeneity cannot be: leave one out.`,
      );
    }
  });
}

/** The first two places that hold the same. */
export function firstRepeat(values: readonly string[]): readonly [number, number] | undefined {
  const first = new Map<string, number>();
  for (const [place, value] of values.entries()) {
    const before = first.get(value);
    if (before !== undefined) return [before, place];
    first.set(value, place);
  }
  return undefined;
}
