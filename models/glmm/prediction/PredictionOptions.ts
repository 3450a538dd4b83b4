/** What a person may ask of a prediction. */
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { TableInput } from "../../../engine/data/tableOf.js";

/** What levels that the fit did not have get for effects. */
export type NewLevels = "gaussian" | "population" | "refuse";

export interface PredictionOptions {
  /** Rows to predict, in any form that `fit` takes; the rows fitted when left out. */
  readonly newdata?: TableInput;
  /** Which group-level terms enter, by the names of their groups; all unless told. */
  readonly groups?: "all" | "none" | readonly string[];
  /**
   * Effects of levels that the fit did not have: `gaussian`, the default, draws them from their normal law, once for
   * each level and posterior draw, whatever the rows; `population` makes them 0; `refuse` stops. With `gaussian` levels of a
   * structure get effects at their place in it, given those of their relatives; one that the structure lacks stops.
   */
  readonly newLevels?: NewLevels;
  /**
   * How many of the posterior's draws are used, evenly spaced, or which of them, by their places from 0 through all chains one after
   * another; all unless told.
   */
  readonly draws?: number | ArrayLike<number>;
  /** Seed of what is drawn, a whole number, or its decimal digits; that of the fit unless told. */
  readonly seed?: number | string;
}

export interface LinpredOptions extends PredictionOptions {
  /** Distributional parameter, "mu" unless told. */
  readonly parameter?: string;
  /** Whether the inverse link is applied, so that the parameter is on its natural scale. */
  readonly transform?: boolean;
}

const known = ["newdata", "groups", "newLevels", "draws", "seed"];
const newLevelsChoices: readonly string[] = ["gaussian", "population", "refuse"];

/**
 * Looks for what cannot be meant, since options also come from scripts whose types nobody checked.
 *
 * @param more Names of options that this question alone has.
 * @throws UserError naming the option and the mend.
 */
export function checkPredictionOptions(question: string, options: object, more: readonly string[] = []): void {
  refuseUnknownOptions(question, options, [...known, ...more]);
  const { newdata, newLevels, seed } = options as Readonly<Record<string, unknown>>;
  if (newLevels !== undefined && !newLevelsChoices.includes(newLevels as string)) {
    throw new UserError(`newLevels must be ${newLevelsChoices.join(", ")}; it is ${JSON.stringify(newLevels)}.`);
  }
  const isNumber = typeof seed === "string" || Number.isSafeInteger(seed);
  if (seed !== undefined && !(isNumber && /^[0-9]{1,20}$/.test(String(seed)))) {
    throw new UserError(`the seed must be a whole number, such as 1; it is ${JSON.stringify(seed)}.`);
  }
  if (newdata !== undefined && (typeof newdata !== "object" || newdata === null)) {
    throw new UserError("newdata is no table: give a table, an array of records, or a record of columns.");
  }
}
