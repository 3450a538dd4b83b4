/** A pooled estimate fitted again to other studies, and how charts of such estimates are set. */
import type { IntervalEstimate } from "./IntervalEstimate.js";

/** A pooled estimate with the name of the study that was added or left out. */
export interface RefittedEstimate extends IntervalEstimate {
  readonly label: string;
  /** Further columns, such as heterogeneity. */
  readonly notes?: readonly string[];
}

/** Options of `influencePlot` and `cumulativeMetaPlot`. */
export interface RefittedOptions {
  readonly title: string;
  /** What is estimated, such as "odds ratio". */
  readonly measure?: string;
  /** Logarithmic for ratios, which are then given as ratios. */
  readonly scale?: "linear" | "log";
  /** Value of no effect; 1 for ratios, 0 otherwise. */
  readonly reference?: number;
  /** The estimate of all studies, drawn as a diamond. */
  readonly overall?: RefittedEstimate;
  /** Titles of further columns, each of one or two lines. */
  readonly noteColumns?: readonly (readonly string[])[];
  readonly favours?: readonly [string, string];
  /** Pixels. */
  readonly width?: number;
}
