/** Draws how often each category was observed beside how often replicates have it. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { intervalRows, liesOutside, type IntervalRow } from "./parts/intervalRows.js";
import type { Place } from "./parts/points.js";
import { curvesPanel, replicateTicks, singleReplicates } from "./parts/replicateCurves.js";
import { replicateOf } from "./parts/replicateOf.js";
import { brief, sentences } from "./parts/sentences.js";
import { fullWidth } from "./parts/theme.js";

/** Options of {@link ppcBarsPlot}. */
export interface PpcBarsOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Pixels. */
  readonly width?: number;
}

/**
 * One row for each category: a bar for the observed frequency and the median with the 95% interval of the replicates', with a
 * tick for each of 50 replicates (`data-draw`). Categories are
 * numbered from 1 as in `replicates.categories`; of binary responses they are 0 and 1.
 *
 * @example ppcBarsPlot(replicates, { title: "Ratings" });
 */
export function ppcBarsPlot(replicates: Replicates, options: PpcBarsOptions): Chart {
  const { width = fullWidth, axisTitle = "frequency" } = options;
  const { rows, tables } = rowsOf(replicates);
  const single = singleReplicates(replicates);
  const body = intervalRows(rows, {
    width,
    axisTitle,
    bars: true,
    behind: (x, y) => replicateTicks(replicates, single, (k) => rows.map((_, i): Place => [x(tables[k][i]), y(i)])),
  });
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describe(replicates, rows),
    table: {
      columns: [replicates.name, "observed frequency", "replicates 2.5%", "replicates 50%", "replicates 97.5%"],
      rows: rows.map(({ label, observed, outer, middle }) => [label, observed, outer[0], middle, outer[1]]),
    },
    marks: body.marks,
    panels: [curvesPanel(replicates, single)],
  });
}

/** Rows of categories, and for each replicate its frequencies. */
function rowsOf(replicates: Replicates): {
  readonly rows: readonly IntervalRow[];
  readonly tables: readonly Float64Array[];
} {
  const { observed, values, draws, outcome, categories } = replicates;
  const codes = new Set<number>();
  if (outcome === "binary") [0, 1].forEach((code) => codes.add(code));
  else categories?.forEach((_, i) => codes.add(i + 1));
  for (const numbers of [observed, values]) for (const value of numbers) if (Number.isFinite(value)) codes.add(value);
  const sorted = [...codes].sort((a, b) => a - b);
  const places = new Map(sorted.map((code, place) => [code, place]));
  const frequencies = (numbers: Float64Array): Float64Array => {
    const table = new Float64Array(sorted.length);
    for (const value of numbers) if (Number.isFinite(value)) table[places.get(value)!]++;
    return table;
  };
  const own = frequencies(observed);
  const tables = Array.from(draws, (_, k) => frequencies(replicateOf(replicates, k)));
  const rows = sorted.map((code, place): IntervalRow => {
    const column = Float64Array.from(tables, (table) => table[place]).sort();
    return {
      label: categories?.[outcome === "binary" ? code : code - 1] ?? String(code),
      observed: own[place],
      middle: quantileOfSorted(column, 0.5),
      outer: [quantileOfSorted(column, 0.025), quantileOfSorted(column, 0.975)],
    };
  });
  return { rows, tables };
}

function describe({ name, observed, draws, outcome, expected }: Replicates, rows: readonly IntervalRow[]): string {
  const outside = rows.filter(liesOutside);
  return sentences(
    `Frequencies of ${count(rows.length, "category", "categories")} of ${brief(name)} among ${count(observed.filter(Number.isFinite).length, "observation")}, against ${count(draws.length, "replicate")}.`,
    outside.length === 0
      ? "All lie within 95% of replicates."
      : `${outside.length} of ${rows.length} lie outside 95% of replicates: ${outside
          .slice(0, 5)
          .map(
            ({ label, observed, outer: [low, high] }) =>
              `${brief(label)} (${formatNumber(observed)} observed, ${formatNumber(low)} to ${formatNumber(high)} replicated)`,
          )
          .join("; ")}${outside.length > 5 ? "; and more in the table" : ""}.`,
    outcome === "binary" &&
      `Totals of two categories almost always agree, whatever the model${expected ? "; whether its probabilities are right shows in a calibration plot" : ""}.`,
  );
}
