/** The rows of a prediction in the columns of the fit. */
import type { Table } from "../../../engine/core/Table.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame } from "../Frame.js";

/** The fitted rows, or those of a new table. */
export function frameAsked(fitted: FittedGlmm, newdata: Table | undefined, _enters: (group: string) => boolean): Frame {
  return newdata === undefined ? fitted.frame : fitted.encode(newdata);
}
