/** The section of results: forests of the main variables, a table with the digits the draws support, and densities. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { usedChains } from "../usedChains.js";
import type { Chart } from "../plots/Chart.js";
import { densityPlot } from "../plots/densityPlot.js";
import { forestPlot, type ForestRow } from "../plots/forestPlot.js";
import { formatPercent } from "../plots/parts/formatNumber.js";
import { halfWidth } from "../plots/parts/theme.js";
import type { SummaryRow } from "../summarise.js";
import { formatEstimate } from "./formatEstimate.js";
import { isEffect } from "./names.js";
import type { Cell, Section, SectionColumn, SectionTable } from "./Section.js";

const mostFound = 6;
const mostDensities = 4;

/** Forests, table and densities of the chosen rows; `total` is how many variables there are. */
export function resultsSection(posterior: Posterior, rows: readonly SummaryRow[], total: number): Section {
  return {
    id: "results",
    title: "Results",
    ...(total > rows.length
      ? { text: `${total - rows.length} more variables are in summary.json and in the draws.` }
      : {}),
    figure: forests(rows),
    table: resultsTable(posterior, rows),
    sections: [
      {
        id: "results-densities",
        title: "Shape of the posterior",
        fold: "closed",
        figure: rows.slice(0, mostDensities).map(({ variable }) => ({
          ...densityPlot(usedChains(posterior.draws, variable), { title: variable, width: halfWidth }),
          half: true,
        })),
      },
    ],
  };
}

/** The first few results, for the first screen. */
export function foundSection(posterior: Posterior, rows: readonly SummaryRow[]): Section {
  const shown = rows.slice(0, mostFound);
  return {
    id: "found",
    title: "What was found",
    ...(rows.length > mostFound ? { text: `The first ${mostFound} of ${rows.length}; all are under Results.` } : {}),
    table: {
      name: "what was found",
      columns: [
        { title: "variable" },
        { title: "mean", numeric: true },
        { title: "2.5%", numeric: true, hint: "The 95% interval begins here" },
        { title: "97.5%", numeric: true, hint: "The 95% interval ends here" },
        positiveColumn,
      ],
      rows: shown.map((row) => [
        row.variable,
        ...[row.mean, row["q2.5"], row["q97.5"]].map((value) => estimate(row, value)),
        positive(posterior, row),
      ]),
    },
  };
}

const positiveColumn: SectionColumn = {
  title: "P(> 0)",
  numeric: true,
  hint: "Posterior probability that the variable is positive",
};

function resultsTable(posterior: Posterior, rows: readonly SummaryRow[]): SectionTable {
  return {
    name: "results",
    caption:
      "Posterior mean, median, standard deviation and quantiles, with the digits that would stay the same in another run.",
    columns: [
      { title: "variable" },
      { title: "mean", numeric: true },
      { title: "median", numeric: true },
      { title: "sd", numeric: true },
      { title: "2.5%", numeric: true },
      { title: "25%", numeric: true },
      { title: "75%", numeric: true },
      { title: "97.5%", numeric: true },
      positiveColumn,
    ],
    rows: rows.map((row) => [
      row.variable,
      ...[row.mean, row.median, row.sd, row["q2.5"], row.q25, row.q75, row["q97.5"]].map((value) =>
        estimate(row, value),
      ),
      positive(posterior, row),
    ]),
  };
}

function estimate(row: SummaryRow, value: number | null): Cell {
  return { value, text: formatEstimate(row, value) };
}

/** The probability of being positive, of effects and of what takes both signs: of the others it says nothing. */
function positive(posterior: Posterior, row: SummaryRow): Cell {
  let above = 0;
  let all = 0;
  for (const chain of usedChains(posterior.draws, row.variable)) {
    all += chain.length;
    for (const value of chain) if (value > 0) above++;
  }
  if (all === 0 || row.sd === 0) return null;
  const oneSign = above === 0 || above === all;
  if (oneSign && !isEffect(row.variable)) return null;
  // No finite number of draws makes certain.
  const text = above === 0 ? "<1%" : above === all ? ">99%" : formatPercent(above / all);
  return { value: above / all, text };
}

/** One forest per kind of variable and order of magnitude, so that no interval is squeezed to a dot by another's units. */
function forests(rows: readonly SummaryRow[]): readonly Chart[] {
  const kinds = new Map<string, SummaryRow[]>();
  for (const row of rows) {
    const kind = kindOf(row.variable);
    kinds.set(kind, [...(kinds.get(kind) ?? []), row]);
  }
  return [...kinds].flatMap(([kind, members]) =>
    byMagnitude(members).map((cluster, i, clusters) => {
      const crossing = cluster.some((row) => (row["q2.5"] ?? 0) < 0);
      return forestPlot(cluster.map(forestRow), {
        title: clusters.length === 1 ? kind : `${kind} (${i + 1} of ${clusters.length}, by size)`,
        ...(crossing ? { reference: 0 } : {}),
      });
    }),
  );
}

const kindNames: ReadonlyMap<string, string> = new Map([
  ["b", "Coefficients"],
  ["sd", "Standard deviations of group effects"],
  ["cor", "Correlations of group effects"],
  ["r", "Group effects"],
  ["d", "Relative effects"],
]);

/** `b_x` is a coefficient, `theta[3]` one of `theta`; anything else is a parameter. */
function kindOf(name: string): string {
  const [, prefix] = /^(b|sd|cor|r|d)(?:_|\[)/.exec(name) ?? [];
  if (prefix !== undefined) return kindNames.get(prefix)!;
  const bracket = name.indexOf("[");
  return bracket > 0 ? name.slice(0, bracket) : "Parameters";
}

const largestRatio = 25;

/** Splits rows where the reach of their intervals jumps by more than a factor, keeping their order inside. */
function byMagnitude(rows: readonly SummaryRow[]): readonly (readonly SummaryRow[])[] {
  const reach = (row: SummaryRow): number => Math.max(Math.abs(row["q2.5"] ?? 0), Math.abs(row["q97.5"] ?? 0));
  const sorted = [...rows].sort((a, b) => reach(b) - reach(a));
  const clusters: Set<SummaryRow>[] = [];
  let largest = Infinity;
  for (const row of sorted) {
    if (clusters.length === 0 || reach(row) * largestRatio < largest) {
      clusters.push(new Set());
      largest = reach(row);
    }
    clusters[clusters.length - 1].add(row);
  }
  return clusters.map((cluster) => rows.filter((row) => cluster.has(row)));
}

function forestRow(row: SummaryRow): ForestRow {
  return {
    label: row.variable,
    variable: row.variable,
    estimate: row.median ?? NaN,
    inner: [row.q25 ?? NaN, row.q75 ?? NaN],
    outer: [row["q2.5"] ?? NaN, row["q97.5"] ?? NaN],
    text: `${formatEstimate(row, row.median)} [${formatEstimate(row, row["q2.5"])}, ${formatEstimate(row, row["q97.5"])}]`,
  };
}
