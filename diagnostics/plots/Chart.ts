/** What every chart is: a drawing, the words that stand for it, and the numbers behind it. */
import type { Panel } from "./Panel.js";

export interface Chart {
  /** One complete `<svg>` element without scripts or style attributes. */
  readonly svg: string;
  readonly title: string;
  /** A text alternative made from the numbers, for those who do not see the drawing. */
  readonly description: string;
  readonly table: ChartTable;
  /** Where draws lie in it, for pages on which draws can be chosen. */
  readonly panels?: readonly Panel[];
}

/** The numbers behind a chart. */
export interface ChartTable {
  readonly columns: readonly string[];
  /** Numbers in full precision; whoever prints them rounds. NaN where there is no value. */
  readonly rows: readonly (readonly (string | number)[])[];
}
