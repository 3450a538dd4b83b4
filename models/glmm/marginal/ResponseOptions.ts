/** What a person may ask of implied responses. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import type { Frame } from "../Frame.js";

export interface ResponseOptions {
  /** Places of rows of the table, from 0; the average row stands for all unless rows or a level are told. */
  readonly rows?: readonly number[];
  /** A group with one of its levels, whose rows are asked about: `{ group: "patient", level: "12" }`. */
  readonly group?: string;
  readonly level?: string | number;
  /** Evenly spaced draws that are used, 400 unless told. */
  readonly draws?: number;
}

const mostRows = 60;

/** @throws UserError naming the option and the mend. */
export function checkResponseOptions(options: ResponseOptions): void {
  refuseUnknownOptions("impliedResponses", options, ["rows", "group", "level", "draws"]);
  const { rows, group, level } = options as Readonly<Record<string, unknown>>;
  if (rows !== undefined && !(Array.isArray(rows) && rows.length > 0)) {
    throw new UserError(
      `rows must be a list of places in the table, from 0, as [0, 1]; it is ${JSON.stringify(rows)}.`,
    );
  }
  if ((group === undefined) !== (level === undefined)) {
    throw new UserError('group and level go together, as { group: "patient", level: "12" }.');
  }
  if (rows !== undefined && group !== undefined)
    throw new UserError("rows are asked for twice: leave out rows, or group and level.");
}

/** The rows that are asked about; undefined where the average row is. @throws UserError for rows and levels that there are not. */
export function rowsAsked(frame: Frame, { rows, group, level }: ResponseOptions): readonly number[] | undefined {
  const found = group === undefined ? rows : rowsOfLevel(frame, group, String(level));
  const wrong = found?.find((row) => !(Number.isInteger(row) && row >= 0 && row < frame.rows));
  if (wrong !== undefined)
    throw new UserError(`rows must be whole numbers from 0 to ${frame.rows - 1}; one is ${wrong}.`);
  if (found !== undefined && found.length > mostRows) {
    throw new UserError(`${found.length} rows are asked for, and ${mostRows} are the most: name some of them in rows.`);
  }
  return found;
}

function rowsOfLevel({ groups }: Frame, group: string, level: string): number[] {
  const known = [...new Set(groups.map((term) => term.group))];
  const term = groups.find((one) => one.group === group);
  if (term === undefined) {
    const near = nearestName(group, known);
    const have = known.length === 0 ? "the model has none" : `the model has ${known.join(", ")}`;
    throw new UserError(`unknown group "${group}"${near === undefined ? "" : `, did you mean "${near}"`}; ${have}.`);
  }
  const place = term.levels.indexOf(level);
  if (place < 0) {
    const near = nearestName(level, term.levels);
    throw new UserError(
      `unknown level "${level}" of "${group}"${near === undefined ? "" : `, did you mean "${near}"`}.`,
    );
  }
  return [...term.index.keys()].filter((row) => term.index[row] === place);
}
