/** What questions about a fitted GLMM need. */
import type { Table } from "../../engine/core/Table.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { FamilyRow, Link } from "./Family.js";
import type { Frame } from "./Frame.js";
import type { ResolvedPrior } from "./Prior.js";

/** A posterior of a GLMM with what its declaration and data determine. Draws are those of all chains, one after the other. */
export interface FittedGlmm {
  readonly posterior: Posterior;
  readonly family: FamilyRow;
  readonly link: Link;
  /** The rows fitted. */
  readonly frame: Frame;
  readonly priors: readonly ResolvedPrior[];
  readonly drawCount: number;
  /** All draws of a variable; the same array each time, not to be changed. @throws UserError when there is none. */
  draws(variable: string): Float64Array;
  /** Other rows in the columns of this fit: same coefficients, means and levels. A missing response is left out. */
  encode(table: Table): Frame;
}
