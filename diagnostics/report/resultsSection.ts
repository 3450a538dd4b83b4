/** The section of results: forests of the main variables, a table with the digits the draws support, and densities. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { evenChains, variableChains } from "../evenChains.js";
import { densityPlot } from "../plots/densityPlot.js";
import { forestPlot, type ForestRow } from "../plots/forestPlot.js";
import { formatPercent, noValue } from "../plots/formatNumber.js";
import { element, fragment, type Markup } from "../plots/markup.js";
import { halfWidth } from "../plots/theme.js";
import type { SummaryRow } from "../summarise.js";
import { formatEstimate, formatInterval } from "./digits.js";
import { figure } from "./figure.js";
import { htmlTable } from "./htmlTable.js";
import type { PageSection } from "./page.js";

const mostFound = 6;
const mostDensities = 6;

/** Forests, table and densities of the chosen rows; `total` is how many variables there are. */
export function resultsSection(posterior: Posterior, rows: readonly SummaryRow[], total: number): PageSection {
  return {
    id: "results",
    title: "Results",
    html: fragment(
      forests(rows).map((chart) => figure(chart)),
      resultsTable(posterior, rows),
      total > rows.length
        ? element("p", { class: "note" }, `${total - rows.length} more variables are in summary.json and in the draws.`)
        : null,
      densities(posterior, rows),
    ).markup,
  };
}

/** The first few results as sentences of a list, for the first screen. */
export function foundMarkup(posterior: Posterior, rows: readonly SummaryRow[]): Markup {
  const shown = rows.slice(0, mostFound);
  return fragment(
    htmlTable({
      name: "what was found",
      columns: [
        { title: "variable" },
        { title: "mean", numeric: true },
        { title: "95% interval", numeric: true },
        { title: "P(> 0)", numeric: true, hint: "Posterior probability that the variable is positive" },
      ],
      rows: shown.map((row) => ({
        cells: [row.variable, formatEstimate(row, row.mean), formatInterval(row), positive(posterior, row)],
      })),
    }),
    rows.length > mostFound
      ? element("p", { class: "note" }, element("a", { href: "#results" }, `All ${rows.length} results`))
      : null,
  );
}

function resultsTable(posterior: Posterior, rows: readonly SummaryRow[]): Markup {
  return htmlTable({
    name: "results",
    caption:
      "Posterior mean, median, standard deviation and intervals, with the digits that would stay the same in another run.",
    columns: [
      { title: "variable" },
      { title: "mean", numeric: true },
      { title: "median", numeric: true },
      { title: "sd", numeric: true },
      { title: "50% interval", numeric: true },
      { title: "95% interval", numeric: true },
      { title: "P(> 0)", numeric: true, hint: "Posterior probability that the variable is positive" },
    ],
    rows: rows.map((row) => ({
      cells: [
        row.variable,
        formatEstimate(row, row.mean),
        formatEstimate(row, row.median),
        formatEstimate(row, row.sd),
        `${formatEstimate(row, row.q25)} to ${formatEstimate(row, row.q75)}`,
        formatInterval(row),
        positive(posterior, row),
      ],
    })),
  });
}

/** The draws of a variable that the summary uses, by chain. */
function usedChains({ draws }: Posterior, variable: string): readonly Float64Array[] {
  const at = draws.names.indexOf(variable);
  return at < 0 ? [] : variableChains(evenChains(draws), draws.names.length, at, 1)[0];
}

/** Standard deviations, shapes and the like: to say that they are positive says nothing. */
const positiveByNature = /^(sd_|sigma|shape|phi|nu|tau|zi|hu|kappa|lengthscale)/;

/** The probability of being positive, left out where it is certain by the nature of the variable. */
function positive(posterior: Posterior, row: SummaryRow): string {
  let above = 0;
  let all = 0;
  for (const chain of usedChains(posterior, row.variable)) {
    all += chain.length;
    for (const value of chain) if (value > 0) above++;
  }
  if (all === 0 || row.sd === 0 || positiveByNature.test(row.variable)) return noValue;
  // No finite number of draws makes certain.
  return above === 0 ? "<1%" : above === all ? ">99%" : formatPercent(above / all);
}

/** One forest per kind of variable and order of magnitude, so that no interval is squeezed to a dot by another's units. */
function forests(rows: readonly SummaryRow[]): readonly ReturnType<typeof forestPlot>[] {
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
    estimate: row.median ?? NaN,
    inner: [row.q25 ?? NaN, row.q75 ?? NaN],
    outer: [row["q2.5"] ?? NaN, row["q97.5"] ?? NaN],
    text: `${formatEstimate(row, row.median)} [${formatEstimate(row, row["q2.5"])}, ${formatEstimate(row, row["q97.5"])}]`,
  };
}

function densities(posterior: Posterior, rows: readonly SummaryRow[]): Markup {
  const shown = rows.slice(0, mostDensities);
  return element(
    "details",
    { class: "fold" },
    element("summary", {}, element("h3", {}, "Shape of the posterior")),
    element(
      "div",
      { class: "pair" },
      shown.map(({ variable }) =>
        figure(densityPlot(usedChains(posterior, variable), { title: variable, width: halfWidth })),
      ),
    ),
  );
}
