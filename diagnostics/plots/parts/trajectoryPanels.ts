/** Draws the courses of groups in small panels with common axes. */
import { bottomAxis, leftAxis, leftAxisWidth, linearScale, type Scale } from "./axes.js";
import { bands, curves, type Band } from "./curves.js";
import {
  clamped,
  domainsOf,
  ends,
  placesOf,
  reachingBeyond,
  type Body,
  type DrawnCourses,
  type Trajectory,
} from "./drawnTrajectories.js";
import { count } from "./formatNumber.js";
import { legend } from "./legend.js";
import { element, fragment } from "./markup.js";
import { pickEvenly } from "./pickEvenly.js";
import { dots, type Place } from "./points.js";
import { lettering } from "./shapes.js";
import { truncate } from "./textWidth.js";
import { accent, faint, ink, muted, paleAccent, rule, smallSize } from "./theme.js";

/** A panel for each level; all share one path of each kind, which keeps sixty of them small. */
export function trajectoryPanels(shown: readonly Trajectory[], options: DrawnCourses, width: number): Body {
  const { along, response, course: population } = options;
  const domains = domainsOf(shown, options, true);
  const beyond = reachingBeyond(shown, domains, true).length;
  const key = legend(
    [
      {
        label: `expected, 95% interval${beyond === 0 ? "" : ` (of ${count(beyond, "level")} beyond the axis, cut at its edge)`}`,
        colour: accent,
        fill: paleAccent,
      },
      { label: "observed", colour: ink, marker: 0, noLine: true },
      ...(population === undefined ? [] : [{ label: "population", colour: rule, dash: "5 4" }]),
    ],
    { left: 0, right: width, top: 0 },
  );
  const gap = 8;
  const axis = leftAxisWidth(linearScale(domains.y, [100, 0], 0.05), 3) + 4;
  const most = Math.max(1, Math.floor((width - axis + gap) / (96 + gap)));
  // Twelve panels where seven fit in a row are better set as six and six.
  const panels = Math.max(1, shown.length);
  const columns = Math.ceil(panels / Math.ceil(panels / most));
  const cell = (width - axis - (columns - 1) * gap - 4) / columns;
  const [header, height] = [17, 96];
  const top = key.height + 20;
  const cells = shown.map((trajectory, k) => {
    const left = axis + (k % columns) * (cell + gap);
    const upper = top + Math.floor(k / columns) * (header + height + 4) + header;
    const lower = upper + height - 6;
    return {
      trajectory,
      left,
      upper,
      lower,
      x: linearScale(domains.x, [left, left + cell], 0.03),
      y: clamped(linearScale(domains.y, [lower, upper], 0.05)),
      isFirst: k % columns === 0,
      // Of the last row, and above an empty place in it.
      isLowest: k + columns >= shown.length,
    };
  });
  const bottom = top + Math.ceil(shown.length / columns) * (header + height + 4);
  return {
    height: bottom + 38,
    marks: fragment(
      key.marks,
      lettering(0, key.height + 8, truncate(response, width, smallSize), { fill: muted, size: smallSize }),
      bands(cells.map(bandOf), paleAccent, 1),
      element("path", {
        d: cells
          .map(
            ({ left, upper, lower }) =>
              `M${tenth(left)} ${tenth(upper)}h${tenth(cell)}v${lower - upper}h${tenth(-cell)}z`,
          )
          .join(""),
        fill: "none",
        stroke: faint,
      }),
      population === undefined
        ? null
        : curves(
            cells.map(({ x, y }) => placesOf(population, x, y)),
            { stroke: rule, dash: "5 4", width: 1.25 },
          ),
      curves(
        cells.map(({ trajectory, x, y }) => placesOf(trajectory, x, y, 12)),
        { stroke: accent, width: 2 },
      ),
      dots(
        cells.flatMap(({ trajectory: { observed }, x, y }) =>
          pickEvenly(observed.length, shown.length > 24 ? 12 : 30).map((i): Place => [
            x(observed[i].x),
            y(observed[i].y),
          ]),
        ),
        { fill: ink, size: 4 },
      ),
      cells.map(({ isFirst, isLowest, x, y, left, lower }) => [
        isFirst ? leftAxis(y, left, { count: 3 }) : null,
        isLowest ? bottomAxis(x, lower, { count: 3 }) : null,
      ]),
      element(
        "g",
        { "font-size": smallSize, "font-weight": 600 },
        cells.map(({ trajectory: { level }, left, upper }) => {
          const label = truncate(level, cell, smallSize, true);
          return lettering(left, upper - header + 8, label, {
            inheritedSize: smallSize,
            ...(label === level ? {} : { full: level }),
          });
        }),
      ),
      lettering(width / 2, bottom + 26, truncate(along, width, smallSize), {
        anchor: "middle",
        fill: muted,
        size: smallSize,
      }),
    ),
  };
}

function bandOf({ trajectory: { x: at, low, high }, x, y }: { trajectory: Trajectory; x: Scale; y: Scale }): Band {
  const shown = ends(at.length, 24);
  return { x: shown.map((i) => x(at[i])), low: shown.map((i) => y(low[i])), high: shown.map((i) => y(high[i])) };
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
