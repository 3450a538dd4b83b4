/** Reads a table as a declaration of a meta-analysis of effect sizes says. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { asFactor, usedLevels } from "../../../engine/data/factor.js";
import { requireColumn } from "../../../engine/data/table.js";
import type { Formula } from "../../formula/Formula.js";
import { labelsOfColumn } from "./labelsOfColumn.js";
import { meanDesign } from "./meanDesign.js";
import type { MetaDeclaration } from "./MetaDeclaration.js";
import type { MetaFrame } from "./MetaFrame.js";
import { numbersOf } from "./numbersOf.js";
import { firstRepeat, randomTerms, rowLevel } from "./randomTerms.js";
import { samplingBlocks } from "./samplingBlocks.js";

/**
 * Effects, sampling covariance, design and random effects of a table.
 *
 * @param moderators The declaration's, parsed.
 * @throws UserError for missing columns and cells, standard errors and variances that are not above 0, and levels, outcomes and
 * covariances that do not fit.
 */
export function readEffects(declaration: MetaDeclaration, moderators: Formula | undefined, table: Table): MetaFrame {
  const { columns, covariance } = declaration;
  if (table.rows === 0) throw new UserError("the table has no rows: there are no effects to be analysed.");
  const effects = numbersOf(table, columns.effect);
  const studies = columns.study === undefined ? undefined : labelsOfColumn(table, columns.study);
  const { outcomes, outcomeOf } = outcomesOf(declaration, table);
  const labels = labelsOf(declaration, table, studies, outcomes, outcomeOf);
  const { variances, sampling } = samplingBlocks(covariance, {
    table,
    variances: variancesOf(declaration, table),
    studyRows: studies && rowsByStudy(studies),
  });
  return {
    ...{ rows: table.rows, effects, variances, sampling, labels, studies, outcomes },
    coefficients: meanDesign(moderators, table, outcomes, outcomeOf),
    terms: randomTerms(declaration, { table, labels, studies, outcomes, outcomeOf }),
  };
}

/** NaN where they are left to the covariance. */
function variancesOf({ columns, covariance }: MetaDeclaration, table: Table): Float64Array {
  const isTold = covariance.kind === "matrix" || covariance.kind === "columns";
  const isNamed = columns.se !== undefined || columns.variance !== undefined;
  if (isTold && !isNamed) return new Float64Array(table.rows).fill(NaN);
  const { se, variance } = isNamed ? columns : precisionColumn(table);
  const name = (se ?? variance)!;
  const values = numbersOf(table, name);
  const bad = values.findIndex((value) => !(value > 0));
  if (bad >= 0) {
    const what = se === undefined ? "sampling variance" : "standard error";
    throw new UserError(`the ${what} "${name}" is ${values[bad]} in row ${bad + 1}: it must be above 0.`);
  }
  return se === undefined ? values : values.map((value) => value * value);
}

/** By the names that the field gives them. */
function precisionColumn(table: Table): { readonly se?: string; readonly variance?: string } {
  const se = ["sei", "se", "seTE", "std_error"].find((name) => table.columns.has(name));
  if (se !== undefined) return { se };
  const variance = ["vi", "variance", "var"].find((name) => table.columns.has(name));
  if (variance !== undefined) return { variance };
  throw new UserError(
    "how exact the effects are is not told: name the column of standard errors with --se, or that of sampling variances with --variance.",
  );
}

function outcomesOf({ columns: { outcome, study } }: MetaDeclaration, table: Table) {
  if (outcome === undefined) return { outcomes: [], outcomeOf: new Int32Array(table.rows) };
  if (study === undefined) {
    throw new UserError(
      `outcomes hang together within studies: name the column of studies with --study, beside --outcome ${outcome}.`,
    );
  }
  const column = asFactor(requireColumn(table, outcome));
  const outcomes = usedLevels(column);
  if (outcomes.length < 2) {
    throw new UserError(`the column "${outcome}" holds one outcome, "${outcomes[0]}": leave --outcome out.`);
  }
  const places = new Map(outcomes.map((name, place) => [name, place]));
  return { outcomes, outcomeOf: Int32Array.from(labelsOfColumn(table, outcome), (name) => places.get(name)!) };
}

function labelsOf(
  { levels, crossed }: MetaDeclaration,
  table: Table,
  studies: readonly string[] | undefined,
  outcomes: readonly string[],
  outcomeOf: Int32Array,
): readonly string[] {
  const numbers = Array.from({ length: table.rows }, (_, row) => String(row + 1));
  const named = [...levels, ...crossed].filter((name) => name !== rowLevel || table.columns.has(name));
  const byLevels = named.map((name) => labelsOfColumn(table, name));
  const candidates = [
    ...(studies ? [studies, studies.map((study, row) => `${study},${outcomes[outcomeOf[row]!] ?? ""}`)] : []),
    ...(named.length > 0 ? [numbers.map((_, row) => byLevels.map((labels) => labels[row]!).join(","))] : []),
    ...(studies ? [studies.map((study, row) => `${study},${row + 1}`)] : []),
  ];
  return candidates.find((labels) => firstRepeat(labels) === undefined) ?? numbers;
}

function rowsByStudy(studies: readonly string[]): readonly (readonly number[])[] {
  const rows = new Map<string, number[]>();
  studies.forEach((study, row) => rows.set(study, [...(rows.get(study) ?? []), row]));
  return [...rows.values()];
}
