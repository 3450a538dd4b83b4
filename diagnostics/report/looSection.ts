/** The section on prediction of what was not seen: leave-one-out cross-validation and whether it can be trusted. */
import type { Loo } from "../loo/assembleLoo.js";
import { paretoKPlot } from "../plots/paretoKPlot.js";
import { pitEcdfPlot } from "../plots/pitEcdfPlot.js";
import { formatFixed } from "../plots/parts/formatNumber.js";
import { leavesBand, uniformEcdf } from "../plots/parts/uniformEcdf.js";
import type { Cell, Section } from "./Section.js";

/** What is shown of it. */
export interface LooContent {
  readonly loo: Loo;
  /** Clauses on how observations were left out. */
  readonly notes?: readonly string[];
  /** Probability of a smaller response given all other observations, one for each observation. */
  readonly pit?: Float64Array;
}

/** Observations from which transforms are shown. */
const fewest = 5;

/** Probability of uniform transforms below which predictions are called off: rare enough for a report that asks much else. */
const unlike = 0.01;

/** Estimates, Pareto k, and probability integral transforms of left-out observations. */
export function looSection({ loo, notes = [], pit }: LooContent): Section {
  const { elpd, p, ic, observations, unreliable, threshold, warnings, pointwise, labels } = loo;
  const shown = pit === undefined || pit.length < fewest ? undefined : pit;
  const calibration = shown && calibrationOf(shown);
  const clauses = notes.length === 0 ? "" : ` The rows are predicted ${notes.join(", ")}.`;
  return {
    id: "loo",
    title: "How well are new observations predicted?",
    state: unreliable.length > 0 || calibration?.isOff ? "caution" : "good",
    text: [
      `Each of ${observations} observations was predicted from all others, by re-weighting the draws (PSIS-LOO).${clauses} ` +
        "The sum is of use beside that of another model of the same data; by itself it says little.",
      ...(unreliable.length === 0
        ? [`All Pareto k are below ${threshold.toFixed(2)}: the estimates can be relied on.`]
        : []),
      ...warnings.map(({ text }) => text),
      ...(calibration?.text === undefined ? [] : [calibration.text]),
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
      ...(shown === undefined
        ? []
        : [
            {
              ...pitEcdfPlot(shown, {
                title: "Are predictions of left-out observations as wide as they should be?",
                leftOut: true,
              }),
            },
          ]),
      paretoKPlot(pointwise.paretoK, { title: "Pareto k by observation", threshold, ...(labels ? { labels } : {}) }),
    ],
  };
}

/** Whether left-out observations lie where they are predicted, with a sentence where they seem not to. */
function calibrationOf(pit: Float64Array): { readonly isOff: boolean; readonly text?: string } {
  const ecdf = uniformEcdf(pit);
  if (ecdf.pValue < unlike) {
    return {
      isOff: true,
      text: "Left-out observations do not lie where they are predicted: the figure tells whether predictions are too high, too low, too narrow or too wide.",
    };
  }
  if (!leavesBand(ecdf)) return { isOff: false };
  return {
    isOff: false,
    text: "The LOO-PIT leave their band by little, as those of one right model in twenty do.",
  };
}

/** To a tenth, the same for an estimate and its error, as is usual. */
function tenths(value: number): Cell {
  return { value, text: formatFixed(value, 1) };
}
