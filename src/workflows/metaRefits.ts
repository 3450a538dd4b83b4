/** A meta-analysis fitted again to some of its rows: without each study, and as studies are added. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { isUserError, UserError } from "../../engine/core/UserError.js";
import { selectRows } from "../../engine/data/missing.js";
import { requireColumn } from "../../engine/data/table.js";
import { summariseDraws, type EffectSummary } from "../../models/meta/answers/summariseDraws.js";
import { fittedMeta, type FittedMeta } from "../../models/meta/pairwise/fittedMeta.js";
import { labelsOfColumn } from "../../models/meta/pairwise/labelsOfColumn.js";
import { metaModel } from "../../models/meta/pairwise/metaModel.js";
import { fit } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { keptRows } from "../inTableRows.js";
import { preparedOf } from "../preparedOf.js";
import { fitOptionsOf } from "./fitOptionsOf.js";

/** A fit to some of the rows. */
export interface MetaRefit {
  /** The study that was left out, or added last. */
  readonly label: string;
  /** What the study that was added has in the column by which studies are ordered. */
  readonly value?: string;
  readonly rows: number;
  /** Mean effects and heterogeneity by name, those of the model with all rows. */
  readonly estimates: ReadonlyMap<string, EffectSummary>;
  /** Why there is none, such as a moderator that no longer varies. */
  readonly reason?: string;
}

export interface MetaRefitOptions extends FitOptions {
  /** Called before each fit with what has been done and how many there are. */
  readonly onFit?: ((done: number, all: number) => void) | undefined;
}

/**
 * The analysis without each study (of levels without each of the outermost), priors kept as they were.
 *
 * @throws UserError where there are fewer than three studies, or the posterior is of another model.
 */
export async function metaInfluence(
  posterior: Posterior,
  options: MetaRefitOptions,
  platform: Platform,
): Promise<readonly MetaRefit[]> {
  const fitted = fittedMeta(posterior);
  const units = unitsOf(fitted);
  if (units.size < 3) {
    throw new UserError(
      `there are ${units.size} studies: leaving one out leaves too few to be pooled; there must be 3.`,
    );
  }
  const all = Array.from({ length: fitted.frame.rows }, (_, row) => row);
  const subsets = Array.from(units, ([label, rows]) => ({ label, rows: all.filter((row) => !rows.includes(row)) }));
  return refits(fitted, subsets, options, platform);
}

/** In which order studies are added. */
export interface MetaOrder {
  /** A column; the order of the table without it. */
  readonly by?: string | undefined;
  /** The table that was fitted, with columns that the model did not read. */
  readonly table?: Table | undefined;
}

/**
 * The analysis of the first two studies, the first three and so on, in the order of a column of numbers or text; in that of the table
 * without one.
 *
 * @throws UserError for an unknown column, and where the posterior is of another model.
 */
export async function metaCumulative(
  posterior: Posterior,
  { by, table, ...options }: MetaRefitOptions & MetaOrder,
  platform: Platform,
): Promise<readonly MetaRefit[]> {
  const fitted = fittedMeta(posterior);
  const units = [...unitsOf(fitted)];
  const order = by === undefined ? undefined : orderOf(fitted, by, table);
  if (order) units.sort(([, [a]], [, [b]]) => order.places[a!]! - order.places[b!]!);
  const subsets = units.slice(1).map(([label, [row]], last) => {
    return {
      label,
      ...(order ? { value: order.labels[row!]! } : {}),
      rows: units
        .slice(0, last + 2)
        .flatMap(([, rows]) => rows)
        .sort((a, b) => a - b),
    };
  });
  return refits(fitted, subsets, options, platform);
}

/** Rows of each study, or of each of the outermost levels. */
function unitsOf({ frame, declaration }: FittedMeta): ReadonlyMap<string, readonly number[]> {
  const [outermost] = frame.terms;
  const isLevel = declaration.levels.length + declaration.crossed.length > 0 && outermost;
  const names = isLevel ? outermost.index : (frame.studies ?? frame.labels);
  const units = new Map<string, number[]>();
  for (let row = 0; row < frame.rows; row++) {
    const name = isLevel ? outermost.levels[outermost.index[row]!]! : String(names[row]);
    units.set(name, [...(units.get(name) ?? []), row]);
  }
  return units;
}

/** Place of each row in the order of a column, and what it has there. */
function orderOf({ posterior }: FittedMeta, by: string, table: Table | undefined): RowOrder {
  const data = posterior.data!;
  const whole = data.columns.has(by) || table === undefined ? data : table;
  const dropped = whole === data ? [] : (preparedOf(posterior)?.dropped ?? []);
  const kept = keptRows(data.rows, dropped).map((row) => row - 1);
  const rows = selectRows({ rows: whole.rows, columns: new Map([[by, requireColumn(whole, by)]]) }, kept);
  const column = requireColumn(rows, by);
  const labels = labelsOfColumn(rows, by);
  if (column.kind === "number") return { places: column.values, labels };
  const sorted = [...new Set(labels)].sort();
  return { places: labels.map((label) => sorted.indexOf(label)), labels };
}

interface RowOrder {
  readonly places: ArrayLike<number>;
  readonly labels: readonly string[];
}

/** Rows that are fitted again. */
type Subset = Pick<MetaRefit, "label" | "value"> & { readonly rows: readonly number[] };

async function refits(
  fitted: FittedMeta,
  subsets: readonly Subset[],
  { onFit, ...options }: MetaRefitOptions,
  platform: Platform,
): Promise<readonly MetaRefit[]> {
  const made: MetaRefit[] = [];
  for (const [done, { rows, ...subset }] of subsets.entries()) {
    onFit?.(done, subsets.length);
    made.push({ ...subset, rows: rows.length, ...(await refit(fitted, rows, options, platform)) });
  }
  onFit?.(subsets.length, subsets.length);
  return made;
}

async function refit(
  { posterior, declaration }: FittedMeta,
  rows: readonly number[],
  options: FitOptions,
  platform: Platform,
): Promise<Pick<MetaRefit, "estimates" | "reason">> {
  const data = posterior.data!;
  try {
    const model = metaModel(declaration)
      .withPriorsOf(data)
      .with({ covariance: covarianceOf(declaration.covariance, rows) });
    // Chains are short: starting workers for each would take longer.
    const all = { ...fitOptionsOf(posterior), algorithm: undefined, workers: 0, ...options };
    const again = fittedMeta(await fit(model, selectRows(data, rows), all, platform));
    const names = again.posterior.draws.names.filter((name) => /^(mu|beta|tau|cor)\b/.test(name));
    return { estimates: new Map(names.map((name) => [name, summariseDraws(again.draws(name))])) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { estimates: new Map(), reason: error.message };
  }
}

function covarianceOf(covariance: FittedMeta["declaration"]["covariance"], rows: readonly number[]) {
  if (covariance.kind !== "matrix") return covariance;
  const place = new Map(rows.map((row, k) => [row, k]));
  const entries = covariance.entries.flatMap(([row, column, value]) => {
    const [i, j] = [place.get(row), place.get(column)];
    return i === undefined || j === undefined ? [] : [[i, j, value] as const];
  });
  return { kind: "matrix", rows: rows.length, entries } as const;
}
