/** The priors of a model as rows, and as text for a terminal. */
import { boundsOf } from "../../../engine/distributions/Support.js";
import type { PriorClass, ResolvedPrior } from "../Prior.js";
import { parseDistribution } from "./parseDistribution.js";
import { targetText } from "./targetText.js";

/** The prior of one parameter; of a matrix of correlations there is one row. */
export interface PriorRow {
  /** The distribution before it is cut, `student_t(3, 0, 2.5)`. */
  readonly prior: string;
  readonly class: PriorClass;
  readonly coefficient: string | null;
  readonly group: string | null;
  /** Distributional parameter: "mu" for the response's own formula. */
  readonly parameter: string;
  readonly source: "declared" | "default";
  /** What its draws are named, `sd_g__x`; for a matrix what they begin with. */
  readonly name: string;
  /** The number below which the prior is cut off, since the parameter lies above it; null where nothing is cut off. */
  readonly above: number | null;
}

/**
 * The prior of every parameter, as used.
 *
 * @example priorSummary(model.priors(table))
 */
export function priorSummary(priors: readonly ResolvedPrior[]): readonly PriorRow[] {
  return priors.map(({ slot, text, source }) => ({
    prior: text,
    class: slot.class,
    coefficient: slot.coefficient ?? null,
    group: slot.group ?? null,
    parameter: slot.parameter,
    source,
    name: slot.name,
    above: slot.above !== undefined && reachesBelow(slot.above, text) ? slot.above : null,
  }));
}

function reachesBelow(bound: number, text: string): boolean {
  return boundsOf(parseDistribution(text).support).lower < bound;
}

/**
 * One line for each prior as it would be declared, what it is of on the left: parameters of a class share a line when all of
 * them have the same prior. A line ends with where a prior is cut and with who chose it.
 *
 * @example
 * Intercept ~ student_t(3, 0, 2.5)            default
 * b         ~ normal(0, 5)                    declared
 * sd[herd]  ~ student_t(3, 0, 2.5), above 0   default
 */
export function priorText(rows: readonly PriorRow[]): string {
  const lines = folded(rows);
  const width = (cells: readonly string[]): number => Math.max(0, ...cells.map((cell) => [...cell].length));
  const targets = width(lines.map(({ target }) => target));
  const priors = width(lines.map(({ prior }) => prior));
  return lines
    .map(({ target, prior, source }) => `${padEnd(target, targets)} ~ ${padEnd(prior, priors)}   ${source}`)
    .join("\n");
}

interface PriorTextLine {
  readonly target: string;
  readonly prior: string;
  readonly source: string;
}

/** Rows of a class in one line where they agree, else of a group, else one by one. */
function folded(rows: readonly PriorRow[]): readonly PriorTextLine[] {
  return groupedBy(rows, (row) => keyOf(row.parameter, row.class)).flatMap((ofClass) => {
    if (agree(ofClass)) return [line(ofClass[0]!, { class: true })];
    return groupedBy(ofClass, (row) => keyOf(row.group)).flatMap((ofGroup) =>
      agree(ofGroup) && ofGroup[0]!.group !== null
        ? [line(ofGroup[0]!, { group: true })]
        : ofGroup.map((row) => line(row, {})),
    );
  });
}

function agree(rows: readonly PriorRow[]): boolean {
  return rows.every(({ prior, source }) => prior === rows[0]!.prior && source === rows[0]!.source);
}

function line(row: PriorRow, all: { readonly class?: true; readonly group?: true }): PriorTextLine {
  const target = targetText({
    class: row.class,
    parameter: row.parameter,
    ...(all.class || row.group === null ? {} : { group: row.group }),
    ...(all.class || all.group || row.coefficient === null ? {} : { coefficient: row.coefficient }),
  });
  return { target, prior: `${row.prior}${row.above === null ? "" : `, above ${row.above}`}`, source: row.source };
}

/** In the order in which keys are first seen. */
function groupedBy<Row>(rows: readonly Row[], key: (row: Row) => string): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return [...groups.values()];
}

function keyOf(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts);
}

function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - [...text].length));
}
