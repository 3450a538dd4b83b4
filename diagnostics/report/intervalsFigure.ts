/** Intervals of several variables in one figure, in which a reader can choose draws, also where their units differ. */
import { mean, meansOf } from "../moments.js";
import type { Chart } from "../plots/Chart.js";
import { forestPlot } from "../plots/forestPlot.js";
import type { Panel } from "../plots/Panel.js";
import type { PlotVariable } from "../plots/PlotVariable.js";
import { quantile } from "../quantile.js";

/** An axis so many times as long as the narrowest interval on it shows that one as a point. */
const longestAxis = 25;

/** A variable's median with its intervals, and its mean and standard deviation. */
interface Row {
  readonly name: string;
  readonly estimate: number;
  readonly inner: readonly [number, number];
  readonly outer: readonly [number, number];
  readonly centre: number;
  readonly spread: number;
}

/**
 * Median, 50% and 95% intervals, each variable in its own unit. Where one axis cannot serve all, since the narrowest interval would be a
 * point, each row is drawn in standard deviations from its mean; the table and the places of draws stay in the units of the variables.
 *
 * @param variables that vary
 */
export function intervalsFigure(variables: readonly PlotVariable[]): Chart {
  const rows = variables.map(rowOf);
  const title = `Median, 50% and 95% intervals of ${rows.length} variables`;
  if (fitsOneAxis(rows)) return forestOf(rows, { title });
  const drawn = forestOf(rows.map(standardised), {
    title: `${title}, in standard deviations from their means`,
    axisTitle: "standard deviations from the mean",
  });
  const own = forestOf(rows, { title });
  const byName = new Map(rows.map((row) => [row.name, row]));
  return {
    ...drawn,
    table: own.table,
    panels: (drawn.panels ?? []).map((panel) => inOwnUnit(panel, byName)),
  };
}

function rowOf({ name, chains }: PlotVariable): Row {
  const at = (p: number): number => quantile(chains, p).value;
  const centre = mean(meansOf(chains));
  const squares = meansOf(chains.map((chain) => chain.map((value) => (value - centre) * (value - centre))));
  return {
    name,
    estimate: at(0.5),
    inner: [at(0.25), at(0.75)],
    outer: [at(0.025), at(0.975)],
    centre,
    spread: Math.sqrt(mean(squares)),
  };
}

function fitsOneAxis(rows: readonly Row[]): boolean {
  const low = Math.min(...rows.map(({ outer }) => outer[0]));
  const high = Math.max(...rows.map(({ outer }) => outer[1]));
  return high - low <= longestAxis * Math.min(...rows.map(({ outer }) => outer[1] - outer[0]));
}

function standardised(row: Row): Row {
  const z = (value: number): number => (value - row.centre) / row.spread;
  return {
    ...row,
    estimate: z(row.estimate),
    inner: [z(row.inner[0]), z(row.inner[1])],
    outer: [z(row.outer[0]), z(row.outer[1])],
  };
}

/** A row's axis spans, in the unit of its variable, what it spans in standard deviations. */
function inOwnUnit(panel: Panel, rows: ReadonlyMap<string, Row>): Panel {
  if (panel.kind !== "interval") return panel;
  const { centre, spread } = rows.get(panel.variable)!;
  const { low, high } = panel.span;
  return { ...panel, span: { low: centre + spread * low, high: centre + spread * high } };
}

function forestOf(rows: readonly Row[], options: { readonly title: string; readonly axisTitle?: string }): Chart {
  return forestPlot(
    rows.map(({ name, estimate, inner, outer }) => ({ label: name, variable: name, estimate, inner, outer })),
    { ...options, values: false },
  );
}
