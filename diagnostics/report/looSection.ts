/** The section on prediction of what was not seen: leave-one-out cross-validation and whether it can be trusted. */
import type { Loo } from "../loo/assembleLoo.js";
import { paretoKPlot } from "../plots/paretoKPlot.js";
import { pitEcdfPlot } from "../plots/pitEcdfPlot.js";
import { formatFixed } from "../plots/parts/formatNumber.js";
import type { Cell, Section } from "./Section.js";

/** What is shown of it. */
export interface LooContent {
  readonly loo: Loo;
  /** Clauses on how observations were left out. */
  readonly notes?: readonly string[];
  /** Probability of a smaller response given all other observations, one for each observation. */
  readonly pit?: Float64Array;
}

/** Estimates, Pareto k, and probability integral transforms of left-out observations. */
export function looSection({ loo, notes = [], pit }: LooContent): Section {
  const { elpd, p, ic, observations, unreliable, threshold, warnings, pointwise, labels } = loo;
  const clauses = notes.length === 0 ? "" : ` The rows are predicted ${notes.join(", ")}.`;
  return {
    id: "loo",
    title: "How well are new observations predicted?",
    state: unreliable.length > 0 ? "caution" : "good",
    text: [
      `Each of ${observations} observations was predicted from all others, by re-weighting the draws (PSIS-LOO).${clauses} ` +
        "The sum is of use beside that of another model of the same data; by itself it says little.",
      ...(unreliable.length === 0
        ? [`All Pareto k are below ${threshold.toFixed(2)}: the estimates can be relied on.`]
        : []),
      ...warnings.map(({ text }) => text),
    ],
    table: {
      name: "leave-one-out",
      columns: [
        { title: "quantity" },
        { title: "estimate", numeric: true },
        { title: "standard error", numeric: true },
      ],
      rows: [
        ["expected log predictive density (elpd)", tenths(elpd.value), tenths(elpd.se)],
        ["effective number of parameters (p)", tenths(p.value), tenths(p.se)],
        ["information criterion (−2 elpd)", tenths(ic.value), tenths(ic.se)],
      ],
    },
    figure: [
      ...(pit === undefined || pit.length < 5
        ? []
        : [
            {
              ...pitEcdfPlot(pit, {
                title: "Are predictions of left-out observations as wide as they should be?",
                leftOut: true,
              }),
            },
          ]),
      paretoKPlot(pointwise.paretoK, { title: "Pareto k by observation", threshold, ...(labels ? { labels } : {}) }),
    ],
  };
}

/** To a tenth, the same for an estimate and its error, as is usual. */
function tenths(value: number): Cell {
  return { value, text: formatFixed(value, 1) };
}
