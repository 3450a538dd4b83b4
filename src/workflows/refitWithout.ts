/** A model fitted again without some rows, and how it predicts them. */
import { leaveOut } from "../../diagnostics/loo/leaveOut.js";
import { relativeEfficiency } from "../../diagnostics/loo/relativeEfficiency.js";
import { selectRows } from "../../engine/data/missing.js";
import { log } from "../../engine/math/log.js";
import type { Pointwise } from "../../engine/core/Pointwise.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { isUserError, UserError } from "../../engine/core/UserError.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { heldOut } from "./heldOut.js";
import { update } from "./update.js";

/** How fits are made again: those of the first fit where they are left out. */
export type RefitOptions = Pick<FitOptions, "chains" | "warmup" | "draws" | "workers" | "seed" | "signal">;

/** What a fit without some rows says of them. */
export interface Refit {
  readonly posterior: Posterior;
  /** Log likelihoods of the rows left out, in their order, for each draw. */
  readonly heldOut: Pointwise;
}

/**
 * Fits the model of a posterior without some of its rows, priors being those of the first fit, and gives the log likelihood of these
 * rows under it.
 *
 * @param rows rows to leave out, from 0
 * @param what what they are, for messages: `fold 3`
 * @throws UserError as {@link update} and {@link heldOut}
 */
export async function refitWithout(
  posterior: Posterior,
  rows: ArrayLike<number>,
  what: string,
  options: RefitOptions,
  platform: Platform,
): Promise<Refit> {
  const table = tableOfFit(posterior);
  const out = new Set(Array.from(rows));
  const kept = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !out.has(row));
  try {
    const fitted = await update(posterior, selectRows(table, kept), options, platform);
    return { posterior: fitted, heldOut: await heldOut(fitted, selectRows(table, rows)) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(`without ${what}: ${error.message}`);
  }
}

/** The columns that a fit used. @throws UserError for draws read from elsewhere, which cannot be made again. */
export function tableOfFit({ data }: Posterior): Table {
  if (data !== undefined) return data;
  throw new UserError("these are draws alone, without their data: the model cannot be fitted again to a part of them.");
}

/** Log predictive density of each column, the log of the mean over its draws, with its Monte Carlo standard error. */
export function* predictiveDensities({ columns, drawsPerChain, chains }: Pointwise): Generator<{
  readonly elpd: number;
  readonly mcse: number;
}> {
  const draws = chains * drawsPerChain;
  const even = new Float64Array(draws).fill(-log(draws));
  for (const column of columns()) {
    const { value } = relativeEfficiency(column, drawsPerChain);
    const { elpd, mcse } = leaveOut(column, even, Number.isNaN(value) ? 1 : value);
    yield { elpd, mcse };
  }
}
