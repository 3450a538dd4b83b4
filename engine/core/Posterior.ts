/** Named draws with their model, and how they were made. */
import type { Components } from "./Components.js";
import type { Draws } from "./Draws.js";
import type { Declaration, ModelDescription } from "./Model.js";
import type { Replicates } from "./Replicates.js";
import type { RowLikelihood } from "./RowLikelihood.js";
import type { Table } from "./Table.js";
import type { Warning } from "./Warning.js";

/** How a fit was made: what is needed to make it again. */
export interface Provenance {
  readonly seed: string;
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** SHA-256 of the columns used, in hexadecimal. */
  readonly dataHash: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Seconds of wall time; warmup and sampling are summed over chains. `cpu` is process CPU time. */
export interface Timing {
  readonly seconds: {
    readonly compile: number;
    readonly warmup: number;
    readonly sampling: number;
    readonly total: number;
  };
  readonly cpu: {
    /** What the process had used before the fit: starting, loading, and earlier fits. */
    readonly before: number;
    readonly compile: number;
    readonly sampling: number;
  };
}

/** Named draws with their model. */
export interface Posterior {
  readonly draws: Draws;
  readonly model: ModelDescription;
  /** The model itself, where it is data and not code. */
  readonly declaration?: Declaration;
  readonly provenance: Provenance;
  readonly timing: Timing;
  readonly warnings: readonly Warning[];
  /** The columns the model used, in the rows it was fitted to; absent for draws read from elsewhere. */
  readonly data?: Table;
  /** What log densities are made of; kept with a fit that is saved, otherwise worked out when asked for. */
  readonly components?: Components;
  /** Of a program that was saved: its log likelihood by row, unless that is too large to be kept. */
  readonly rowLikelihood?: RowLikelihood;
  /** Of a program that was saved: replicates of its observed values, for some draws. */
  readonly replicates?: readonly Replicates[];
}
