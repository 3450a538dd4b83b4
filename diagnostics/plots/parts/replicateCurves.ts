/** Thin lines of single replicates behind what sums them up, so that those of chosen draws can be marked. */
import type { Replicates } from "../../../engine/core/Replicates.js";
import { curvePath } from "./curves.js";
import { element, type Markup } from "./markup.js";
import type { Panel } from "../Panel.js";
import { pickEvenly } from "./pickEvenly.js";
import type { Place } from "./points.js";
import { crowd } from "./theme.js";

/** Replicates of which a figure draws each by itself. */
export const mostCurves = 50;

/** Places of the replicates that are drawn one by one, evenly spread over those there are. */
export function singleReplicates({ draws }: Replicates, most = mostCurves): readonly number[] {
  return pickEvenly(draws.length, most);
}

/** A pale line for each of some replicates, whose path has `data-draw`; nothing for those with no two places. */
export function replicateCurves(
  { draws }: Replicates,
  rows: readonly number[],
  lineOf: (row: number) => readonly Place[],
): Markup {
  return element(
    "g",
    { fill: "none", stroke: crowd, "stroke-width": 1, "stroke-opacity": 0.3, "stroke-linejoin": "round" },
    rows.map((row) => {
      // To whole pixels, since there are many and they are pale.
      const path = curvePath(lineOf(row), 1);
      return path === "" ? null : element("path", { "data-draw": draws[row], d: path });
    }),
  );
}

/** A short upright stroke at each place of each replicate, whose path has `data-draw`. */
export function replicateTicks(
  { draws }: Replicates,
  rows: readonly number[],
  placesOf: (row: number) => readonly Place[],
): Markup {
  return element(
    "g",
    { fill: "none", stroke: crowd, "stroke-width": 1, "stroke-opacity": 0.5 },
    rows.map((row) => {
      const path = placesOf(row)
        .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
        .map(([x, y]) => `M${tenth(x)} ${tenth(y - 4)}v8`)
        .join("");
      return path === "" ? null : element("path", { "data-draw": draws[row], d: path });
    }),
  );
}

/** The panel that tells a page which draws have a line. */
export function curvesPanel({ draws }: Replicates, rows: readonly number[]): Panel {
  return { kind: "curves", draws: rows.map((row) => draws[row]) };
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
