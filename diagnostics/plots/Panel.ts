/** Where draws lie in a chart, so that a page can mark the same chosen draws in several charts at once. */

/** Pixels from left, top, right, bottom, in the coordinates of the drawing. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What an axis spans; values beyond are not shown. Logarithmic where it says so. */
export interface Span {
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
}

/** A part of a chart in which each draw has its place. */
export type Panel =
  /** A draw is a point: `low` of x is at the left, of y at the bottom of the box. */
  | {
      readonly kind: "points";
      readonly x: string;
      readonly y: string;
      readonly box: Box;
      readonly xSpan: Span;
      readonly ySpan: Span;
    }
  /** A draw is a line through parallel axes, one for each variable, `low` at the bottom. */
  | {
      readonly kind: "lines";
      readonly box: Box;
      readonly axes: readonly { readonly variable: string; readonly x: number; readonly span: Span }[];
    }
  /** Draws of one variable are summed up as an interval along a horizontal axis, on the line y. */
  | { readonly kind: "interval"; readonly variable: string; readonly y: number; readonly box: Box; readonly span: Span }
  /** The path with `data-draw="k"` is that of draw k, numbered from 0 through all chains one after another. */
  | { readonly kind: "curves"; readonly draws: readonly number[] };
