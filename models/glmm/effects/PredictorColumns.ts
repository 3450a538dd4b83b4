/** The columns that the predictors of a fit read, and what a prediction holds them at. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { asFactor, usedLevels } from "../../../engine/data/factor.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { expressionColumns, variableColumns } from "../../formula/columnsOf.js";
import type { Formula, Variable } from "../../formula/Formula.js";
import type { GlmmDeclaration } from "../Declaration.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { formulasOf } from "../prediction/formulasOf.js";

/** A column as predictors read it. */
export type PredictorColumn = { readonly name: string } & (
  | {
      readonly kind: "number";
      readonly values: Float64Array;
      /** Of numbered steps the whole number nearest to it. */
      readonly mean: number;
      readonly sd: number;
      /** Whether only whole numbers have a meaning, as the steps of mo(). */
      readonly stepped: boolean;
    }
  /** The reference level first. */
  | { readonly kind: "factor"; readonly codes: Int32Array; readonly levels: readonly string[] }
);

export interface PredictorColumns {
  /** By name, those that population-level terms, offsets and group-level slopes read. */
  readonly read: ReadonlyMap<string, PredictorColumn>;
  /** Those that name groups, in `(… | g)`, `within(x | g)` and `between(x | g)`, and that no term reads as a predictor. */
  readonly groupings: ReadonlySet<string>;
  /** Those of trials and rates that no term reads. */
  readonly units: ReadonlySet<string>;
  readonly formulas: readonly Formula[];
  readonly table: Table;
}

/** @throws UserError when the columns were not kept with the posterior. */
export function predictorColumns(fitted: FittedGlmm): PredictorColumns {
  const table = fitted.posterior.data;
  const formulas = formulasOf(fitted);
  if (!table || formulas.length === 0) {
    throw new UserError("the posterior has no data and formulas to vary predictors in: fit the model again.");
  }
  const declared = new Map((fitted.posterior.declaration as GlmmDeclaration).factors);
  const variables = formulas.flatMap(variablesOf);
  const steps = new Set(variables.filter(isOfSteps).map(({ name }) => name));
  const factors = new Set(variables.flatMap((variable) => (isOfLevels(variable) ? [variable.name] : [])));
  const names = new Set([
    ...variables.flatMap((variable) =>
      "grouping" in variable ? expressionColumns(variable.expression) : variableColumns(variable),
    ),
    ...formulas.flatMap(({ predictor }) =>
      predictor.offsets.flatMap(({ expression }) => expressionColumns(expression)),
    ),
  ]);
  const groupings = new Set([
    ...variables.flatMap((variable) => ("grouping" in variable ? variable.grouping : [])),
    ...formulas.flatMap(({ predictor }) => predictor.groups.flatMap(({ grouping }) => grouping)),
  ]);
  const units = new Set(
    formulas.flatMap(({ response }) =>
      (response?.additions ?? []).flatMap(({ kind, expression }) =>
        kind === "trials" || kind === "rate" ? expressionColumns(expression) : [],
      ),
    ),
  );
  const read = new Map(
    Array.from(names, (name) => {
      const column = table.columns.get(name)!;
      return [
        name,
        asRead(column, factors.has(name) || declared.has(name), steps.has(name), declared.get(name) ?? undefined),
      ] as const;
    }),
  );
  const others = (set: Set<string>) => new Set([...set].filter((name) => !names.has(name)));
  return { read, groupings: others(groupings), units: others(units), formulas, table };
}

/** Whether a variable reads its column as levels; steps of a monotonic effect have none between them. */
function isOfLevels(variable: Variable): variable is Variable & { readonly kind: "factor" | "monotonic" } {
  return variable.kind === "factor" || variable.kind === "monotonic";
}

/** Of the population level and of the slopes of groups. */
function variablesOf({ predictor }: Formula): readonly Variable[] {
  return [...predictor.terms, ...predictor.groups.flatMap(({ terms }) => terms)].flatMap(({ variables }) => variables);
}

/** `mo(x)`, whose x numbers steps. */
function isOfSteps(variable: Variable): variable is Variable & { readonly name: string } {
  const kind: string = variable.kind;
  return kind === "monotonic";
}

function asRead(
  column: Column,
  isFactor: boolean,
  stepped: boolean,
  levels: readonly string[] | undefined,
): PredictorColumn {
  const { name } = column;
  if (column.kind === "number" && !isFactor) {
    const { values } = column;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const middle = stepped ? Math.round(mean) : mean;
    return { name, kind: "number", values, mean: middle, stepped, sd: Math.sqrt(squares / (values.length - 1)) };
  }
  const factor = asFactor(column, levels);
  const used = usedLevels(factor);
  const places = factor.levels.map((level) => used.indexOf(level));
  return { name, kind: "factor", codes: factor.codes.map((code) => places[code]!), levels: used };
}

/** Values that columns are held at, by name. */
export type HeldValues = ReadonlyMap<string, number | string>;

/**
 * What every predictor is held at while another is varied: numbers at their mean, factors at their reference level, unless a person's
 * conditions say otherwise. Trials and rates are 1, so that responses are those of one trial or unit.
 *
 * @throws UserError for a condition on a column that no predictor reads, a number that is none, and a level that there is not.
 */
export function heldValues(
  columns: PredictorColumns,
  conditions: Readonly<Record<string, number | string>>,
): HeldValues {
  const held = new Map<string, number | string>();
  for (const [name, column] of columns.read) {
    held.set(name, column.kind === "number" ? column.mean : column.levels[0]!);
  }
  for (const name of columns.units) held.set(name, 1);
  for (const [name, value] of Object.entries(conditions)) held.set(name, condition(columns, name, value));
  return held;
}

function condition({ read, groupings }: PredictorColumns, name: string, value: number | string): number | string {
  const column = read.get(name);
  if (column === undefined) {
    if (groupings.has(name)) return String(value);
    const near = nearestName(name, [...read.keys(), ...groupings]);
    throw new UserError(
      `a condition is on "${name}", which no predictor reads${near === undefined ? "" : `: did you mean "${near}"?`}`,
    );
  }
  if (column.kind === "factor") {
    if (column.levels.includes(String(value))) return String(value);
    throw new UserError(
      `the condition on "${name}" is "${value}", which is none of its levels ${column.levels.slice(0, 12).join(", ")}.`,
    );
  }
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new UserError(`the condition on "${name}" must be a number; it is ${JSON.stringify(value)}.`);
}
