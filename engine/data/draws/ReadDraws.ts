/** Draws read from files, with what else the files tell of them. */
import type { Draws } from "../../core/Draws.js";
import type { Pointwise } from "../../core/Pointwise.js";
import type { Warning } from "../../core/Warning.js";

/** The program that made draws: advice on them is given in its words. */
export type DrawsOrigin = "poolwise" | "cmdstan" | "other";

/** Draws of one fit, read from one or several files. */
export interface ReadDraws {
  readonly draws: Draws;
  readonly origin: DrawsOrigin;
  /** The program's own name where the files give it, such as `pymc`. */
  readonly program?: string;
  /** What the files say of themselves that tells against their draws, such as that there should be more of them. */
  readonly warnings?: readonly Warning[];
  /**
   * Log likelihood by draw and observation, by the name of the response, where the files hold it. It may be larger than all draws, and is
   * read when it is asked for.
   */
  readonly logLikelihoods?: () => Promise<ReadonlyMap<string, Pointwise>>;
}
