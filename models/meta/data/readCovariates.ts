/** Reads study-level covariates: numbers, or levels of a factor against its first. */
import type { Column, FactorColumn, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { usedLevels } from "../../../engine/data/factor.js";
import { requireFinite } from "../../../engine/data/column.js";
import { requireColumn } from "../../../engine/data/table.js";
import type { Covariate } from "./Network.js";
import { quotedList } from "./listed.js";
import type { StudyRows } from "./StudyRows.js";

export interface ReadCovariates {
  readonly covariates: readonly Covariate[];
  readonly warnings: readonly Warning[];
}

/**
 * A column of numbers is one covariate, a column of text one for each level but the first by code point, named `region: north`. A study has
 * the mean of its rows, cells that are empty left out, with a warning where they differ.
 *
 * @throws UserError when a column is named twice or does not exist, when a study has no value, rows of a study have different text, or all studies
 * have the same value.
 */
export function readCovariates(table: Table, names: readonly string[], studies: readonly StudyRows[]): ReadCovariates {
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new UserError(`the covariate "${twice}" is named twice: name it once.`);
  const read = names.map((name) => {
    const column = requireColumn(table, name);
    requireFinite(column);
    requireKnown(column, studies);
    return column.kind === "number" ? numberCovariate(name, column.values, studies) : levelCovariates(column, studies);
  });
  return {
    covariates: read.flatMap(({ covariates }) => covariates),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

function requireKnown(column: Column, studies: readonly StudyRows[]): void {
  const missing = new Set(column.missing);
  const unknown = studies.filter(({ rows }) => rows.every(({ row }) => missing.has(row)));
  if (unknown.length === 0) return;
  const [are, them] = unknown.length === 1 ? ["study", "it"] : ["studies", "them"];
  const names = quotedList(unknown.map(({ name }) => name));
  throw new UserError(
    `the covariate "${column.name}" is missing for ${are} ${names}: fill it in, or leave ${them} out of the table.`,
  );
}

function numberCovariate(name: string, cells: Float64Array, studies: readonly StudyRows[]): ReadCovariates {
  const varied: string[] = [];
  const values = Float64Array.from(studies, (study) => {
    const known = study.rows.map(({ row }) => cells[row]!).filter((value) => value === value);
    if (known.some((value) => value !== known[0])) varied.push(study.name);
    // A mean of equal numbers could be off by rounding.
    return known.every((value) => value === known[0]) ? known[0]! : meanOf(known);
  });
  refuseConstant(name, values);
  return { covariates: [covariate(name, values)], warnings: varied.length === 0 ? [] : [variedWarning(name, varied)] };
}

function levelCovariates(column: FactorColumn, studies: readonly StudyRows[]): ReadCovariates {
  const levels = usedLevels(column);
  const levelOf = studies.map(({ name, rows }) => {
    const known = [...new Set(rows.map(({ row }) => column.codes[row]!).filter((code) => code >= 0))];
    if (known.length > 1) {
      const texts = quotedList(known.map((code) => column.levels[code]!));
      throw new UserError(
        `the covariate "${column.name}" is ${texts} in different arms of study "${name}": a study can have only one, so correct its rows.`,
      );
    }
    return column.levels[known[0]!]!;
  });
  if (levels.length < 2) throw new UserError(constantText(column.name, `"${levels[0] ?? ""}"`));
  const covariates = levels.slice(1).map((level) => ({
    ...covariate(
      `${column.name}: ${level}`,
      Float64Array.from(levelOf, (own) => (own === level ? 1 : 0)),
    ),
    level: { column: column.name, name: level, base: levels[0]! },
  }));
  return { covariates, warnings: [] };
}

function covariate(name: string, values: Float64Array): Covariate {
  return { name, values, centre: meanOf(values) };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function refuseConstant(name: string, values: Float64Array): void {
  if (values.every((value) => value === values[0])) throw new UserError(constantText(name, String(values[0])));
}

function constantText(name: string, value: string): string {
  return `the covariate "${name}" is ${value} in every study and can explain nothing: leave it out.`;
}

function variedWarning(name: string, studies: readonly string[]): Warning {
  const where = `${studies.length === 1 ? "study" : "studies"} ${quotedList(studies)}`;
  const text =
    `The covariate "${name}" differs between arms of ${where}: the mean over the arms is used, since a covariate describes a study; ` +
    `give one value for each study if another is meant.`;
  return { cause: "covariate_varies", variables: [], text };
}
