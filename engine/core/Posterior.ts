/** Named draws with their model, and how they were made. */
import type { Draws } from "./Draws.js";
import type { Declaration, ModelDescription } from "./Model.js";
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
}
