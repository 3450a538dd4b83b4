/** The rows of a fit with a variable set to other values. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { codedColumn, numberColumn } from "../../../engine/data/column.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { effectsOf } from "../effects/effectAxes.js";
import { numberText } from "../effects/numberText.js";
import { predictorColumns, type PredictorColumn, type PredictorColumns } from "../effects/PredictorColumns.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame } from "../Frame.js";
import type { MarginalOptions } from "./MarginalOptions.js";

/** Two states of the rows that differ in one variable. */
export interface Change {
  readonly variable: string;
  readonly from: State;
  readonly to: State;
}

export interface State {
  readonly label: string;
  readonly frame: Frame;
}

/**
 * The changes that are asked for; frames of equal states are the same record, and rows as they are those of the fit.
 *
 * @throws UserError for a variable or a value that there is not.
 */
export function changesOf(fitted: FittedGlmm, { variables, at = {} }: MarginalOptions): Change[] {
  if (Array.isArray(variables) && variables.length === 0) return [];
  const columns = predictorColumns(fitted);
  const known = variablesOf(columns);
  const asked = variables === undefined ? known : [variables].flat();
  const name = [...asked, ...Object.keys(at)].find((one) => !known.includes(one as string));
  if (name !== undefined) throw unknownVariable(String(name), known);
  const given = new Map(Object.entries(at));
  return (asked as readonly string[]).flatMap((variable) =>
    changesOfVariable(fitted, columns.table, columns.read.get(variable)!, given.get(variable)),
  );
}

/** Columns that the predictor of mu reads, in the order of the formula, then those that others read. */
function variablesOf(columns: PredictorColumns): readonly string[] {
  const first = effectsOf(columns).flatMap(({ axes }) => axes.map(({ name }) => name));
  return [...new Set([...first.filter((name) => columns.read.has(name)), ...columns.read.keys()])];
}

function unknownVariable(name: string, known: readonly string[]): UserError {
  const near = nearestName(name, known);
  const have = known.length === 0 ? "the formula has no predictors" : `the predictors are ${known.join(", ")}`;
  return new UserError(`unknown variable "${name}"${near === undefined ? "" : `, did you mean "${near}"`}; ${have}.`);
}

function changesOfVariable(
  fitted: FittedGlmm,
  table: Table,
  column: PredictorColumn,
  values: readonly (number | string)[] | undefined,
): Change[] {
  const { name: variable } = column;
  const encoded = (put: Column) => fitted.encode({ ...table, columns: new Map([...table.columns, [variable, put]]) });
  if (column.kind === "factor") {
    const { levels } = column;
    const states = new Map<string, State>();
    const state = (level: string): State => {
      if (!levels.includes(level)) {
        throw new UserError(`"${level}" is no level of ${variable}, which has ${levels.slice(0, 12).join(", ")}.`);
      }
      const before = states.get(level);
      if (before) return before;
      const made = { label: level, frame: encoded(constantColumn(table, variable, level)) };
      states.set(level, made);
      return made;
    };
    const pairs = values ? [values.map(String)] : levels.slice(1).map((level) => [levels[0]!, level]);
    return pairs.map(([from, to]) => ({ variable, from: state(from!), to: state(to!) }));
  }
  const constant = (value: number): State => ({
    label: numberText(value),
    frame: encoded(numberColumn(variable, new Float64Array(table.rows).fill(value))),
  });
  const isDummy = column.values.every((value) => value === 0 || value === 1);
  const pair = values ?? (isDummy ? [0, 1] : undefined);
  if (pair !== undefined) {
    const wrong = pair.find((value) => typeof value !== "number" || !Number.isFinite(value));
    if (wrong === undefined) {
      return [{ variable, from: constant(pair[0] as number), to: constant(pair[1] as number) }];
    }
    throw new UserError(`${variable} is a number, which cannot be at ${JSON.stringify(wrong)}.`);
  }
  const more = encoded(
    numberColumn(
      variable,
      column.values.map((value) => value + 1),
    ),
  );
  return [{ variable, from: { label: "observed", frame: fitted.frame }, to: { label: "observed + 1", frame: more } }];
}

/** A level throughout, in a column of the kind that the table has. */
function constantColumn(table: Table, name: string, level: string): Column {
  if (table.columns.get(name)?.kind === "number") {
    return numberColumn(name, new Float64Array(table.rows).fill(Number(level)));
  }
  return codedColumn(name, new Array<string>(table.rows).fill(level), [level]);
}
